/** Rebuilds a pool's stored balances, and records of its lots, from the journal. */
import type { LotMoney, PoolFigures, Rebuilt } from '../../../domain/ledger/rebuild.ts';
import { compareLots, type LiveLot, type PoolState, type LotFigures } from '../../../domain/ledger/state.ts';
import type { UnitOfWork } from '../../../storage/unit-of-work.ts';
import type { DifferenceFacts } from '../verify/reported-differences.ts';

/**
 * The pool with the journal's figures. What no entry shows stays: episode, suspension, ends of lots. Units drawn from a lot that
 * did not have them are counted as credited.
 */
export async function poolOfJournal(
  { database, session }: UnitOfWork,
  pool: PoolState,
  figures: PoolFigures,
): Promise<PoolState> {
  const stored = new Map(pool.lots.map((lot) => [lot.lotId, lot]));
  const missing = [...figures.lots]
    .filter(([lotId, { remaining }]) => remaining > 0 && !stored.has(lotId))
    .map(([lotId]) => lotId);
  const records = await database.models.lots
    .find({ _id: { $in: missing } })
    .session(session)
    .lean();
  const live = { end: null, endedAt: null, final: null };
  await database.models.lots.updateMany({ _id: { $in: missing } }, { $set: live }, { session });
  const known = [...stored.values(), ...records.map(({ _id, ...record }) => ({ ...record, lotId: _id }))];
  const lots = known.flatMap((lot): LiveLot[] => {
    const made = figures.lots.get(lot.lotId);
    if (made === undefined || made.remaining <= 0) return [];
    return [lotOf(lot, made, priceOf(figures.money.get(lot.lotId)))];
  });
  return {
    ...pool,
    lots: lots.sort(compareLots),
    arrears: { ...figures.arrears, gaps: pool.arrears.gaps },
    totals: { ...figures.totals, credited: figures.totals.credited + overdrawnUnits(figures) },
  };
}

/** Units that entries took from lots beyond what they had. */
export function overdrawnUnits({ lots }: PoolFigures): number {
  let units = 0;
  for (const { remaining } of lots.values()) if (remaining < 0) units -= remaining;
  return units;
}

/** What the journal shows that a lot was sold for. */
function priceOf(money: LotMoney | undefined): Pick<LiveLot, 'price'> {
  if (money === undefined) return {};
  const { price: amountMinor, currency } = money;
  return { price: { amountMinor, currency } };
}

type LotFacts = Omit<LiveLot, keyof LotFigures | 'price'>;

function lotOf(
  { lotId, orderId, lineId, storageYears, purchasedAt, creditedAt, expiresAt }: LotFacts,
  figures: LotFigures,
  price: Pick<LiveLot, 'price'>,
): LiveLot {
  return { lotId, orderId, lineId, storageYears, ...price, purchasedAt, creditedAt, expiresAt, ...figures };
}

const RECORD = /^record:(.+)\.(price|credited|consumed|offset|expired|voided|remaining)$/;

/** Corrects the final figures and prices of the ended lots that the task names. A lot that lives again has no final figures. */
export async function repairLotRecords(
  { database, session }: UnitOfWork,
  { differences }: DifferenceFacts,
  { pools }: Rebuilt,
): Promise<void> {
  for (const { resource, figure, rebuilt } of differences) {
    const [, lotId, name] = RECORD.exec(figure) ?? [];
    if (lotId === undefined || name === undefined) continue;
    const path = name === 'credited' ? name : `final.${name}`;
    const { price } = priceOf(pools.get(resource)?.money.get(lotId));
    const paid = price === undefined ? { $unset: { price: 1 } } : { $set: { price } };
    await database.models.lots.updateOne(
      { _id: lotId, final: { $ne: null } },
      name === 'price' ? paid : { $set: { [path]: rebuilt } },
      { session },
    );
  }
}
