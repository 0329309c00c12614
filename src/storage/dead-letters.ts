/**
 * Outbox messages that were given up. They stay in the outbox with their last error and open a task; resolving the task
 * sends the message again.
 */
import { AT_ONCE, type OutboxDocument, type OutboxMessage } from './collections/outbox.ts';
import type { TaskDocument } from './collections/tasks.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/** `visibleAtMs` of a message that no relay delivers. */
export const NEVER = Number.MAX_SAFE_INTEGER;

/** What a message is addressed to. Messages with the same type and receiver are equal. */
export function receiverOf(message: OutboxMessage): string {
  switch (message.type) {
    case 'workflow.start':
    case 'workflow.signal':
      return message.workflowId;
    case 'payment.apply':
      return message.eventId;
    case 'refund.pay':
      return message.refundId;
    case 'deliveries.retry':
      return `${message.platform}:${message.sandbox ? 'sandbox' : 'live'}:${message.after}`;
  }
}

/** Gives a message up and opens a task. A message equal to one that was given up before is removed instead: that one has a task. */
export async function giveUp(
  unit: UnitOfWork,
  { _id, accountId, message, failingSince }: OutboxDocument,
  { attempts, lastError }: { attempts: number; lastError: string },
): Promise<void> {
  const { outbox, accounts } = unit.database.models;
  const { session, recordedAt } = unit;
  const given = await outbox
    .find({ accountId, 'message.type': message.type, givenUpAt: { $ne: null } })
    .session(session)
    .lean();
  if (given.some((other) => receiverOf(other.message) === receiverOf(message))) {
    await outbox.deleteOne({ _id }, { session });
    return;
  }
  await outbox.updateOne(
    { _id },
    { $set: { leasedBy: null, visibleAtMs: NEVER, attempts, lastError, givenUpAt: recordedAt } },
    { session },
  );
  const account = await accounts.findById(accountId).session(session).lean();
  const at = account === null ? recordedAt : await unit.accountNow(account._id);
  const facts = {
    messageId: _id,
    message: message.type,
    subject: receiverOf(message),
    since: failingSince ?? recordedAt,
    attempts,
    lastError,
  };
  unit.openTask({
    kind: 'message.undeliverable',
    // A message that is sent again and given up again opens another task.
    cause: `${_id} ${recordedAt}`,
    accountId: account?._id ?? null,
    sandbox: account?.sandbox ?? false,
    ...(message.type.startsWith('workflow.') && facts.subject.startsWith('order:')
      ? { orderId: facts.subject.slice('order:'.length) }
      : {}),
    at,
    dueAt: at,
    facts,
  });
  unit.audit({ type: 'message.given_up', at, accountId: account?._id ?? null, facts });
}

/** Sends the message of a resolved task again, as if it had never failed. */
export async function sendAgain(unit: UnitOfWork, task: TaskDocument): Promise<void> {
  const messageId = task.facts['messageId'];
  if (task.kind !== 'message.undeliverable' || typeof messageId !== 'string') return;
  await unit.database.models.outbox.updateOne(
    { _id: messageId, givenUpAt: { $ne: null } },
    { $set: { givenUpAt: null, failingSince: null, attempts: 0, visibleAtMs: AT_ONCE } },
    { session: unit.session },
  );
}
