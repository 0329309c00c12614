/** Behind which period a purchase queues: a renewal behind the chain it renews, anything else behind the last one (AMB-29). */
import type { Period } from '../domain/entitlements/period.ts';
import type { OrderDocument, OrderLineRecord } from '../persistence/models/order.ts';

interface ChainedPeriod extends Period {
  readonly orderId: string;
  readonly chainId: string;
}

/** `earlier`: all periods of the same thing. Both null where the purchase begins a chain of its own. */
export function chainOf<P extends ChainedPeriod>(
  earlier: readonly P[],
  order: Pick<OrderDocument, 'renews'>,
  line: Pick<OrderLineRecord, 'start'>,
): { previous: P | null; chainId: string | null } {
  if (line.start === 'now') return { previous: null, chainId: null };
  const renewed = earlier.find(({ orderId }) => orderId === order.renews);
  const candidates =
    renewed === undefined ? earlier : earlier.filter(({ chainId }) => chainId === renewed.chainId);
  const previous = candidates.reduce<P | null>(
    (last, period) => (last === null || period.until > last.until ? period : last),
    null,
  );
  return { previous, chainId: previous?.chainId ?? null };
}
