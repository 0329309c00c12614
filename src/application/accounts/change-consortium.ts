/** Renames a consortium. */
import { DomainError } from '../../domain/errors.ts';
import type { ConsortiumDocument } from '../../storage/collections/consortia.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { differencesOf } from './differences.ts';

/** Returns the renamed consortium. The same name again changes nothing. Throws `not_found`. */
export async function changeConsortium(
  unit: UnitOfWork,
  { _id, accountId }: Pick<ConsortiumDocument, '_id' | 'accountId'>,
  name: string,
): Promise<ConsortiumDocument> {
  const before = await unit.database.models.consortia
    .findOneAndUpdate({ _id }, { $set: { name } }, { session: unit.session, returnDocument: 'before' })
    .lean();
  if (before === null) throw new DomainError('not_found', { kind: 'consortium', id: _id });
  const after = { ...before, name };
  const changed = differencesOf(before, after, ['name']);
  if (changed !== null) {
    unit.audit({
      type: 'consortium.changed',
      at: await unit.accountNow(accountId),
      accountId,
      facts: { consortiumId: _id },
      ...changed,
    });
  }
  return after;
}
