/**
 * An installation as it runs on many machines: two API processes behind the proxy of the containers, two workers and a payment
 * provider, each with a folder of its own, over one MongoDB and one Temporal. A test kills, stops and replaces its processes.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Client } from '@temporalio/client';
import type { InternalRole } from '../../src/contracts/roles.ts';
import { freePorts } from '../../src/devstack/ports.ts';
import { openDatabase, type Database } from '../../src/storage/database.ts';
import { lazyClient } from '../../src/temporal/connect.ts';
import { builtProduct } from '../support/built-product.ts';
import { eventually } from '../support/eventually.ts';
import { proxyCommand, type ProxyPorts } from '../support/proxy.ts';
import { runProgram, type RunningProgram } from '../support/running-program.ts';
import { testServers } from '../support/servers.ts';

export const APIS = ['api0', 'api1'] as const;
export const WORKERS = ['worker0', 'worker1'] as const;
export type Member = (typeof APIS)[number] | (typeof WORKERS)[number];

export const KEYS: Readonly<Record<InternalRole, string>> = {
  sales: 'a-key-for-tests-of-sales',
  delivery: 'a-key-for-tests-of-delivery',
  operator: 'a-key-for-tests-of-operator',
  platform: 'a-key-for-tests-of-platform',
};

/** Short, so that several runs fall into the test. */
export const RECONCILE_SECONDS = 15;
const PATIENCE_MS = 120_000;
const NAMESPACE = 'default';

export class Installation {
  /** Address of the proxy. */
  readonly url: string;
  private readonly running = new Map<string, RunningProgram>();
  /** What the earlier processes of each member wrote. */
  private readonly earlier = new Map<string, string>();
  private database: Database | undefined;
  readonly temporal: Client;

  private constructor(
    readonly place: { readonly folder: string },
    readonly taskQueue: string,
    private readonly program: string,
    private readonly environment: NodeJS.ProcessEnv,
    private readonly ports: ProxyPorts & {
      readonly workers: readonly number[];
      readonly provider: number;
    },
  ) {
    this.url = `http://127.0.0.1:${ports.proxy}`;
    this.temporal = lazyClient({ address: testServers().temporalAddress, namespace: NAMESPACE });
  }

  /** Starts everything. Resolves when the proxy knows that both API processes are ready. */
  static async start(): Promise<Installation> {
    const { mongodbUri, temporalAddress, folder: parent } = testServers();
    const folder = mkdtempSync(path.join(parent, 'many-'));
    const id = randomBytes(6).toString('hex');
    const taskQueue = `many-${id}`;
    const [proxy = 0, status = 0, provider = 0, ...others] = await freePorts(7);
    const ports = { proxy, status, provider, apis: others.slice(0, 2), workers: others.slice(2) };
    const keysFile = path.join(folder, 'keys.json');
    writeFileSync(keysFile, JSON.stringify(KEYS));
    const installation = new Installation(
      { folder },
      taskQueue,
      await builtProduct(),
      {
        ...process.env,
        MONGODB_URI: mongodbUri,
        MONGODB_DATABASE: `many_${id}`,
        TEMPORAL_ADDRESS: temporalAddress,
        TEMPORAL_NAMESPACE: NAMESPACE,
        TEMPORAL_TASK_QUEUE: taskQueue,
        DEVELOPMENT_KEYS_FILE: keysFile,
        CATALOGUE_DEMO_PRICES: 'true',
        RATE_LIMIT_PER_SECOND: '10000',
        // The outcome must not depend on the load of the machine.
        COMMAND_SECONDS: '25',
        RECONCILE_INTERVAL_SECONDS: String(RECONCILE_SECONDS),
        NOTICE_ALLOW_LOOPBACK: 'true',
        FAKE_PAYMENT_URL: `http://127.0.0.1:${provider}`,
        FAKE_PAYMENT_PORT: String(provider),
        FAKE_PAYMENT_EVENTS_URL: `http://127.0.0.1:${proxy}/v1/payment-events/fake`,
        FAKE_PAYMENT_SECRET: 'a secret of the fake payment provider',
        SEALING_SECRET: 'a secret that seals for tests',
        EXPORT_SIGNING_KEY: 'a secret that signs for tests',
      },
      ports,
    );
    await installation.run('migrate');
    installation.launch('data', 'fake-provider');
    const command = await proxyCommand(folder, ports);
    installation.running.set(
      'proxy',
      runProgram(command.program, command.args, {
        cwd: folder,
        environment: { ...process.env, ...command.environment },
      }),
    );
    await Promise.all([...WORKERS, ...APIS].map((member) => installation.startMember(member)));
    await eventually(
      () => installation.isProxying(),
      (is) => is,
      PATIENCE_MS,
    );
    return installation;
  }

