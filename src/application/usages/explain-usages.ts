/** Explains usages: the lots that each was drawn from, the order lines that sold them, what they earned, and what settled its arrears. */
import type { AccountId, LotId, UsageId } from '../../domain/ids.ts';
import { settlementsOf as settlementsIn } from '../../domain/ledger/unit-range.ts';
import type { SettlementDocument } from '../../storage/collections/settlements.ts';
import type { LotDocument } from '../../storage/collections/lots.ts';
import type { StoredUsage } from '../../storage/journal/usage-record.ts';
import type { OrderLineRecord } from '../../storage/collections/orders.ts';
import type { Database } from '../../storage/database.ts';

/** A part of a usage's arrears that was settled at one instant. `lotId` is null for a write-off. */
export interface UsageSettlement extends Pick<SettlementDocument, 'at' | 'units' | 'lotId'> {
  /** Units that remained of the lot before these; null for a write-off and where it was not recorded. */
  readonly lotRemaining: number | null;
}

/** A lot with the order line that sold it. Goodwill lots have none. */
export interface SoldLot {
  readonly lot: LotDocument;
  readonly line: OrderLineRecord | undefined;
}

export interface ExplainedUsage {
  readonly usage: StoredUsage;
  readonly settlements: readonly UsageSettlement[];
  /** The lots of the draws and settlements. */
  readonly lots: ReadonlyMap<string, SoldLot>;
  /** Time zone of the account. */
  readonly timeZone: string | undefined;
}

export async function explainUsages(
  database: Database,
  usages: readonly StoredUsage[],
): Promise<ExplainedUsage[]> {
  const settlements = await settlementsByUsage(database, usages);
  const lots = await soldLots(database, [
    ...usages.flatMap(({ draws }) => draws.map(({ lotId }) => lotId)),
    ...[...settlements.values()].flat().flatMap(({ lotId }) => (lotId === null ? [] : [lotId])),
  ]);
  const timeZones = await timeZonesByAccount(database, usages);
  return usages.map((usage) => ({
    usage,
    settlements: settlements.get(usage._id) ?? [],
    lots,
    timeZone: timeZones.get(usage.accountId),
  }));
}

export async function explainUsage(database: Database, usage: StoredUsage): Promise<ExplainedUsage> {
  const [explained] = await explainUsages(database, [usage]);
  if (explained === undefined) throw new Error('one usage has one explanation');
  return explained;
}

/** Cuts the settlements of each pool to the range of arrears that a usage caused. */
async function settlementsByUsage(
  { models }: Database,
  usages: readonly StoredUsage[],
): Promise<Map<UsageId, UsageSettlement[]>> {
  const ranges = usages.flatMap(({ accountId, resource, arrearsRange }) =>
    arrearsRange === null
      ? []
      : [{ accountId, resource, to: { $gt: arrearsRange.from }, from: { $lt: arrearsRange.to } }],
  );
  if (ranges.length === 0) return new Map();
  const found = await models.settlements.find({ $or: ranges }).lean();
  const ordered = found.sort((one, other) => one.to - other.to);
  return new Map(usages.map((usage) => [usage._id, sharesOf(usage, ordered)]));
}

function sharesOf(
  { accountId, resource, arrearsRange }: StoredUsage,
  settlements: readonly SettlementDocument[],
): UsageSettlement[] {
  if (arrearsRange === null) return [];
  const ofPool = settlements
    .filter((settlement) => settlement.accountId === accountId && settlement.resource === resource)
    .map((settlement) => ({ ...settlement, range: settlement }));
  return settlementsIn(arrearsRange, ofPool).map(({ payment, range, units }) => {
    const { at, lotId, lotRemaining, from } = payment;
    return {
      at,
      units,
      lotId,
      lotRemaining: lotRemaining === undefined ? null : lotRemaining - (range.from - from),
    };
  });
}

async function soldLots(
  { models }: Database,
  lotIds: readonly LotId[],
): Promise<ReadonlyMap<string, SoldLot>> {
  const lots = await models.lots.find({ _id: { $in: [...new Set(lotIds)] } }).lean();
  const orderIds = [...new Set(lots.flatMap(({ orderId }) => (orderId === null ? [] : [orderId])))];
  const orders = await models.orders.find({ _id: { $in: orderIds } }, { lines: 1 }).lean();
  const lines = new Map<string, OrderLineRecord>(
    orders.flatMap((order) => order.lines.map((line) => [line.id, line] as const)),
  );
  return new Map(lots.map((lot) => [lot._id, { lot, line: lines.get(lot.lineId ?? '') }]));
}

async function timeZonesByAccount(
  { models }: Database,
  usages: readonly StoredUsage[],
): Promise<Map<AccountId, string>> {
  const accountIds = [...new Set(usages.map(({ accountId }) => accountId))];
  const accounts = await models.accounts.find({ _id: { $in: accountIds } }, { timeZone: 1 }).lean();
  return new Map(accounts.map(({ _id, timeZone }) => [_id, timeZone]));
}
