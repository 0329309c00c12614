/** Links that start a session once (decision D-04). */
import { randomBytes } from 'node:crypto';
import { LINK_MINUTES } from '../../contracts/sessions.ts';
import { plusMs, type Instant } from '../../domain/instant.ts';
import { newId, sha256Hex } from '../../infra/ids.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import type { Caller } from '../access/caller.ts';

const TOKEN_BYTES = 32;
const MINUTE_MS = 60_000;
/** Links of one key that can be used at a time. The oldest go for newer ones. */
const MOST_OPEN = 20;

export interface CreatedLink {
  readonly token: string;
  readonly expiresAt: Instant;
}

/** Creates a link with the roles and accounts of the caller's key, and removes those of the key that expired. */
export async function createSignInLink(unit: UnitOfWork, { keyId }: Caller): Promise<CreatedLink> {
  const { signInLinks } = unit.database.models;
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
  return { token, expiresAt };
}

/** Removes the link and returns the id of its key; null if it is unknown, was used, or has expired. */
export async function useSignInLink(unit: UnitOfWork, token: string): Promise<string | null> {
  const link = await unit.database.models.signInLinks
    .findOneAndDelete({ hash: sha256Hex(token) }, { session: unit.session })
    .lean();
  return link === null || link.expiresAt <= unit.recordedAt ? null : link.keyId;
}
