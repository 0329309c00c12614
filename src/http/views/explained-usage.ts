/** A use with every draw and every offset explained: which lot paid, sold as what at which price, stored until when. */
import type { ExplainedUsage } from '../../contracts/usages.ts';
import { storedUntil } from '../../domain/calendar.ts';
import type { LotId } from '../../domain/ids.ts';
import { settlementsOf as settlementsIn } from '../../domain/ledger/unit-range.ts';
import type { Database } from '../../storage/database.ts';
import type { SettlementDocument } from '../../storage/collections/settlements.ts';
import type { LotDocument } from '../../storage/collections/lots.ts';
import type { UsageDocument } from '../../storage/collections/usages.ts';
import type { OrderLineRecord } from '../../storage/collections/orders.ts';
import { usageView } from './usage.ts';

type Offset = ExplainedUsage['offsets'][number];
type Origin = Pick<Offset, 'orderId' | 'lineId' | 'unitPrice' | 'lineAmount'>;

/** A part of a use's arrears that was settled at once. */
type Settled = Pick<SettlementDocument, 'at' | 'units' | 'lotId'>;

export async function explainedUsages(
  database: Database,
  usages: readonly UsageDocument[],
): Promise<ExplainedUsage[]> {
  const settledOf = await settlementsOf(database, usages);
  const lots = await lotsOf(database, [
    ...usages.flatMap(({ draws }) => draws.map(({ lotId }) => lotId)),
    ...[...settledOf.values()].flat().flatMap(({ lotId }) => (lotId === null ? [] : [lotId])),
  ]);
  const timeZoneOf = await timeZonesOf(database, usages);

  return usages.map((usage) => {
    const view = usageView(usage);
    const timeZone = timeZoneOf.get(usage.accountId);
    return {
      ...view,
      key: usage.key,
      draws: view.draws.flatMap((draw) => {
        const lot = lots.get(draw.lotId);
        return lot === undefined ? [] : [{ ...draw, ...originOf(lot), expiresAt: lot.record.expiresAt }];
      }),
      offsets: (settledOf.get(usage._id) ?? []).map((settled) => {
        const lot = settled.lotId === null ? undefined : lots.get(settled.lotId);
        return { ...settled, ...offsetFrom(lot, usage, timeZone) };
      }),
      ...reversalOf(usage),
    };
  });
}

function reversalOf({ reversal }: UsageDocument): Pick<ExplainedUsage, 'reversal'> {
  if (reversal === undefined || reversal === null) return {};
  const { at, by, reason } = reversal;
  return { reversal: { at, by, reason } };
}

/** What settled the arrears of each use: the ranges that it shares with payments of its pool. */
async function settlementsOf(
  { models }: Database,
  usages: readonly UsageDocument[],
): Promise<Map<string, Settled[]>> {
  const ranges = usages.flatMap(({ accountId, resource, arrearsRange }) =>
    arrearsRange === null
      ? []
      : [{ accountId, resource, to: { $gt: arrearsRange.from }, from: { $lt: arrearsRange.to } }],
  );
  if (ranges.length === 0) return new Map();
  const found = await models.settlements.find({ $or: ranges }).lean();
  const payments = found.sort((one, other) => one.to - other.to);
  return new Map(
    usages.map(({ _id, accountId, resource, arrearsRange }): [string, Settled[]] => {
      if (arrearsRange === null) return [_id, []];
      const ofPool = payments.filter(
        (payment) => payment.accountId === accountId && payment.resource === resource,
      );
      const shares = settlementsIn(
        arrearsRange,
        ofPool.map((payment) => ({ ...payment, range: payment })),
      );
      return [_id, shares.map(({ payment: { at, lotId }, units }) => ({ at, units, lotId }))];
    }),
  );
}

/** A lot, and the line that sold it; goodwill has none. */
interface SoldLot {
  readonly record: LotDocument;
  readonly line: OrderLineRecord | undefined;
}

async function lotsOf({ models }: Database, lotIds: readonly LotId[]): Promise<Map<string, SoldLot>> {
  const records = await models.lots.find({ _id: { $in: [...new Set(lotIds)] } }).lean();
  const orderIds = [...new Set(records.flatMap(({ orderId }) => (orderId === null ? [] : [orderId])))];
  const orders = await models.orders.find({ _id: { $in: orderIds } }, { lines: 1 }).lean();
  const lineOf = new Map(orders.flatMap(({ lines }) => lines.map((line) => [line.id, line] as const)));
  return new Map(records.map((record) => [record._id, { record, line: lineOf.get(record.lineId ?? '') }]));
}

async function timeZonesOf(
  { models }: Database,
  usages: readonly UsageDocument[],
): Promise<Map<string, string>> {
  const accountIds = [...new Set(usages.map(({ accountId }) => accountId))];
  const accounts = await models.accounts.find({ _id: { $in: accountIds } }, { timeZone: 1 }).lean();
  return new Map(accounts.map(({ _id, timeZone }) => [_id, timeZone]));
}

function originOf({ record: { orderId, lineId }, line }: SoldLot): Origin {
  return {
    orderId,
    lineId,
    unitPrice: line === undefined ? null : { ...line.unitPrice },
    lineAmount: line?.amount ?? null,
  };
}

/** The inspections that a lot pays for later get its storage, counted from their upload (AMB-19, AMB-22). */
function offsetFrom(
  lot: SoldLot | undefined,
  usage: UsageDocument,
  timeZone: string | undefined,
): Omit<Offset, keyof Settled> {
  if (lot === undefined) {
    return { orderId: null, lineId: null, unitPrice: null, lineAmount: null, expiresAt: null };
  }
  const { storageYears, expiresAt } = lot.record;
  return {
    ...originOf(lot),
    ...(storageYears === null ? {} : { storageYears }),
    ...(storageYears === null || timeZone === undefined
      ? {}
      : { storedUntil: storedUntil(usage.at, storageYears, timeZone) }),
    expiresAt,
  };
}
