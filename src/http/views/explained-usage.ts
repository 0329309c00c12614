/** A use with every draw explained: which lot paid, what it was sold as and at which price, until when it lives. */
import type { ExplainedUsage } from '../../contracts/usages.ts';
import { settlementsOf as settlementsIn } from '../../domain/ledger/unit-range.ts';
import type { Database } from '../../persistence/database.ts';
import type { LotDocument, UsageDocument } from '../../persistence/models/ledger.ts';
import type { OrderLineRecord } from '../../persistence/models/order.ts';
import { usageView } from './usage.ts';

type Draw = ExplainedUsage['draws'][number];

export async function explainedUsages(
  database: Database,
  usages: readonly UsageDocument[],
): Promise<ExplainedUsage[]> {
  const { lots, orders } = database.models;
  const lotIds = [...new Set(usages.flatMap(({ draws }) => draws.map(({ lotId }) => lotId)))];
  const drawn = await lots.find({ _id: { $in: lotIds } }).lean();
  const orderIds = [...new Set(drawn.flatMap(({ orderId }) => (orderId === null ? [] : [orderId])))];
  const sold = await orders.find({ _id: { $in: orderIds } }, { lines: 1 }).lean();
  const offsetsOf = await settlementsOf(database, usages);
  const lotOf = new Map(drawn.map((lot) => [lot._id, lot]));
  const lineOf = new Map(sold.flatMap(({ lines }) => lines.map((line) => [line.id, line] as const)));

  return usages.map((usage) => {
    const view = usageView(usage);
    return {
      ...view,
      key: usage.key,
      draws: view.draws.flatMap((draw) => {
        const lot = lotOf.get(draw.lotId);
        return lot === undefined ? [] : [explained(draw, lot, lineOf.get(lot.lineId ?? ''))];
      }),
      offsets: offsetsOf.get(usage._id) ?? [],
      ...reversalOf(usage),
    };
  });
}

function reversalOf({ reversal }: UsageDocument): Pick<ExplainedUsage, 'reversal'> {
  if (reversal === undefined || reversal === null) return {};
  const { at, by, reason } = reversal;
  return { reversal: { at, by, reason } };
}

/** What settled the arrears of each use: the ranges that it shares with payments of its storage term. */
async function settlementsOf(
  { models }: Database,
  usages: readonly UsageDocument[],
): Promise<Map<string, ExplainedUsage['offsets']>> {
  const settled = await Promise.all(
    usages.map(async ({ _id, accountId, resource, arrearsRange }) => {
      if (arrearsRange === null) return [_id, [] as ExplainedUsage['offsets']] as const;
      const { storageYears, from, to } = arrearsRange;
      const payments = await models.settlements
        .find({ accountId, resource, storageYears, to: { $gt: from }, from: { $lt: to } })
        .sort({ to: 1 })
        .lean();
      const shares = settlementsIn(
        arrearsRange,
        payments.map((payment) => ({ ...payment, range: payment })),
      );
      return [_id, shares.map(({ payment: { at, lotId }, units }) => ({ at, units, lotId }))] as const;
    }),
  );
  return new Map(settled);
}

function explained(
  draw: Omit<Draw, 'orderId' | 'lineId' | 'unitPrice' | 'lineAmount' | 'expiresAt'>,
  { orderId, lineId, expiresAt }: LotDocument,
  line: OrderLineRecord | undefined,
): Draw {
  return {
    ...draw,
    orderId,
    lineId,
    unitPrice: line === undefined ? null : { ...line.unitPrice },
    lineAmount: line?.amount ?? null,
    expiresAt,
  };
}
