/** After which period a purchase starts: a renewal after the chain it renews, any other after the last one (AMB-29). */
import type { OrderId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import { periodAfter, type Period, type PeriodRequest } from './period.ts';

export interface ChainedPeriod extends Period {
  readonly orderId: OrderId;
  readonly chainId: string;
}

export interface Purchase {
  readonly capturedAt: Instant;
  readonly start: 'queue' | 'now';
  /** Id of the renewed order; null for a new purchase. */
  readonly renews: string | null;
}

/**
 * The period that a purchase follows, among all periods of the same kind; null if it begins a new chain.
 *
 * While a chain lasts, it can be renewed, and cover can be bought in parallel. After its end, a renewal follows the end of
 * cover: if another chain lasts, it queues after that one; if none does, the grace after the last one counts (AMB-27).
 * Grace is therefore deducted once, and only from those who used it.
 */
export function periodBefore<P extends ChainedPeriod>(
  earlier: readonly P[],
  { capturedAt, start, renews }: Purchase,
): P | null {
  const last = latestOf(earlier);
  if (last === null || last.until <= capturedAt) return last;
  if (start === 'now') return null;
  const renewed = new Set(earlier.filter(({ orderId }) => orderId === renews).map(({ chainId }) => chainId));
  const ends = [...renewed]
    .flatMap((chainId) => latestOf(earlier.filter((period) => period.chainId === chainId)) ?? [])
    .filter(({ until }) => until > capturedAt);
  // An order may have several chains: each renewing line takes the one that ends first at that point.
  return ends.reduce((first, end) => (end.until < first.until ? end : first), ends[0] ?? last);
}

/** The period that a purchase adds, and its chain: the one it continues, or a new one with the period's id. */
export function chainedPeriod(
  id: string,
  earlier: readonly ChainedPeriod[],
  purchase: Purchase & PeriodRequest,
): Period & Pick<ChainedPeriod, 'chainId'> {
  const previous = periodBefore(earlier, purchase);
  const period = periodAfter(previous, purchase);
  return { ...period, chainId: period.from === previous?.until ? previous.chainId : id };
}

function latestOf<P extends Period>(periods: readonly P[]): P | null {
  return periods.reduce<P | null>(
    (last, period) => (last === null || period.until > last.until ? period : last),
    null,
  );
}
