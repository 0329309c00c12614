/** A usage as responses show it: in brief, or with its draws, settlements and reversal explained. */
import type { BatchResult } from '../../application/usages/post-usage.ts';
import type { ExplainedUsage as Explanation, SoldLot } from '../../application/usages/explain-usages.ts';
import type { Problem } from '../../contracts/problem.ts';
import { earnedBy, earnedFrom } from '../../domain/ledger/lot-money.ts';
import { storedUntil } from '../../domain/calendar.ts';
import { domainErrorOf } from '../problem/error-mapping.ts';
import { problemOf, type ProblemContext } from '../problem/problem-details.ts';
import type { ExplainedUsage, Usage } from '../../contracts/usages.ts';
import type { StoredUsage, UsageRecord } from '../../storage/journal/usage-record.ts';

export function usageView(usage: UsageRecord): Usage {
  const { storageYears, reference, episode } = usage;
  return {
    id: usage._id,
    at: usage.at,
    accountId: usage.accountId,
    organizationId: usage.organizationId,
    resource: usage.resource,
    quantity: usage.quantity,
    ...(storageYears === null ? {} : { storageYears }),
    ...(reference === null ? {} : { reference }),
    draws: usage.draws.map((draw) => ({
      lotId: draw.lotId,
      units: draw.units,
      ...(draw.storageYears === null ? {} : { storageYears: draw.storageYears }),
      ...(draw.storedUntil === null ? {} : { storedUntil: draw.storedUntil }),
    })),
    arrears: usage.arrears,
    balance: usage.balance,
    ...(episode === null ? {} : episode),
  };
}

/** The result of one usage in a batch: the usage, or the problem that rejected it. */
export function batchResultView(
  result: BatchResult,
  context: ProblemContext,
): { key: string; status: number; usage?: Usage; problem?: Problem } {
  const { key } = result;
  if ('usage' in result) return { key, status: 201, usage: usageView(result.usage) };
  const problem = problemOf(domainErrorOf(result.error).refusal, context);
  return { key, status: problem.status, problem };
}

export function explainedUsageView({ usage, lots, settlements, timeZone }: Explanation): ExplainedUsage {
  const view = usageView(usage);
  return {
    ...view,
    key: usage.key,
    draws: view.draws.flatMap((draw) => {
      const sold = lots.get(draw.lotId);
      if (sold === undefined) return [];
      const earned = earnedFrom({ ...sold.lot, lotId: draw.lotId }, usage.money);
      return [{ ...draw, ...originOf(sold), earned, expiresAt: sold.lot.expiresAt }];
    }),
    offsets: settlements.map(({ lotRemaining, ...settlement }) => {
      const sold = settlement.lotId === null ? undefined : lots.get(settlement.lotId);
      const earned =
        sold === undefined || lotRemaining === null
          ? null
          : earnedBy(sold.lot, lotRemaining, settlement.units);
      return { ...settlement, ...offsetOf(sold, usage, timeZone), earned };
    }),
    ...reversalOf(usage),
  };
}

type Offset = ExplainedUsage['offsets'][number];

function originOf({
  lot: { orderId, lineId },
  line,
}: SoldLot): Pick<Offset, 'orderId' | 'lineId' | 'unitPrice' | 'lineAmount'> {
  return {
    orderId,
    lineId,
    unitPrice: line === undefined ? null : { ...line.unitPrice },
    lineAmount: line?.amount ?? null,
  };
}

/** Inspections that a later lot pays for get that lot's storage, counted from their upload (AMB-19, AMB-22). */
function offsetOf(
  sold: SoldLot | undefined,
  usage: StoredUsage,
  timeZone: string | undefined,
): Omit<Offset, 'at' | 'units' | 'lotId' | 'earned'> {
  if (sold === undefined)
    return { orderId: null, lineId: null, unitPrice: null, lineAmount: null, expiresAt: null };
  const { storageYears, expiresAt } = sold.lot;
  return {
    ...originOf(sold),
    ...(storageYears === null ? {} : { storageYears }),
    ...(storageYears === null || timeZone === undefined
      ? {}
      : { storedUntil: storedUntil(usage.at, storageYears, timeZone) }),
    expiresAt,
  };
}

function reversalOf({ reversal }: StoredUsage): Pick<ExplainedUsage, 'reversal'> {
  if (reversal === undefined) return {};
  const { at, by, reason } = reversal;
  return { reversal: { at, by, reason } };
}
