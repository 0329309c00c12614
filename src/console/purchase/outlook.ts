/** What a buyer wants to know about an order: whether it is done, or what it waits for. */
import type { Schemas } from '@prepaid-fulfilment/client';
import type { Outlook } from './result-texts.ts';

type Order = Pick<Schemas['Order'], 'state' | 'held' | 'payment'>;

export function outlookOf({ state, held, payment }: Order): Outlook {
  if (state === 'awaiting_payment' && payment?.state === 'pending') return 'payment_pending';
  if (state === 'awaiting_payment' && payment?.state === 'declined') return 'payment_declined';
  // Money that was received moves the order a moment later.
  const isPaid = state === 'awaiting_payment' && payment?.state === 'captured';
  if (isPaid || state === 'fulfilling') return held ? 'held' : 'fulfilling';
  return state;
}
