/** Lets later checks of a ledger begin at its head as it is: what lies before can not be brought to agree with it. */
import { figuresOfState, storedFigures } from '../../../domain/ledger/stored-figures.ts';
import type { CheckedPlace } from '../../../storage/collections/verifications.ts';
import type { LedgerDocument } from '../../../storage/collections/ledgers.ts';
import type { UnitOfWork } from '../../../storage/unit-of-work.ts';

export async function rebaseline(
  { database, session, recordedAt }: UnitOfWork,
  head: LedgerDocument,
): Promise<void> {
  const figures = figuresOfState(head);
  // Every lot the account ever had: one that ended may live again.
  const ended = await database.models.lots
    .find({ accountId: head._id, final: { $ne: null } })
    .session(session)
    .lean();
  for (const { _id, resource, credited, final } of ended) {
    if (final !== null) figures.pools.get(resource)?.lots.set(_id, { credited, ...final });
  }
  const { sequence, hash, at } = head;
  const place: CheckedPlace = { sequence, hash, at, figures: storedFigures(figures) };
  const base: CheckedPlace = { ...place, figures: storedFigures(figures, 'all lots') };
  await database.models.verifications.updateOne(
    { _id: head._id },
    { $set: { ...place, base, checkedAt: recordedAt, wholeAt: recordedAt } },
    { session, upsert: true },
  );
}
