/** The span of an attempt to deliver an outbox message, within the trace of the change that wrote it. */
import type { SpanOptions } from '../../infra/tracing.ts';
import type { OutboxDocument, OutboxMessage } from '../../storage/collections/outbox.ts';
import { ageSecondsOf } from './delivery-observer.ts';

/** One delivery may stand for very many equal messages. */
const MOST_LINKS = 32;

export function deliverySpanName({ type }: OutboxMessage): string {
  return `deliver ${type}`;
}

/** `repeats`: equal messages that the delivery covers too, each perhaps of another trace. */
export function deliverySpan(
  row: OutboxDocument,
  { by, repeats = [] }: { readonly by: 'relay' | 'writer'; readonly repeats?: readonly OutboxDocument[] },
): SpanOptions {
  const { message, traceparent, attempts } = row;
  const others = repeats.flatMap((other) => (other._id === row._id ? [] : (other.traceparent ?? [])));
  return {
    kind: 'consumer',
    parent: traceparent,
    links: [...new Set(others)].filter((other) => other !== traceparent).slice(-MOST_LINKS),
    attributes: {
      'outbox.message.type': message.type,
      'outbox.message.age_seconds': ageSecondsOf(row),
      'outbox.attempt': attempts + 1,
      'outbox.delivered_by': by,
      ...('workflowId' in message && { 'temporal.workflow.id': message.workflowId }),
      ...('reason' in message && { 'outbox.message.reason': message.reason }),
    },
  };
}
