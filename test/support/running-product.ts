/**
 * The whole product as a user starts it, servers included, in its own folder and on its own ports. Tests call it over
 * HTTP, read its MongoDB, and find its processes in order to kill them.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, watch } from 'node:fs';
import path from 'node:path';
import type { Client } from '@temporalio/client';
import type { InternalRole } from '../../src/contracts/roles.ts';
import { openDatabase, type Database } from '../../src/storage/database.ts';
import { loadConfig } from '../../src/infra/config.ts';
import { newId } from '../../src/infra/ids.ts';
import { projectPath } from '../../src/infra/project-root.ts';
import { mongodbUriOn } from '../../src/devstack/mongod.ts';
import { freePorts } from '../../src/devstack/ports.ts';
import type { ProcessRecord } from '../../src/devstack/process-record.ts';
import { temporalAddressOn } from '../../src/devstack/temporal-server.ts';
import { lazyClient } from '../../src/temporal/connect.ts';
import { call, type Answer, type Call } from '../http/pipeline/pipeline-server.ts';
import { eventually } from './eventually.ts';
import { runProgram, type RunningProgram } from './running-program.ts';
import { testServers } from './servers.ts';

export type ProcessName = 'worker' | 'api' | 'fake-provider' | 'temporal' | 'mongod';

/** Long, because the first start compiles the product and the machine may be busy. */
const START_PATIENCE_MS = 120_000;
/** Long enough for a busy machine: only tests that fail wait for it. */
const PATIENCE_MS = 180_000;

/** A folder and ports for successive starts of the product. */
export interface ProductPlace {
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  remove(): void;
}

