/** Links that start a session once (decision D-04). */
import { randomBytes } from 'node:crypto';
import { LINK_MINUTES } from '../../contracts/sessions.ts';
import { DomainError } from '../../domain/errors.ts';
import { plusMs, type Instant } from '../../domain/instant.ts';
import { newId, sha256Hex } from '../../infra/ids.ts';
import type { KeyDocument } from '../../storage/collections/keys.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { assertUnlimited, type Caller } from '../access/caller.ts';

const TOKEN_BYTES = 32;
const MINUTE_MS = 60_000;
/** Links of one key that can be used at a time. The oldest go for newer ones. */
const MOST_OPEN = 20;

export interface CreatedLink {
  readonly token: string;
  readonly expiresAt: Instant;
}

/**
 * Creates a link with the roles and accounts of a key, by default the caller's, and removes those of the key that expired.
 * Throws what `keyToLink` throws.
 */
export async function createSignInLink(
  unit: UnitOfWork,
  caller: Caller,
  asked: string = caller.keyId,
): Promise<CreatedLink> {
  const { signInLinks } = unit.database.models;
  const { _id: keyId, name } = await keyToLink(unit, caller, asked);
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const expiresAt = plusMs(unit.recordedAt, LINK_MINUTES * MINUTE_MS);
  const link = { _id: newId('lnk'), keyId, hash: sha256Hex(token), createdAt: unit.recordedAt, expiresAt };
  await signInLinks.insertMany([link], { session: unit.session });
  const open = await signInLinks
    .find({ keyId, expiresAt: { $gt: unit.recordedAt } }, { _id: 1 })
    .sort({ _id: -1 })
    .limit(MOST_OPEN)
    .session(unit.session)
    .lean();
  await signInLinks.deleteMany(
    { keyId, _id: { $nin: open.map(({ _id }) => _id) } },
    { session: unit.session },
  );
  unit.audit({
    type: 'key.link_created',
    at: unit.recordedAt,
    accountId: null,
    facts: { keyId, name, expiresAt },
  });
  return { token, expiresAt };
}

/**
 * The key that a link signs in with. Throws `forbidden` if another key than its own is asked for by a caller who is no
 * operator, `unlimited_key_required` for an operator of certain accounts, `not_found`, and `key_not_usable` for a key with
 * which no person can sign in now.
 */
async function keyToLink(unit: UnitOfWork, caller: Caller, keyId: string): Promise<KeyDocument> {
  if (keyId !== caller.keyId) {
    if (!caller.roles.includes('operator')) throw new DomainError('forbidden', { roles: ['operator'] });
    assertUnlimited(caller);
  }
  const key = await unit.database.models.keys.findById(keyId).session(unit.session).lean();
  if (key === null) throw new DomainError('not_found', { kind: 'key', id: keyId });
  const { expiresAt, revokedAt, roles } = key;
  const isOver = revokedAt !== null || (expiresAt !== null && expiresAt <= unit.recordedAt);
  if (isOver || roles.every((role) => role === 'platform'))
    throw new DomainError('key_not_usable', { keyId });
  return key;
}

/** Removes the link and returns the id of its key; null if it is unknown, was used, or has expired. */
export async function useSignInLink(unit: UnitOfWork, token: string): Promise<string | null> {
  const link = await unit.database.models.signInLinks
    .findOneAndDelete({ hash: sha256Hex(token) }, { session: unit.session })
    .lean();
  return link === null || link.expiresAt <= unit.recordedAt ? null : link.keyId;
}
