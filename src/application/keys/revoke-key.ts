/** Ends an API key. An operator must always be able to go on, so the last key for that stays (decision D-03). */
import { DomainError } from '../../domain/errors.ts';
import type { Instant } from '../../domain/instant.ts';
import type { KeyDocument } from '../../storage/collections/keys.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';

/** The key as it is afterwards; one that was revoked before stays as it is. Throws `not_found` or `last_operator_key`. */
export async function revokeKey(unit: UnitOfWork, keyId: string): Promise<KeyDocument> {
  const { keys } = unit.database.models;
  const key = await keys.findById(keyId).session(unit.session).lean();
  if (key === null) throw new DomainError('not_found', { kind: 'key', id: keyId });
  if (key.revokedAt !== null) return key;
  const revokedAt = unit.recordedAt;
  if (isLivingOperator(key, revokedAt)) {
    // Written, not read: of two revocations at the same moment one has to wait and count again.
    const { matchedCount } = await keys.updateMany(
      livingOperators(revokedAt),
      { $inc: { guard: 1 } },
      { session: unit.session },
    );
    if (matchedCount < 2) throw new DomainError('last_operator_key', { keyId });
  }
  await keys.updateOne({ _id: keyId }, { $set: { revokedAt } }, { session: unit.session });
  unit.audit({ type: 'key.revoked', at: revokedAt, accountId: null, facts: { keyId, name: key.name } });
  return { ...key, revokedAt };
}

function isLivingOperator({ roles, accountIds, expiresAt }: KeyDocument, now: Instant): boolean {
  return roles.includes('operator') && accountIds === null && (expiresAt === null || expiresAt > now);
}

/** Keys that are unlimited, unexpired and unrevoked. */
function livingOperators(now: Instant): Record<string, unknown> {
  return {
    roles: 'operator',
    accountIds: null,
    revokedAt: null,
    $or: [{ expiresAt: null }, { expiresAt: { $gt: now } }],
  };
}
