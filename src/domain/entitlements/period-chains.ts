/** Behind which period a purchase queues: a renewal behind the chain it renews, anything else behind the last one (AMB-29). */
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
  /** Id of the order that it renews; null for a new purchase. */
  readonly renews: string | null;
}

/**
 * The period that a purchase follows, among all periods of the same thing; null where it begins a chain of its own.
 *
 * A chain can be renewed, and cover be bought beside it, while it lasts. After that there is only the end of cover to
 * follow: where another chain lasts a renewal queues behind it, and where none does the grace after the last one counts
 * (AMB-27). So grace is given back once, and only by who enjoyed it.
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
  // An order may hold several chains: each of the lines that renew it takes the one that ends first by then.
  return ends.reduce((first, end) => (end.until < first.until ? end : first), ends[0] ?? last);
}

/** The period that a purchase adds, and the chain it belongs to: the one it continues, or its own, named by its id. */
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
