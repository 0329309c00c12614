/** A release and this version on one database and one task queue, each with processes of its own, as customers and staff see them. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { freePorts } from '../../src/devstack/ports.ts';
import { newId } from '../../src/infra/ids.ts';
import { call, type Answer } from '../http/pipeline/pipeline-server.ts';
import { eventually } from '../support/eventually.ts';
import { agreementOf, orderOf } from '../support/product-client.ts';
import { runProgram, type RunningProgram } from '../support/running-program.ts';
import { testServers } from '../support/servers.ts';
import { currentProgram, releasedProgram } from './programs.ts';

const START_MS = 120_000;
const ACTIVE_MS = 60_000;
const LINE = { sku: 'AIMIS-INTL-CI-QTY-15Y', quantity: 1_000 };
const KEYS = {
  sales: 'a-key-for-tests-of-sales',
  delivery: 'a-key-for-tests-of-delivery',
  operator: 'a-key-for-tests-of-operator',
  platform: 'a-key-for-tests-of-platform',
};
type Role = keyof typeof KEYS;
export type Version = 'old' | 'new';

export interface UpgradeCustomer {
  readonly id: string;
  readonly organizationId: string;
}
export interface PlacedOrder {
  readonly id: string;
  readonly total: unknown;
}

export class TwoVersions {
  private readonly running: RunningProgram[] = [];

  private constructor(
    private readonly programs: Readonly<Record<Version, string>>,
    private readonly urls: Readonly<Record<Version, string>>,
    private readonly folder: string,
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  /** Builds the release, if it was not built before, and this version. Starts nothing. */
  static async of(release: string, variables: NodeJS.ProcessEnv = {}): Promise<TwoVersions> {
    const { mongodbUri, temporalAddress, folder: parent } = testServers();
    const folder = mkdtempSync(path.join(parent, 'upgrade-'));
    const keysFile = path.join(folder, 'keys.json');
    writeFileSync(keysFile, JSON.stringify(KEYS));
    const id = randomBytes(6).toString('hex');
    const [oldPort, newPort] = await freePorts(2);
    const urls = { old: `http://127.0.0.1:${oldPort}`, new: `http://127.0.0.1:${newPort}` };
    const [old, current] = await Promise.all([releasedProgram(release), currentProgram()]);
    return new TwoVersions({ old, new: current }, urls, folder, {
      ...process.env,
      DATA_DIR: folder,
      DRAIN_SECONDS: '0',
      MONGODB_URI: mongodbUri,
      MONGODB_DATABASE: `upgrade_${id}`,
      TEMPORAL_ADDRESS: temporalAddress,
      TEMPORAL_TASK_QUEUE: `upgrade-${id}`,
      DEVELOPMENT_KEYS_FILE: keysFile,
      CATALOGUE_DEMO_PRICES: 'true',
      RATE_LIMIT_PER_SECOND: '10000',
      SEALING_SECRET: 'a secret that seals for tests',
      EXPORT_SIGNING_KEY: 'a secret that signs for tests',
      ...variables,
    });
  }

  async close(): Promise<void> {
    for (const program of [...this.running]) await this.stop(program);
    rmSync(this.folder, { recursive: true, force: true });
  }

  async start(version: Version, service: 'worker' | 'api'): Promise<RunningProgram> {
    const program = this.run(version, service);
    this.running.push(program);
    await program.says('"ready"', START_MS);
    return program;
  }

  async stop(program: RunningProgram): Promise<void> {
    this.running.splice(this.running.indexOf(program), 1);
    program.kill('SIGTERM', 'process');
    await program.ended;
  }

  /** Runs a command to its end and returns its output. Throws if it fails. */
  async completed(version: Version, ...command: readonly string[]): Promise<string> {
    const program = this.run(version, ...command);
    const code = await program.ended;
    if (code !== 0)
      throw new Error(`${version} ${command.join(' ')} ended with ${code}: ${program.output()}`);
    return program.output();
  }

  /** A sandbox with an agreement. */
  async customerOf(version: Version): Promise<UpgradeCustomer> {
    const account = await this.send(version, 'sales', '/v1/accounts', {
      name: 'General Hospital',
      country: 'SG',
      timeZone: 'Asia/Shanghai',
      salesTeam: 'asia',
      sandbox: true,
      sandboxNow: '2025-03-07T09:07:00.000Z',
    });
    const id = String(account.body['id']);
    const made = await this.send(version, 'sales', `/v1/accounts/${id}/organizations`, { name: 'Radiology' });
    await this.send(version, 'sales', '/v1/agreements', agreementOf(id));
    return { id, organizationId: String(made.body['id']) };
  }

  async placed(version: Version, { id }: UpgradeCustomer): Promise<PlacedOrder> {
    const { body } = await this.send(version, 'operator', '/v1/orders', orderOf(id, [LINE]));
    return { id: String(body['id']), total: body['total'] };
  }

  /** Confirms and pays the order, and waits until it is active. */
  async bought(version: Version, { id, total }: PlacedOrder): Promise<void> {
    await this.send(version, 'sales', `/v1/orders/${id}/confirm`, {});
    await this.send(version, 'operator', `/v1/orders/${id}/payments`, {
      method: 'offline',
      reference: `Transfer of ${id}`,
      amount: total,
      evidence: { note: 'Bank statement' },
    });
    await eventually(
      async () => (await this.send(version, 'sales', `/v1/orders/${id}`)).body['state'],
      (state) => state === 'active',
      ACTIVE_MS,
    );
  }

  use(
    version: Version,
    { id, organizationId }: UpgradeCustomer,
    quantity: number,
    key = newId('key'),
  ): Promise<Answer> {
    const usage = { accountId: id, organizationId, resource: 'inspection', quantity };
    return this.send(version, 'platform', '/v1/usages', usage, key);
  }

  /** States of the episodes of the account, as a version sees them. */
  async episodesOf(version: Version, { id }: UpgradeCustomer): Promise<unknown[]> {
    const { body } = await this.send(version, 'operator', `/v1/accounts/${id}/episodes`);
    return (body['items'] as { state: unknown }[]).map(({ state }) => state);
  }

  async advance(version: Version, { id }: UpgradeCustomer, to: string): Promise<void> {
    await this.send(version, 'sales', `/v1/accounts/${id}/clock/advance`, { to });
  }

  /** Every record and its workflow agree, every journal is what was booked, and the new build has all open workflows. */
  async expectSound(accounts: number): Promise<void> {
    // It ends with 1 if a record and its workflow disagree, or a journal is not what was booked.
    const reconciled: unknown = JSON.parse(await this.completed('new', 'reconcile', '--full', '--json'));
    expect(reconciled).toMatchObject({
      reconcile: { started: 0, failed: 0 },
      verifyJournals: { accounts, whole: accounts, failed: 0 },
    });
    const replayed: unknown = JSON.parse(await this.completed('new', 'replay', '--json'));
    expect(replayed).toMatchObject({ failed: 0, replayed: accounts });
    const builds = JSON.parse(await this.completed('new', 'rollout', 'status', '--json')) as unknown[];
    expect(builds).toContainEqual(
      expect.objectContaining({
        ...{ status: 'current', percent: 100, polled: true },
        open: expect.objectContaining({ count: accounts }) as unknown,
      }),
    );
  }

  private run(version: Version, ...command: readonly string[]): RunningProgram {
    return runProgram(process.execPath, [this.programs[version], ...command], {
      cwd: this.folder,
      environment: { ...this.environment, PORT: new URL(this.urls[version]).port },
    });
  }

  private async send(
    version: Version,
    role: Role,
    target: string,
    body?: object,
    key = newId('key'),
  ): Promise<Answer> {
    const answer = await call({ url: this.urls[version] }, target, {
      key: KEYS[role],
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      ...(body === undefined ? {} : { method: 'POST', body }),
    });
    if (answer.status >= 300) throw new Error(`${version} ${target}: ${answer.status} ${answer.text}`);
    return answer;
  }
}
