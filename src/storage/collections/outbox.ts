/** The outbox: messages to Temporal, or work for later, written in the transaction of the change that caused them. */
import type { WorkflowId } from '../../domain/workflow-ids.ts';
import type { AccountId, RefundId } from '../../domain/ids.ts';
import { defineCollection, PRESENT, type DocumentOf } from '../define-collection.ts';
import { data, id, instant, integer, orNull, text, textOrEmpty, whereWritten } from '../fields.ts';
import type { Platform } from './platforms.ts';

export type OutboxMessage =
  | { readonly type: 'workflow.start'; readonly workflowId: WorkflowId }
  | { readonly type: 'workflow.signal'; readonly workflowId: WorkflowId; readonly reason: string }
  | { readonly type: 'payment.apply'; readonly eventId: string }
  | { readonly type: 'refund.pay'; readonly refundId: RefundId }
  | DeliveriesRetry;

/** Tries the pending deliveries to an endpoint of the platform at once, a page of them. */
export interface DeliveriesRetry {
  readonly type: 'deliveries.retry';
  readonly platform: Platform;
  /** Which of its two endpoints. */
  readonly sandbox: boolean;
  /** Id of the last delivery of the page before; empty for the first page. */
  readonly after: string;
}

/** `visibleAtMs` of a row that any relay may deliver now, whatever its writer's clock shows. */
export const AT_ONCE = 0;

export type OutboxDocument = DocumentOf<typeof outbox>;

export const outbox = defineCollection({
  name: 'outbox',
  fields: {
    _id: id(),
    /** Empty if the message concerns no known account, as for an unallocated payment. */
    accountId: textOrEmpty<AccountId | ''>(),
    message: data<OutboxMessage>(),
    createdAt: instant(),
    /** Earliest delivery, in epoch ms of the relay's clock. A lease and a backoff move it ahead. */
    visibleAtMs: integer(),
    leasedBy: orNull(text()),
    attempts: integer(),
    lastError: orNull(text()),
    /** Time of the first failure. */
    failingSince: orNull(instant()),
    /** When the relay gave it up. The row then stays until an operator has it sent again. */
    givenUpAt: orNull(instant()),
    /** The trace to which the change belongs, as a W3C `traceparent`. Absent where traces are off. */
    traceparent: whereWritten(text()),
  },
  indexes: [
    { keys: { visibleAtMs: 1, _id: 1 } },
    { keys: { accountId: 1, _id: 1 } },
    { keys: { leasedBy: 1, _id: 1 }, partial: { leasedBy: PRESENT } },
  ],
});
