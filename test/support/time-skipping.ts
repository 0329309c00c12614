/**
 * A test system that skips time: Temporal's test server moves to the next timer while a test waits, and the clock that
 * activities and tests read follows it. Skipping moves the whole server, so each test file has its own.
 */
import { encodeSearchAttributeIndexedValueType as indexedType } from '@temporalio/common/lib/search-attributes.js';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { Runtime } from '@temporalio/worker';
import { epochMsOf, instantOf, type Instant } from '../../src/domain/instant.ts';
import { SEARCH_ATTRIBUTES } from '../../src/domain/search-attributes.ts';
import { openFixture } from './order-fixtures.ts';
import { installQuietRuntime, TestSystem, type TestSystemOptions } from './order-test-system.ts';
import { testServers } from './servers.ts';

export class SkippingTestSystem extends TestSystem {
  private constructor(
    options: TestSystemOptions,
    private readonly environment: TestWorkflowEnvironment,
    private readonly clock: FollowingClock,
  ) {
    super(options);
  }

  /** Opens the test system and starts its worker. Once in a test file. */
  static async open(): Promise<SkippingTestSystem> {
    installQuietRuntime();
    const environment = await TestWorkflowEnvironment.createTimeSkipping({
      server: { executable: { type: 'existing-path', path: testServers().timeSkippingServerPath } },
    });
    // This server cannot list the registered attributes, so the product's own registration does not work here.
    await environment.connection.operatorService.addSearchAttributes({
      namespace: 'default',
      searchAttributes: Object.fromEntries(
        SEARCH_ATTRIBUTES.map(({ name, type }) => [name, indexedType(type) ?? 0]),
      ),
    });
    const clock = new FollowingClock(() => environment.currentTimeMs());
    await clock.refresh();
    const testSystem = new SkippingTestSystem(
      {
        fixture: await openFixture(() => clock.now()),
        client: environment.client,
        connection: environment.nativeConnection,
        refreshClock: () => clock.refresh(),
        // This server waits for a worker that is gone while its time stands still, so no worker may own a workflow. In
        // return every workflow task of every test replays the whole history before it.
        maxCachedWorkflows: 0,
      },
      environment,
      clock,
    );
    await testSystem.startWorker();
    return testSystem;
  }

  override async close(): Promise<void> {
    await super.close();
    await this.environment.teardown();
    await Runtime.instance().shutdown();
  }

  now(): Instant {
    return this.clock.now();
  }

  /** Lets time pass until the instant. Timers on the way fire when they are due. */
  async skipTo(instant: Instant): Promise<void> {
    await this.clock.refresh();
    const ms = epochMsOf(instant) - epochMsOf(this.now());
    if (ms > 0) await this.environment.sleep(ms);
    await this.clock.refresh();
  }

  async skip(ms: number): Promise<void> {
    await this.clock.refresh();
    await this.skipTo(instantOf(epochMsOf(this.now()) + ms));
  }

  /** Does `work` as after an outage: this much time has passed for everything except the Temporal server. */
  async afterOutage(ms: number, work: () => Promise<void>): Promise<void> {
    this.clock.lostMs = ms;
    await work();
    this.clock.lostMs = 0;
    // The server then skips the same time, so that both agree again.
    await this.skip(ms);
  }

  /** Lets time pass until the workflow of the order has ended. Returns its result. */
  async lifeOf(order: { _id: string }) {
    const result = await this.handle(order).result();
    await this.clock.refresh();
    return result;
  }
}

/** Between two skips the test server's time runs at the pace of ours, so its offset is all the state there is. */
class FollowingClock {
  lostMs = 0;
  private aheadMs = 0;

  constructor(private readonly currentTimeMs: () => Promise<number>) {}

  async refresh(): Promise<void> {
    this.aheadMs = (await this.currentTimeMs()) - Date.now();
  }

  now(): Instant {
    return instantOf(Date.now() + Math.floor(this.aheadMs) + this.lostMs);
  }
}
