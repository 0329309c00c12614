/** Metrics of the outbox: how messages are delivered, and how long after they were written. */
import { Histogram, type Registry } from 'prom-client';
import type { OutboxMessage } from '../storage/collections/outbox.ts';
import type { DeliveryObserver } from '../temporal/outbox/delivery-observer.ts';
import { zeroedCounter } from './zeroed-counter.ts';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3_600];

const MESSAGES: readonly OutboxMessage['type'][] = [
  'workflow.start',
  'workflow.signal',
  'payment.apply',
  'refund.pay',
  'deliveries.retry',
];

export function outboxMetrics(registry: Registry): DeliveryObserver {
  const deliveries = zeroedCounter(registry, {
    name: 'outbox_deliveries_total',
    help: 'Attempts to deliver outbox messages, by message and outcome: delivered, failed (tried again), given_up.',
    labels: { message: MESSAGES, outcome: ['delivered', 'failed', 'given_up'] },
  });
  const lags = new Histogram({
    name: 'outbox_delivery_lag_seconds',
    help: 'Time from the transaction that wrote a message to its delivery, by message.',
    labelNames: ['message'] as const,
    buckets: SECONDS,
    registers: [registry],
  });
  return {
    delivered: (message, seconds) => {
      deliveries.inc({ message, outcome: 'delivered' });
      lags.observe({ message }, seconds);
    },
    failed: (message) => deliveries.inc({ message, outcome: 'failed' }),
    givenUp: (message) => deliveries.inc({ message, outcome: 'given_up' }),
  };
}
