/** An organization can only belong to a consortium of its own account. */
import { DomainError } from '../../domain/errors.ts';
import type { AccountId, ConsortiumId } from '../../domain/ids.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';

/** Throws `not_found` unless the consortium belongs to the account. */
export async function assertConsortium(
  unit: UnitOfWork,
  accountId: AccountId,
  consortiumId: ConsortiumId,
): Promise<void> {
  const found = await unit.database.models.consortia
    .findOne({ _id: consortiumId, accountId }, { _id: 1 })
    .session(unit.session)
    .lean();
  if (found === null) throw new DomainError('not_found', { kind: 'consortium', id: consortiumId });
}
