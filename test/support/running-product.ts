/**
 * The whole product as its user starts it, servers included, in a folder and on ports of its own. Tests talk HTTP to it,
 * read its MongoDB, and find its processes in order to kill them.
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
import { call, type Answer, type Call } from '../http/pipeline/edge-server.ts';
import { eventually } from './eventually.ts';
import { runProgram, type RunningProgram } from './running-program.ts';
import { testServers } from './servers.ts';

export type ProcessName = 'worker' | 'api' | 'fake-provider' | 'temporal' | 'mongod';

/** The first start builds, and a machine may be busy. */
const START_PATIENCE_MS = 120_000;
const PATIENCE_MS = 60_000;

/** A folder and ports for one start of the product after another. */
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

/** `npm start` as it is typed, or what it executes. */
export type StartedAs = 'npm' | 'script';

export class RunningProduct {
  private database: Database | undefined;
  private client: Client | undefined;

  private constructor(
    readonly place: ProductPlace,
    readonly program: RunningProgram,
  ) {}

  /** Resolves when the product says that it is ready. */
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

  /** What the product notes about a process it runs; undefined while there is none. */
  recordOf(name: ProcessName): ProcessRecord | undefined {
    try {
      return JSON.parse(
        readFileSync(path.join(this.runFolder, `${name}.process.json`), 'utf8'),
      ) as ProcessRecord;
    } catch {
      return undefined;
    }
  }

  /** Processes that are noted as running. */
  processes(): ProcessRecord[] {
    return readdirSync(this.runFolder).flatMap((file) => {
      const record = this.recordOf(file.replace('.process.json', '') as ProcessName);
      return record === undefined ? [] : [record];
    });
  }

  get runFolder(): string {
    return path.join(this.place.folder, 'data', 'run');
  }

  /** Kills a process as it stands, and answers what resolves when the product has it running again. */
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

  /** One call with the development key of the role. */
  call(role: InternalRole, target: string, options: Call = {}): Promise<Answer> {
    const keys = JSON.parse(
      readFileSync(path.join(this.place.folder, 'data', 'keys.json'), 'utf8'),
    ) as Record<InternalRole, string>;
    return call(this, target, {
      key: keys[role],
      ...options,
      headers: { 'content-type': 'application/json', 'idempotency-key': newId('key'), ...options.headers },
    });
  }

  /**
   * Calls as a careful client does: the same request with the same key, until there is an answer other than "not now".
   * Fails on what a client could not have foreseen.
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

  /** What its API has logged. */
  private logged(): string[] {
    const file = path.join(this.place.folder, 'data', 'logs', 'api.log');
    return existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  }

  /** The product's own database. */
  async openDatabase(): Promise<Database> {
    this.database ??= await openDatabase({
      uri: mongodbUriOn(this.portOf('mongod')),
      database: this.config.mongodb.database,
      serverSelectionTimeoutMs: 20_000,
    });
    return this.database;
  }

  /** A client of the product's own Temporal. */
  openClient(): Client {
    const { namespace } = this.config.temporal;
    this.client ??= lazyClient({ address: temporalAddressOn(this.portOf('temporal')), namespace });
    return this.client;
  }

  /** Asks the product to stop, and answers the processes it had in the order in which it saw them end. */
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
      // It has ended by itself.
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

/** Somebody is away, or the same request is still under way (api.md §1). */
function isNotNow({ status, body }: Answer): boolean {
  return status === 503 || body['code'] === 'idempotency_in_flight';
}
