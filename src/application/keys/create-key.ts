/** Creates an API key. The secret is returned once; only its hash is stored. */
import { randomBytes } from 'node:crypto';
import type { AccountId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { KeyDocument } from '../../storage/collections/keys.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { newId, sha256Hex } from '../../infra/ids.ts';

const KEY_BYTES = 32;

export interface NewKey {
  readonly name: string;
  readonly roles: readonly string[];
  /** Accounts that the key covers; all if absent. */
  readonly accountIds?: readonly AccountId[] | undefined;
  /** When it expires; never if absent. */
  readonly expiresAt?: Instant | undefined;
}

export interface CreatedKey {
  readonly key: KeyDocument;
  /** The value of the `Authorization` header after `Bearer`. */
  readonly secret: string;
}

/** Stores the key and returns it with its secret. */
export async function createKey(unit: UnitOfWork, input: NewKey): Promise<CreatedKey> {
  const { name } = input;
  const expiresAt = input.expiresAt ?? null;
  const secret = `pf_${randomBytes(KEY_BYTES).toString('base64url')}`;
  const roles = [...input.roles];
  const accountIds = input.accountIds === undefined ? null : [...input.accountIds];
  const key: KeyDocument = {
    _id: newId('key'),
    name,
    roles,
    accountIds,
    hash: sha256Hex(secret),
    createdAt: unit.recordedAt,
    expiresAt,
    lastUsedAt: null,
    revokedAt: null,
    guard: 0,
  };
  await unit.database.models.keys.insertMany([key], { session: unit.session });
  unit.audit({
    type: 'key.created',
    at: unit.recordedAt,
    accountId: null,
    facts: { keyId: key._id, name, roles, accountIds, expiresAt },
  });
  return { key, secret };
}