export async function productPlace(more: NodeJS.ProcessEnv = {}): Promise<ProductPlace> {
  const folder = mkdtempSync(path.join(testServers().folder, 'product-'));
  const [port, uiPort] = await freePorts(2);
  return {
    folder,
    environment: {
      ...process.env,
      PORT: String(port),
      TEMPORAL_UI_PORT: String(uiPort),
      DATA_DIR: path.join(folder, 'data'),
      MONGODB_URI: '',
      TEMPORAL_ADDRESS: '',
      RATE_LIMIT_PER_SECOND: '100000',
      ...more,
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** `npm start` itself, or the script that it executes. */
export type StartedAs = 'npm' | 'script';

export class RunningProduct {
  private database: Database | undefined;
  private client: Client | undefined;

  private constructor(
    readonly place: ProductPlace,
    readonly program: RunningProgram,
  ) {}

  /** Starts the product. Resolves when it reports that it is ready. */
  static async start(place: ProductPlace, as: StartedAs = 'script'): Promise<RunningProduct> {
    const [command, ...args] =
      as === 'npm'
        ? (['npm', 'start'] as const)
        : ([process.execPath, projectPath('scripts/start.mjs')] as const);
    const program = runProgram(command, args, { cwd: projectPath(), environment: place.environment });
    const product = new RunningProduct(place, program);
    try {
      await program.says('Ready in', START_PATIENCE_MS);
    } catch (error) {
      await product.stop();
      throw error;
    }
    return product;
  }

  get url(): string {
    return `http://127.0.0.1:${this.place.environment['PORT']}`;
  }

  /** The record of a process that the product runs; undefined if it does not run. */
  recordOf(name: ProcessName): ProcessRecord | undefined {
    try {
      return JSON.parse(
        readFileSync(path.join(this.runFolder, `${name}.process.json`), 'utf8'),
      ) as ProcessRecord;
    } catch {
      return undefined;
    }
  }

  /** Records of all running processes. */
  processes(): ProcessRecord[] {
    return readdirSync(this.runFolder).flatMap((file) => {
      const record = this.recordOf(file.replace('.process.json', '') as ProcessName);
      return record === undefined ? [] : [record];
    });
  }

  get runFolder(): string {
    return path.join(this.place.folder, 'data', 'run');
  }

  /** Kills a process. `back` resolves when the product has started it again. */
  kill(name: ProcessName): { readonly back: Promise<void> } {
    const { pid } = this.recordOf(name)!;
    const saidBefore = this.program.output().split(`${name} is back.`).length;
    process.kill(pid, 'SIGKILL');
    const back = eventually(
      () => this.program.output().split(`${name} is back.`).length,
      (said) => said > saidBefore,
      PATIENCE_MS,
    ).then(() => expect(this.recordOf(name)?.pid).not.toBe(pid));
    return { back };
  }

  /** The development keys. */
  get keys(): Record<InternalRole, string> {
    const file = path.join(this.place.folder, 'data', 'keys.json');
    return JSON.parse(readFileSync(file, 'utf8')) as Record<InternalRole, string>;
  }

  /** Makes one call with the development key of the role. */
  call(role: InternalRole, target: string, options: Call = {}): Promise<Answer> {
    return call(this, target, {
      key: this.keys[role],
      ...options,
      headers: { 'content-type': 'application/json', 'idempotency-key': newId('key'), ...options.headers },
    });
  }

  /**
   * Calls as a careful client does: repeats the request with the same key until the response is final. Throws on any
   * error response that asks for no repeat.
   */
  async insist(
    role: InternalRole,
    target: string,
    body?: object,
    key: string = newId('key'),
  ): Promise<Answer> {
    const headers = { 'idempotency-key': key };
    const options = { method: 'POST', headers, ...(body === undefined ? {} : { body }) };
    const answer = await eventually(
      () => this.call(role, target, options).catch(() => null),
      (seen) => seen !== null && !isNotNow(seen),
      PATIENCE_MS,
    );
    if (answer === null || answer.status >= 300) {
      const requestId = answer?.headers.get('x-request-id') ?? 'nothing';
      const said = this.logged().filter((line) => line.includes(requestId));
      const given = `${answer?.status ?? 'nothing'}: ${answer?.text ?? ''}`;
      throw new Error([`${target} answered ${given}`, ...said].join('\n'));
    }
    return answer;
  }

  /** Log lines of its API. */
  private logged(): string[] {
    const file = path.join(this.place.folder, 'data', 'logs', 'api.log');
    return existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  }

  /** Opens the database of the product. */
  async openDatabase(): Promise<Database> {
    this.database ??= await openDatabase({
      uri: this.config.mongodb.uri ?? mongodbUriOn(this.portOf('mongod')),
      database: this.config.mongodb.database,
      serverSelectionTimeoutMs: 20_000,
    });
    return this.database;
  }

  /** A client of the Temporal of the product. */
  openClient(): Client {
    const { namespace } = this.config.temporal;
    this.client ??= lazyClient({ address: temporalAddressOn(this.portOf('temporal')), namespace });
    return this.client;
  }

  /** Stops the product. Returns the names of its processes in the order in which they ended. */
  async stop(signal: NodeJS.Signals = 'SIGTERM', whom: 'process' | 'group' = 'process'): Promise<string[]> {
    await this.disconnect();
    const ended: string[] = [];
    const watcher = existsSync(this.runFolder)
      ? watch(this.runFolder, (_event, file) => {
          const [, name] = /^(.+)\.process\.json$/.exec(file ?? '') ?? [];
          if (name !== undefined) ended.push(name);
        })
      : null;
    try {
      this.program.kill(signal, whom);
    } catch {
      // The product has already ended.
    }
    await this.program.ended;
    watcher?.close();
    return ended;
  }

  private async disconnect(): Promise<void> {
    await this.database?.close();
    await this.client?.connection.close();
    this.database = undefined;
    this.client = undefined;
  }

  private get config() {
    return loadConfig(this.place.environment);
  }

  private portOf(name: ProcessName): number {
    return Number(/--port (\d+)/.exec(this.recordOf(name)?.commandLine ?? '')?.[1]);
  }
}

/** A dependency is unavailable, or the same request is still in flight (api.md §1). */
function isNotNow({ status, body }: Answer): boolean {
  return status === 503 || body['code'] === 'idempotency_in_flight';
}
