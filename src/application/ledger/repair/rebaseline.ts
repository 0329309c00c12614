/** Makes later checks of a ledger begin at its current state, where the journal before it cannot agree with it any more. */
import { figuresOfState, storedFigures } from '../../../domain/ledger/stored-figures.ts';
import { moneyOfLot, type PricedLot } from '../../../domain/ledger/money-differences.ts';
import type { CheckedPlace } from '../../../storage/collections/verifications.ts';
import type { LedgerDocument } from '../../../storage/collections/ledgers.ts';
import type { UnitOfWork } from '../../../storage/unit-of-work.ts';

export async function rebaseline(
  { database, session, recordedAt }: UnitOfWork,
  state: LedgerDocument,
): Promise<void> {
  const figures = figuresOfState(state);
  const note = (resource: string, lot: PricedLot) => {
    const money = moneyOfLot(lot);
    if (money !== null) figures.pools.get(resource)?.money.set(lot.lotId, money);
  };
  for (const { resource, lots } of state.pools) for (const lot of lots) note(resource, lot);
  // Every lot the account ever had, because one that ended may live again.
  const ended = await database.models.lots
    .find({ accountId: state._id, final: { $ne: null } })
    .session(session)
    .lean();
  for (const { _id, resource, credited, final, ...record } of ended) {
    if (final === null) continue;
    figures.pools.get(resource)?.lots.set(_id, { credited, ...final });
    note(resource, { ...record, ...final, lotId: _id, credited });
  }
  const { sequence, hash, at } = state;
  const place: CheckedPlace = { sequence, hash, at, figures: storedFigures(figures) };
  const base: CheckedPlace = { ...place, figures: storedFigures(figures, 'all lots') };
  await database.models.verifications.updateOne(
    { _id: state._id },
    { $set: { ...place, base, checkedAt: recordedAt, wholeAt: recordedAt } },
    { session, upsert: true },
  );
}
