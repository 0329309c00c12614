/** What an operator reads in the Temporal UI: an order's story and what it waits for, made from its view alone. */
import type { OrderView } from '../src/domain/orders/view.ts';

/** One line: what the order waits for. Also the summary of its timer. */
export function waitingFor(view: OrderView): string {
  switch (view.state) {
    case 'awaiting_agreement':
      return 'an active agreement that covers the product line';
    case 'awaiting_confirmation':
      return 'the confirmation by sales';
    case 'awaiting_payment':
      return view.nextDeadline?.kind === 'payment.reminder'
        ? `the payment, of which it reminds at ${view.nextDeadline.at}`
        : `the payment${until(view)}`;
    case 'fulfilling':
      return view.held ? `the release by an operator${until(view)}` : 'the crediting';
    case 'active':
      return view.nextDeadline === null
        ? 'its entitlements to end'
        : `${view.nextDeadline.kind}${until(view)}`;
    case 'completed':
    case 'cancelled':
    case 'payment_expired':
    case 'refunded':
      return 'nothing any more';
  }
}

/** Markdown for the workflow's current details. */
export function detailsOf(view: OrderView, refusedSignal: string | null): string {
  const { amountMinor, currency } = view.total;
  return [
    `**${view.state}**${view.held ? ', held' : ''}${view.needsAttention ? ', needs attention' : ''}`,
    '',
    `Waits for ${waitingFor(view)}.`,
    '',
    `- account ${view.accountId}${view.sandbox ? ' (sandbox)' : ''}, product line ${view.productLine}`,
    `- placed ${view.placedAt}, ${view.capturedAt === null ? 'not paid' : `paid ${view.capturedAt}`}`,
    `- total ${amountMinor} minor units of ${currency}`,
    ...view.lines.map(({ sku, quantity, state }) => `- ${quantity} × ${sku}: ${state}`),
    ...(refusedSignal === null ? [] : ['', refusedSignal]),
  ].join('\n');
}

function until(view: OrderView): string {
  return view.nextDeadline === null ? '' : `, until ${view.nextDeadline.at}`;
}
