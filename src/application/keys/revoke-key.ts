/** Revokes an API key, except the last one with which an operator can manage all accounts (D-03). */
import { DomainError } from '../../domain/errors.ts';
import type { Instant } from '../../domain/instant.ts';
import type { KeyDocument } from '../../storage/collections/keys.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';

/**
 * Returns the revoked key. A key that was revoked before does not change. Throws `not_found`, or `conflict` for the
 * last operator key.
 */
export async function revokeKey(unit: UnitOfWork, keyId: string, reason?: string): Promise<KeyDocument> {
  const { keys } = unit.database.models;
  const key = await keys.findById(keyId).session(unit.session).lean();
  if (key === null) throw new DomainError('not_found', { kind: 'key', id: keyId });
  if (key.revokedAt !== null) return key;
  const revokedAt = unit.recordedAt;
  if (isActiveOperator(key, revokedAt)) {
    // The count writes the keys, so that of two concurrent revocations one conflicts and counts again.
    const { matchedCount } = await keys.updateMany(
      activeOperators(revokedAt),
      { $inc: { guard: 1 } },
      { session: unit.session },
    );
    if (matchedCount < 2) throw new DomainError('last_operator_key', { keyId });
  }
  await keys.updateOne({ _id: keyId }, { $set: { revokedAt } }, { session: unit.session });
  unit.audit({
    type: 'key.revoked',
    at: revokedAt,
    accountId: null,
    ...(reason === undefined ? {} : { reason }),
    facts: { keyId, name: key.name },
  });
  return { ...key, revokedAt };
}

function isActiveOperator({ roles, accountIds, expiresAt }: KeyDocument, now: Instant): boolean {
  return roles.includes('operator') && accountIds === null && (expiresAt === null || expiresAt > now);
}

/** Filters operator keys that are unlimited, unexpired and unrevoked. */
function activeOperators(now: Instant): Record<string, unknown> {
  return {
    roles: 'operator',
    accountIds: null,
    revokedAt: null,
    $or: [{ expiresAt: null }, { expiresAt: { $gt: now } }],
  };
}
