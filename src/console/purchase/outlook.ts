/** What a buyer wants to know about an order: whether it is done, or what it waits for. */
import type { Schemas } from '@prepaid-fulfilment/client';
import { paymentOnItsWay, setAsideIn, type Payment } from '../payments/payment-facts.ts';
import type { Outlook } from './result-texts.ts';

type Order = Pick<Schemas['Order'], 'state' | 'held' | 'payment'>;

/** The outlook of an order with its payments, newest first. */
export function outlookOf({ state, held, payment }: Order, payments: readonly Payment[]): Outlook {
  if (state === 'awaiting_payment') {
    // Money that was received moves the order a moment later.
    if (payment?.state === 'captured') return held ? 'held' : 'fulfilling';
    if (paymentOnItsWay(payments) !== undefined || payment?.state === 'pending') return 'payment_pending';
    const [last] = payments;
    if (last !== undefined && setAsideIn([last]).length > 0) return 'payment_set_aside';
    return payment?.state === 'declined' ? 'payment_declined' : state;
  }
  return state === 'fulfilling' && held ? 'held' : state;
}

/** True once money of the order was received that pays it. */
export function isBought({ state, payment }: Pick<Order, 'state' | 'payment'>): boolean {
  return payment?.state === 'captured' || ['fulfilling', 'active', 'completed', 'refunded'].includes(state);
}

interface Periods {
  readonly licences: readonly { readonly state: string }[];
  readonly terms: readonly { readonly state: string }[];
}

/** True if a licence or a term is paid and begins later. */
export function beginsLater(periods: Periods | undefined): boolean {
  return [...(periods?.licences ?? []), ...(periods?.terms ?? [])].some(({ state }) => state === 'queued');
}
