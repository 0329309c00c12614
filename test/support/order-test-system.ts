/**
 * Everything that entity workflows need in a test: an order fixture, a Temporal server, and a worker that a test can stop,
 * start again and disturb. Each test system has its own task queue, so that several can share a server.
 */
import type { Client } from '@temporalio/client';
import type { History } from '@temporalio/common/lib/proto-utils.js';
import {
  DefaultLogger,
  makeTelemetryFilterString,
  Runtime,
  Worker,
  type NativeConnection,
  type WorkerOptions,
} from '@temporalio/worker';
import { withFailures } from '../../activities/failures.ts';
import { createActivities } from '../../activities/index.ts';
import type { CanaryObserver } from '../../src/application/canary/observer.ts';
import { connectServices, type SharedServices } from '../../src/processes/connect-services.ts';
import type { Instant } from '../../src/domain/instant.ts';
import type { OrderState } from '../../src/domain/orders/states.ts';
import type { OrderView } from '../../src/domain/orders/view.ts';
import { workflowIdOf } from '../../src/domain/workflow-ids.ts';
import type { OrderDocument } from '../../src/storage/collections/orders.ts';
import type { AccountDocument } from '../../src/storage/collections/accounts.ts';
import type { PaymentProvider } from '../../src/payment-providers/provider.ts';
import { createLogger } from '../../src/infra/logging.ts';
import { newId } from '../../src/infra/ids.ts';
import { COMMAND_LIMITS, type CommandLimits } from '../../src/temporal/command-queue.ts';
import type { Tracing } from '../../src/infra/tracing.ts';
import { activitySpans } from '../../src/temporal/activity-spans.ts';
import type { WorkflowCommand } from '../../src/application/orders/order-commands.ts';
import type { Timeouts } from '../../src/temporal/order-gateway.ts';
import type { CommandInput } from '../../workflows/messages.ts';
import type { order as orderWorkflow } from '../../workflows/order.ts';
import { eventually } from './eventually.ts';
import { closeFixture, orderOf, payOffline, readOrder, TESTER, type OrderFixture } from './order-fixtures.ts';
import { hasReached } from './reached.ts';
import { TEST_WEBHOOKS } from './webhooks.ts';
import { workflowBundle } from './workflow-bundle.ts';

export type HistoryEvent = NonNullable<History['events']>[number];

/** Wraps each attempt of an activity. What it throws becomes the failure of the activity. */
export type Disturbance = (activity: string, run: () => Promise<unknown>) => Promise<unknown>;

export interface TestSystemOptions {
  readonly fixture: OrderFixture;
  readonly client: Client;
  readonly connection: NativeConnection;
  /** Providers that pay refunds. The list may be filled until the first refund is due. */
  readonly providers?: readonly PaymentProvider[];
  /** Called before each activity, so that a clock that follows another one can read it. */
  readonly refreshClock?: () => Promise<void>;
  /** Temporal namespace. Default: `default`. */
  readonly namespace?: string;
  /** Task queue of another test system, whose workflows this one continues. */
  readonly taskQueue?: string;
  /** How the worker takes part in rollouts; it has no build if absent. */
  readonly versioning?: Pick<WorkerOptions, 'workerDeploymentOptions'>;
  /** Told of rounds of the canary. */
  readonly canaryObserver?: CanaryObserver;
  /** How many workflows the worker caches between tasks. With 0 it replays each task from the beginning. */
  readonly maxCachedWorkflows?: number;
  /** Gets the spans of relay and activities. */
  readonly tracing?: Tracing;
}

/** Silences Temporal's core. Call it once in each test file, before the first worker or test server. */
export function installQuietRuntime(): void {
  Runtime.install({
    logger: new DefaultLogger('ERROR', () => undefined),
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR' }) } },
    shutdownSignals: [],
  });
}

/** Longer timeouts than those of the product: the outcome of a test must not depend on the load of the machine. */
export const TEST_TIMEOUTS: Timeouts = { verdictMs: 25_000, processDueMs: 60_000 };
/** Limits of the product, except that a command waits longer for its turn. */
export const TEST_LIMITS: CommandLimits = { ...COMMAND_LIMITS, waitMs: 100_000 };

export class TestSystem {
  readonly taskQueue: string;
  readonly fixture: OrderFixture;
  readonly client: Client;
  readonly services: SharedServices;
  /** Null if activities run undisturbed. */
  disturbance: Disturbance | null = null;
  private worker: { stop: () => Promise<void> } | null = null;

  constructor(private readonly options: TestSystemOptions) {
    const { fixture, client, taskQueue = `orders-${newId('cmd')}` } = options;
    this.taskQueue = taskQueue;
    this.fixture = fixture;
    this.client = client;
    this.services = this.servicesWith(TEST_TIMEOUTS);
  }

