/** A test system on the shared Temporal of the run: real time, visibility, and workers that tests stop and start. */
import { NativeConnection, Runtime } from '@temporalio/worker';
import { systemClock, type ServerClock } from '../../src/infra/clock.ts';
import { lazyClient } from '../../src/temporal/connect.ts';
import { openFixture, type OrderFixture } from './order-fixtures.ts';
import { installQuietRuntime, TestSystem, type TestSystemOptions } from './order-test-system.ts';
import { testServers } from './servers.ts';

export const LIVE_NAMESPACE = 'default';

export interface LiveTestSystemSettings extends Pick<
  TestSystemOptions,
  'maxCachedWorkflows' | 'tracing' | 'providers' | 'namespace' | 'taskQueue' | 'versioning' | 'canaryObserver'
> {
  /** Address of another Temporal than the shared one. */
  readonly temporalAddress?: string;
  readonly serverNow?: ServerClock;
  /** The fixture of another test system, which stays its owner and closes it. */
  readonly fixture?: OrderFixture;
}

export class LiveTestSystem extends TestSystem {
  private constructor(
    options: TestSystemOptions,
    private readonly nativeConnection: NativeConnection,
    private readonly ownsFixture: boolean,
  ) {
    super(options);
  }

  /** Opens a test system and starts its worker. */
  static async open({
    temporalAddress: address = testServers().temporalAddress,
    serverNow = systemClock,
    namespace = LIVE_NAMESPACE,
    fixture: given,
    ...settings
  }: LiveTestSystemSettings = {}): Promise<LiveTestSystem> {
    if (openSystems === 0) installQuietRuntime();
    openSystems += 1;
    const connection = await NativeConnection.connect({ address });
    const client = lazyClient({ address, namespace });
    const fixture = given ?? (await openFixture(serverNow));
    const options = { fixture, client, connection, namespace, ...settings };
    const testSystem = new LiveTestSystem(options, connection, given === undefined);
    await testSystem.startWorker();
    return testSystem;
  }

  override async close(): Promise<void> {
    if (this.ownsFixture) await super.close();
    else await this.stopWorker();
    await this.nativeConnection.close();
    await this.client.connection.close();
    openSystems -= 1;
    if (openSystems === 0) await Runtime.instance().shutdown();
  }
}

/** Number of open test systems in this file. They share the runtime of Temporal's core. */
let openSystems = 0;
