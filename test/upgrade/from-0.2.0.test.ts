/**
 * From release 0.2.0 to this version on one database and one task queue. The journal is stored in another form, so the old
 * processes end before the new ones begin (docs/runbook.md).
 */
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

const OLD = '0.2.0';
const START_MS = 120_000;
const KEYS = {
  sales: 'a-key-for-tests-of-sales',
  delivery: 'a-key-for-tests-of-delivery',
  operator: 'a-key-for-tests-of-operator',
  platform: 'a-key-for-tests-of-platform',
};
type Role = keyof typeof KEYS;
type Version = 'old' | 'new';

let folder: string;
let environment: NodeJS.ProcessEnv;
let programs: Record<Version, string>;
let urls: Record<Version, string>;
const running: RunningProgram[] = [];

beforeAll(async () => {
  const { mongodbUri, temporalAddress, folder: parent } = testServers();
  folder = mkdtempSync(path.join(parent, 'upgrade-'));
  const keysFile = path.join(folder, 'keys.json');
  writeFileSync(keysFile, JSON.stringify(KEYS));
  const id = randomBytes(6).toString('hex');
  const [oldPort, newPort] = await freePorts(2);
  urls = { old: `http://127.0.0.1:${oldPort}`, new: `http://127.0.0.1:${newPort}` };
  environment = {
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
  };
  const [old, current] = await Promise.all([releasedProgram(OLD), currentProgram()]);
  programs = { old, new: current };
});
afterAll(async () => {
  for (const program of running) await stop(program);
  rmSync(folder, { recursive: true, force: true });
});

function run(version: Version, ...command: readonly string[]): RunningProgram {
  const port = new URL(urls[version]).port;
  const program = runProgram(process.execPath, [programs[version], ...command], {
    cwd: folder,
    environment: { ...environment, PORT: port },
  });
  return program;
}

async function start(version: Version, service: 'worker' | 'api'): Promise<RunningProgram> {
  const program = run(version, service);
  running.push(program);
  await program.says('"ready"', START_MS);
  return program;
}

async function completed(version: Version, ...command: readonly string[]): Promise<string> {
  const program = run(version, ...command);
  const code = await program.ended;
  if (code !== 0) throw new Error(`${version} ${command.join(' ')} ended with ${code}: ${program.output()}`);
  return program.output();
}

async function stop(program: RunningProgram): Promise<void> {
  running.splice(running.indexOf(program), 1);
  program.kill('SIGTERM', 'process');
  await program.ended;
}

async function send(
  version: Version,
  role: Role,
  target: string,
  body?: object,
  key = newId('key'),
): Promise<Answer> {
  const answer = await call({ url: urls[version] }, target, {
    key: KEYS[role],
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    ...(body === undefined ? {} : { method: 'POST', body }),
  });
  if (answer.status >= 300) throw new Error(`${version} ${target}: ${answer.status} ${answer.text}`);
  return answer;
}

/** A sandbox with an agreement. */
async function customerOf(version: Version): Promise<{ id: string; organizationId: string }> {
  const account = await send(version, 'sales', '/v1/accounts', {
    name: 'General Hospital',
    country: 'SG',
    timeZone: 'Asia/Shanghai',
    salesTeam: 'asia',
    sandbox: true,
    sandboxNow: '2025-03-07T09:07:00.000Z',
  });
  const id = String(account.body['id']);
  const made = await send(version, 'sales', `/v1/accounts/${id}/organizations`, { name: 'Radiology' });
  await send(version, 'sales', '/v1/agreements', agreementOf(id));
  return { id, organizationId: String(made.body['id']) };
}

async function placed(version: Version, accountId: string): Promise<{ id: string; total: unknown }> {
  const { body } = await send(version, 'operator', '/v1/orders', orderOf(accountId, [LINE]));
  return { id: String(body['id']), total: body['total'] };
}

