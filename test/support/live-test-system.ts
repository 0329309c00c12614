/** A world on the Temporal that the test run shares: real time, visibility, and workers that come and go. */
import { NativeConnection, Runtime } from '@temporalio/worker';
import { systemClock, type ServerClock } from '../../src/infra/clock.ts';
import { lazyClient } from '../../src/temporal/connect.ts';
import { openFixture, type OrderFixture } from './order-fixtures.ts';
import { installQuietRuntime, TestSystem, type TestSystemOptions } from './order-test-system.ts';
import { testServers } from './servers.ts';

export const LIVE_NAMESPACE = 'default';

export interface LiveTestSystemSettings extends Pick<
  TestSystemOptions,
  'maxCachedWorkflows' | 'providers' | 'namespace' | 'taskQueue'
> {
  /** Of a Temporal other than the shared one. */
  readonly temporalAddress?: string;
  readonly serverNow?: ServerClock;
  /** Of another world; whoever opened it closes it. */
  readonly fixture?: OrderFixture;
}

export class LiveTestSystem extends TestSystem {
  private constructor(
    options: TestSystemOptions,
    private readonly nativeConnection: NativeConnection,
    private readonly ownsShop: boolean,
  ) {
    super(options);
  }

  /** With its worker running. */
  static async open({
    temporalAddress: address = testServers().temporalAddress,
    serverNow = systemClock,
    namespace = LIVE_NAMESPACE,
    fixture: given,
    ...settings
  }: LiveTestSystemSettings = {}): Promise<LiveTestSystem> {
    if (openWorlds === 0) installQuietRuntime();
    openWorlds += 1;
    const connection = await NativeConnection.connect({ address });
    const client = lazyClient({ address, namespace });
    const fixture = given ?? (await openFixture(serverNow));
    const options = { fixture, client, connection, namespace, ...settings };
    const testSystem = new LiveTestSystem(options, connection, given === undefined);
    await testSystem.startWorker();
    return testSystem;
  }

  override async close(): Promise<void> {
    if (this.ownsShop) await super.close();
    else await this.stopWorker();
    await this.nativeConnection.close();
    await this.client.connection.close();
    openWorlds -= 1;
    if (openWorlds === 0) await Runtime.instance().shutdown();
  }
}

/** Worlds of one test file share the runtime of Temporal's core. */
let openWorlds = 0;