  /** Starts a process of the member on the ports that the one before had. Resolves when it says that it is ready. */
  async startMember(member: Member): Promise<void> {
    const index = Number(member.at(-1));
    const isApi = member.startsWith('api');
    const port = (isApi ? this.ports.apis : this.ports.workers)[index] ?? 0;
    const variables = isApi ? { PORT: String(port) } : { METRICS_PORT: String(port) };
    const started = this.launch(member, isApi ? 'api' : 'worker', variables);
    const ready = await eventually(
      () =>
        fetch(`http://127.0.0.1:${port}/readyz`).then(
          ({ ok }) => ok,
          () => false,
        ),
      (isReady) => isReady || started.hasEnded(),
      PATIENCE_MS,
    );
    if (!ready) throw new Error(`${member} did not start:\n${this.outputOf(member)}`);
  }

  async kill(member: Member): Promise<void> {
    await this.end(member, 'SIGKILL');
  }

  /** Stops the member as a service manager does. Resolves when it has ended by itself. */
  async stop(member: Member): Promise<void> {
    await this.end(member, 'SIGTERM');
  }

  /** Everything that the processes of the member wrote. */
  outputOf(member: Member): string {
    return (this.earlier.get(member) ?? '') + (this.running.get(member)?.output() ?? '');
  }

  /** Address of one API process, without the proxy. */
  addressOf(member: (typeof APIS)[number]): string {
    return `http://127.0.0.1:${this.ports.apis[APIS.indexOf(member)]}`;
  }

  /** What a command of the product printed. Throws if it does not end with 0. */
  async run(...command: readonly string[]): Promise<string> {
    const folder = path.join(this.place.folder, 'command');
    mkdirSync(folder, { recursive: true });
    const program = runProgram(process.execPath, [this.program, ...command], {
      cwd: folder,
      environment: { ...this.environment, DATA_DIR: folder },
    });
    const code = await program.ended;
    if (code !== 0) throw new Error(`${command.join(' ')} ended with ${code}: ${program.output()}`);
    return program.output();
  }

  /** Sum of the figures of the proxy whose line has all these words. */
  async proxyFigures(...words: readonly string[]): Promise<number> {
    const response = await fetch(`http://127.0.0.1:${this.ports.status}/metrics`).catch(() => null);
    return ((await response?.text()) ?? '')
      .split('\n')
      .filter((line) =>
        words.every((word, index) =>
          index === 0 ? line.startsWith(`${word}{`) : line.includes(`"${word}"`),
        ),
      )
      .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  }

  /** Whether the proxy knows that all API processes are ready, for all requests. */
  async isProxying(): Promise<boolean> {
    return (await this.proxyFigures('haproxy_server_status', 'UP')) === 2 * APIS.length;
  }

  /** Figures of the proxy about requests that it sent to a process which did not take or answer them. */
  requestsInVain(): Promise<readonly number[]> {
    const figures = ['connection_errors', 'response_errors', 'retry_warnings', 'redispatch_warnings'];
    return Promise.all(figures.map((figure) => this.proxyFigures(`haproxy_server_${figure}_total`)));
  }

  async openDatabase(): Promise<Database> {
    this.database ??= await openDatabase({
      uri: testServers().mongodbUri,
      database: this.environment['MONGODB_DATABASE'] ?? '',
    });
    return this.database;
  }

  async close(): Promise<void> {
    const ended = [...this.running.values()].map(async (program) => {
      program.kill('SIGKILL', 'process');
      await program.ended;
    });
    await Promise.all(ended);
    await this.temporal.connection.close();
    await this.database?.close();
    rmSync(this.place.folder, { recursive: true, force: true });
  }

  private launch(
    name: string,
    command: string,
    variables: NodeJS.ProcessEnv = {},
  ): RunningProgram & { readonly hasEnded: () => boolean } {
    const folder = path.join(this.place.folder, name);
    mkdirSync(folder, { recursive: true });
    const program = runProgram(process.execPath, [this.program, command], {
      cwd: folder,
      environment: { ...this.environment, DATA_DIR: folder, ...variables },
    });
    this.running.set(name, program);
    let ended = false;
    void program.ended.then(() => (ended = true));
    return { ...program, hasEnded: () => ended };
  }

  private async end(member: Member, signal: NodeJS.Signals): Promise<void> {
    const program = this.running.get(member);
    if (program === undefined) throw new Error(`${member} does not run`);
    program.kill(signal, 'process');
    await program.ended;
    this.earlier.set(member, this.outputOf(member));
    this.running.delete(member);
  }
}