async function confirmedAndPaid(
  version: Version,
  { id, total }: { readonly id: string; readonly total: unknown },
): Promise<void> {
  await send(version, 'sales', `/v1/orders/${id}/confirm`, {});
  await send(version, 'operator', `/v1/orders/${id}/payments`, {
    method: 'offline',
    reference: `Transfer of ${id}`,
    amount: total,
    evidence: { note: 'Bank statement' },
  });
}

async function active(version: Version, orderId: string): Promise<void> {
  await eventually(
    async () => (await send(version, 'sales', `/v1/orders/${orderId}`)).body['state'],
    (state) => state === 'active',
    60_000,
  );
}

const LINE = { sku: 'AIMIS-INTL-CI-QTY-15Y', quantity: 1_000 };

function use(
  version: Version,
  { id, organizationId }: { readonly id: string; readonly organizationId: string },
  quantity: number,
  key = newId('key'),
): Promise<Answer> {
  const usage = { accountId: id, organizationId, resource: 'inspection', quantity };
  return send(version, 'platform', '/v1/usages', usage, key);
}

/** States of the episodes of the account, as a version sees them. */
async function episodesOf(version: Version, accountId: string): Promise<unknown[]> {
  const { body } = await send(version, 'operator', `/v1/accounts/${accountId}/episodes`);
  return (body['items'] as { state: unknown }[]).map(({ state }) => state);
}

async function advance(version: Version, accountId: string, to: string): Promise<void> {
  await send(version, 'sales', `/v1/accounts/${accountId}/clock/advance`, { to });
}

test('what release 0.2.0 began goes on after the migration, and a process of it that still runs books nothing', async () => {
  await completed('old', 'migrate');
  const oldWorker = await start('old', 'worker');
  const oldApi = await start('old', 'api');
  const early = await customerOf('old');
  const first = await placed('old', early.id);
  await confirmedAndPaid('old', first);
  await active('old', first.id);
  const waiting = await placed('old', early.id);
  const key = newId('key');
  const used = await use('old', early, 400, key);
  // More than there is: an episode, whose deadline the new worker meets.
  await use('old', early, 650);
  expect(await episodesOf('old', early.id)).toEqual(['open']);
  await stop(oldWorker);

  await completed('new', 'migrate');
  await expect(use('old', early, 1)).rejects.toThrow(/50[03]/);
  await stop(oldApi);
  await expect(completed('old', 'migrate')).rejects.toThrow('newer version');

  const newWorker = await start('new', 'worker');
  const newApi = await start('new', 'api');
  // A key of before still returns its first result.
  expect((await use('new', early, 400, key)).body).toMatchObject({ id: used.body['id'], quantity: 400 });
  expect(await episodesOf('new', early.id)).toEqual(['open']);
  await advance('new', early.id, '2025-03-09T09:07:00.000Z');
  expect(await episodesOf('new', early.id)).toEqual(['suspended']);
  await confirmedAndPaid('new', waiting);
  await active('new', waiting.id);
  expect(await episodesOf('new', early.id)).toEqual(['closed']);
  await use('new', early, 1);
  // It ends with 1 if a record and its workflow disagree, or a journal is not what was booked.
  const reconciled: unknown = JSON.parse(await completed('new', 'reconcile', '--full', '--json'));
  expect(reconciled).toMatchObject({
    reconcile: { started: 0, failed: 0 },
    verifyJournals: { accounts: 1, whole: 1, failed: 0 },
  });
  const replayed: unknown = JSON.parse(await completed('new', 'replay', '--json'));
  expect(replayed).toMatchObject({ failed: 0, replayed: 1 });
  const [build] = JSON.parse(await completed('new', 'rollout', 'status', '--json')) as unknown[];
  expect(build).toMatchObject({ status: 'current', percent: 100, polled: true, open: { count: 1 } });
  await stop(newWorker);
  await stop(newApi);
}, 240_000);
