/**
 * A world whose time can be skipped: Temporal's test server moves to the next timer while a test waits, and the clock
 * that activities and tests read follows it. Skipping moves all of a server, so each test file has its own.
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

  /** With its worker running. Once in a test file. */
  static async open(): Promise<SkippingTestSystem> {
    installQuietRuntime();
    const environment = await TestWorkflowEnvironment.createTimeSkipping({
      server: { executable: { type: 'existing-path', path: testServers().timeSkippingServerPath } },
    });
    // This server cannot tell which it knows, so the product's own way of registering them is of no use here.
    await environment.connection.operatorService.addSearchAttributes({
      namespace: 'default',
      searchAttributes: Object.fromEntries(
        SEARCH_ATTRIBUTES.map(({ name, type }) => [name, indexedType(type) ?? 0]),
      ),
    });
    const clock = new FollowingClock(() => environment.currentTimeMs());
    await clock.look();
    const testSystem = new SkippingTestSystem(
      {
        fixture: await openFixture(() => clock.now()),
        client: environment.client,
        connection: environment.nativeConnection,
        refreshClock: () => clock.look(),
        // This server waits for a worker that is gone, and its time stands still meanwhile, so no worker may be special.
        // In return every task of every test is a replay of all before it.
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

  /** Lets time pass until the instant; timers on the way fire at theirs. */
  async skipTo(instant: Instant): Promise<void> {
    await this.clock.look();
    const ms = epochMsOf(instant) - epochMsOf(this.now());
    if (ms > 0) await this.environment.sleep(ms);
    await this.clock.look();
  }

  async skip(ms: number): Promise<void> {
    await this.clock.look();
    await this.skipTo(instantOf(epochMsOf(this.now()) + ms));
  }

  /** Does `work` as after an outage: by the clock of everything but the server so much time has passed. */
  async afterOutage(ms: number, work: () => Promise<void>): Promise<void> {
    this.clock.lostMs = ms;
    await work();
    this.clock.lostMs = 0;
    // The server makes up for it, so that the two agree again.
    await this.skip(ms);
  }

  /** Lets time pass until the order's workflow has ended, however long that is. */
  async lifeOf(order: { _id: string }) {
    const result = await this.handle(order).result();
    await this.clock.look();
    return result;
  }
}

/** Between two skips the test server's time runs as ours does, so its distance from ours is all there is to know. */
class FollowingClock {
  lostMs = 0;
  private aheadMs = 0;

  constructor(private readonly currentTimeMs: () => Promise<number>) {}

  async look(): Promise<void> {
    this.aheadMs = (await this.currentTimeMs()) - Date.now();
  }

  now(): Instant {
    return instantOf(Date.now() + Math.floor(this.aheadMs) + this.lostMs);
  }
}
