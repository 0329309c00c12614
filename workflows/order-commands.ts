/** What an order's workflow refuses at the door, from the state table; such an update leaves no trace in the history. */
import { actionsOf, isLegal, type OrderCommand } from '../src/domain/orders/states.ts';
import type { OrderView } from '../src/domain/orders/view.ts';
import { refusal } from './refusal.ts';

/** Throws a refusal. Confirming without an agreement passes: one may have been recorded since the run last looked. */
export function assertPossible(view: OrderView, command: OrderCommand): void {
  if (isLegal(command, view)) return;
  if (command === 'confirm' && view.state === 'awaiting_agreement') return;
  throw refusal('illegal_transition', {
    subject: 'order',
    orderId: view.orderId,
    state: view.state,
    command,
    possible: actionsOf(view, ['sales', 'operator']).join(', ') || '—',
  });
}
