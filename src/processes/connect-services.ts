/** Wires what API and worker share: the gateway to order workflows, the outbox relay and the sandbox clocks. */
import type { Client } from '@temporalio/client';
import { applyPaymentEvent } from '../application/payments/apply-payment-event.ts';
import { payRefund } from '../application/refunds/pay-refund.ts';
import { retryDeliveries } from '../application/notices/retry-deliveries.ts';
import type { PaymentProvider } from '../payment-providers/provider.ts';
import type { ClockGuard } from '../storage/clock-guard.ts';
import type { Database } from '../storage/database.ts';
import type { ServerClock } from '../infra/clock.ts';
import type { Logger } from '../infra/logging.ts';
import type { Tracing } from '../infra/tracing.ts';
import { ClockAdvance } from '../application/sandbox/clock-advance.ts';
import { workflowIdOf, parseWorkflowId } from '../domain/workflow-ids.ts';
import type { CommandLimits } from '../temporal/command-queue.ts';
import type { DeliveryObserver } from '../temporal/outbox/delivery-observer.ts';
import { DirectDelivery } from '../temporal/outbox/direct-delivery.ts';
import { OrderGateway, type Timeouts } from '../temporal/order-gateway.ts';
import { OutboxRelay } from '../temporal/outbox/outbox-relay.ts';

export interface ServiceConnections {
  readonly database: Database;
  readonly client: Client;
  readonly taskQueue: string;
  readonly logger: Logger;
  /** The clock that decides; a guarded one rejects while it is off. */
  readonly serverNow: ServerClock;
  readonly guard?: ClockGuard;
  /** Pays refunds; absent if no provider is configured. */
  readonly providers?: readonly PaymentProvider[];
  /** How long commands wait; the defaults of the gateway where absent. */
  readonly timeouts?: Partial<Timeouts>;
  /** How many commands wait in front of Temporal, and how long; the defaults of the queue if absent. */
  readonly limits?: Partial<CommandLimits>;
  /** Told of the delivery of outbox messages. */
  readonly deliveries?: DeliveryObserver;
  /** Gets spans; absent where traces are off. */
  readonly tracing?: Tracing | undefined;
}

export interface SharedServices {
  readonly gateway: OrderGateway;
  readonly relay: OutboxRelay;
  /** Publishes what this process commits, once it is started. */
  readonly hints: DirectDelivery;
  readonly clock: ClockAdvance;
}

export function connectServices({
  database,
  client,
  taskQueue,
  logger,
  serverNow,
  providers = [],
  timeouts,
  limits,
  deliveries,
  tracing,
}: ServiceConnections): SharedServices {
  const gateway = new OrderGateway({
    client,
    database,
    taskQueue,
    ...(timeouts === undefined ? {} : { timeouts }),
    ...(limits === undefined ? {} : { limits }),
  });
  const relay = new OutboxRelay({
    database,
    serverNow,
    workflowStarter: gateway.workflowStarter,
    applyPaymentEvent: (eventId) => applyPaymentEvent({ database, serverNow }, eventId),
    payRefund: (refundId) => payRefund({ database, serverNow }, providers, refundId),
    retryDeliveries: (page) => retryDeliveries({ database, serverNow }, page),
    logger,
    ...(deliveries && { observer: deliveries }),
    ...(tracing && { tracing }),
  });
  const clock = new ClockAdvance({
    database,
    serverNow,
    drain: (accountId) => relay.drain(accountId),
    meet: (workflowId) => {
      const { kind, id } = parseWorkflowId(workflowId);
      return gateway.workflowStarter.processDue(workflowIdOf(kind, id));
    },
  });
  const hints = new DirectDelivery({
    database,
    client,
    workflowStarter: gateway.workflowStarter,
    ...(deliveries && { observer: deliveries }),
    ...(tracing && { tracing }),
  });
  return { gateway, relay, hints, clock };
}