  /** The services of the product with other timeouts, for tests that wait until one of them has passed. */
  servicesWith(timeouts: Timeouts): SharedServices {
    return connectServices({
      database: this.fixture.database,
      client: this.client,
      taskQueue: this.taskQueue,
      logger: createLogger({ logLevel: 'silent' }, 'test'),
      serverNow: this.fixture.serverNow,
      providers: this.options.providers ?? [],
      timeouts,
      tracing: this.options.tracing,
    });
  }

  async startWorker(): Promise<void> {
    const { fixture, client, connection, namespace, tracing, canaryObserver } = this.options;
    const { database, serverNow } = fixture;
    const { gateway, clock } = this.services;
    const worker = await Worker.create({
      connection,
      ...(namespace === undefined ? {} : { namespace }),
      taskQueue: this.taskQueue,
      ...this.options.versioning,
      workflowBundle: await workflowBundle(),
      // The disturbance fails as the activity itself would.
      activities: withFailures(
        this.disturbed({
          ...createActivities({
            ...{ database, serverNow, client, gateway, clock, webhooks: TEST_WEBHOOKS },
            ...(canaryObserver && { canaryObserver }),
          }),
        }),
      ),
      ...(tracing && { interceptors: { activity: [activitySpans(tracing, database)] } }),
      shutdownGraceTime: '2 seconds',
      maxCachedWorkflows: this.options.maxCachedWorkflows ?? 100,
    });
    const running = worker.run();
    this.worker = {
      stop: () => {
        worker.shutdown();
        return running;
      },
    };
  }

  async stopWorker(): Promise<void> {
    await this.worker?.stop();
    this.worker = null;
  }

  /** Stops the worker and drops the data. The caller owns the server. */
  async close(): Promise<void> {
    await this.stopWorker();
    await closeFixture(this.fixture);
  }

  handle({ _id }: { _id: string }) {
    return this.client.workflow.getHandle<typeof orderWorkflow>(workflowIdOf('order', _id));
  }

  /** Delivers the outbox messages of the account. */
  async relay({ accountId }: { accountId: string }): Promise<void> {
    await this.services.relay.drain(accountId);
  }

  /** Sends a command as the API does. Each call is a new command unless a command id is given. */
  async command(
    order: { _id: string },
    name: WorkflowCommand,
    input: Partial<CommandInput> = {},
    gateway = this.services.gateway,
  ): Promise<void> {
    await gateway.command(order._id, name, {
      by: 'key_tester',
      requestId: 'req_test',
      commandId: newId('cmd'),
      ...input,
    });
  }

  /** Resolves once the workflow of the order has processed everything that is due by its current record. */
  async settled(order: { _id: string; accountId: string }): Promise<OrderDocument> {
    await this.relay(order);
    await this.services.gateway.workflowStarter.processDue(workflowIdOf('order', order._id));
    return readOrder(this.fixture, order);
  }

  /** Waits until the order reaches a state. */
  async until(order: { _id: string }, state: OrderState): Promise<OrderDocument> {
    return eventually(() => readOrder(this.fixture, order), hasReached(state));
  }

  /** Result of the view query of the order's workflow. */
  async view(order: { _id: string }): Promise<OrderView | null> {
    return this.handle(order).query<OrderView | null>('orderView');
  }

  /** History events of the latest run of the order's workflow. */
  async history(order: { _id: string }): Promise<HistoryEvent[]> {
    return (await this.handle(order).fetchHistory()).events ?? [];
  }

  /** Advances the clock of a sandbox and processes everything that falls due on the way. */
  async advanceTo(account: { _id: string }, target: Instant): Promise<void> {
    await this.services.clock.advance({
      advanceId: newId('adv'),
      accountId: account._id,
      bodyHash: target,
      actor: TESTER,
      targetOf: () => target,
    });
  }

  /** Places an order and moves it to a stage: placed with its workflow started, confirmed, or paid. */
  async orderThatIs(
    stage: 'placed' | 'confirmed' | 'paid',
    account: AccountDocument,
    lines?: Parameters<typeof orderOf>[2],
  ): Promise<OrderDocument> {
    const order = await orderOf(this.fixture, account, lines);
    await this.relay(order);
    if (stage === 'placed') return order;
    await this.command(order, 'confirm');
    if (stage === 'paid') {
      await payOffline(this.fixture, order);
      await this.relay(order);
    }
    return readOrder(this.fixture, order);
  }

  private disturbed(activities: object): object {
    return Object.fromEntries(
      Object.entries(activities).map(
        ([name, activity]: [string, (...input: unknown[]) => Promise<unknown>]) => [
          name,
          async (...input: unknown[]) => {
            await this.options.refreshClock?.();
            const run = () => activity(...input);
            return this.disturbance === null ? run() : this.disturbance(name, run);
          },
        ],
      ),
    );
  }
}
