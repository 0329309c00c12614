/**
 * The drill of the runbook: its commands back up a running product and restore it after everything was destroyed, once with
 * both servers, and once MongoDB with an empty Temporal. Prints how long each phase took.
 */
import { execFile } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { tableOf } from '../../src/cli/table.ts';
import { startMongodb } from '../../src/devstack/embedded-servers.ts';
import { mongodbUriOn } from '../../src/devstack/mongod.ts';
import { freePorts } from '../../src/devstack/ports.ts';
import { noProgress } from '../../src/devstack/progress.ts';
import { createSupervisor, type Supervisor } from '../../src/devstack/supervisor.ts';
import type { Task } from '../../src/contracts/tasks.ts';
import { loadConfig } from '../../src/infra/config.ts';
import { newId } from '../../src/infra/ids.ts';
import { projectPath } from '../../src/infra/project-root.ts';
import { storedRecord } from '../../src/payment-providers/fake/records.ts';
import { codeAfter, readDocument } from '../documents/documents.ts';
import type { reconciliation, ReconciliationResult } from '../../workflows/reconciliation.ts';
import { usagesOf } from '../support/journal.ts';
import { eventually } from '../support/eventually.ts';
import { soundLedger } from '../support/ledger-checks.ts';
import { PlatformReceiver } from '../support/platform-receiver.ts';
import { ProductClient, SANDBOX_START, type Customer } from '../support/product-client.ts';
import { productPlace, RunningProduct, type ProductPlace } from '../support/running-product.ts';
import { expectTogether, openWorkflows, untilDelivered } from './compared.ts';
import { expectValidExport } from './customers.ts';

const RESOURCE = 'inspection';
const INSPECTIONS = { sku: 'AIMIS-INTL-CI-QTY-15Y', quantity: 1_000 };
const MIMI = { sku: 'AIMIS-INTL-AI-MIMI', quantity: 1_000 };
const SERVICE = { sku: 'HW-DEV-MODELDEV-STD', quantity: 1 };
const TASK_QUEUE = 'prepaid-fulfilment';
const LIMIT_MS = 480_000;
jest.setTimeout(LIMIT_MS);

const run = promisify(execFile);
const runbook = readDocument('docs/runbook.md');
const phases: { readonly what: string; readonly seconds: number }[] = [];

let place: ProductPlace;
let product: RunningProduct;
/** Stops the last product that was started. */
let stopProduct: () => Promise<unknown> = () => Promise.resolve();
let client: ProductClient;
let supervisor: Supervisor;
let platform: PlatformReceiver | undefined;

beforeAll(async () => {
  // Only the commands of the runbook start a run of reconciliation.
  const [providerPort] = await freePorts(1);
  place = await productPlace({
    RECONCILE_INTERVAL_SECONDS: '86400',
    FAKE_PAYMENT_PORT: String(providerPort),
  });
  supervisor = createSupervisor({ stopOrder: ['mongod'], say: () => undefined });
  // The commands name the files of the current folder.
  symlinkSync(projectPath('dist'), path.join(place.folder, 'dist'));
  await makeTools();
  await start('start');
});

afterAll(async () => {
  await stopProduct();
  await platform?.close();
  await supervisor.stop();
  place.remove();
  const rows = phases.map(({ what, seconds }) => [what, `${seconds.toFixed(1)} s`]);
  process.stderr.write(`\n${tableOf(['PHASE', 'TIME'], rows)}`);
});

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  const result = await work();
  phases.push({ what, seconds: (performance.now() - begun) / 1_000 });
  return result;
}

/** Runs a block of the runbook as it is written there. Returns its output; throws with it if a command fails. */
async function documented(name: string): Promise<string> {
  const script = codeAfter(runbook, `<!-- ${name} -->`, 'bash');
  const env = {
    ...place.environment,
    PATH: `${path.join(place.folder, 'bin')}:${place.environment['PATH']}`,
  };
  try {
    const { stdout, stderr } = await run('bash', ['-euo', 'pipefail', '-c', script], {
      cwd: place.folder,
      env,
      timeout: LIMIT_MS,
    });
    return `${stdout}${stderr}`;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${name}:\n${stdout}\n${stderr}`, { cause: error });
  }
}

/** The tools of MongoDB where they are installed, and a stand-in otherwise. */
async function makeTools(): Promise<void> {
  const bin = path.join(place.folder, 'bin');
  mkdirSync(bin);
  const standIn = projectPath('test/support/stand-in-mongo-tools.mjs');
  for (const program of ['mongodump', 'mongorestore']) {
    const isInstalled = await run('which', [program]).then(
      () => true,
      () => false,
    );
    if (isInstalled) continue;
    const file = path.join(bin, program);
    writeFileSync(file, `#!/bin/sh\nexec '${process.execPath}' '${standIn}' ${program} "$@"\n`);
    chmodSync(file, 0o755);
  }
}

function nameMongodb(uri: string): void {
  writeFileSync(path.join(place.folder, 'mongodb-admin.yml'), `uri: ${uri}\n`, { mode: 0o600 });
}

const dataFile = (name: string) => path.join(place.folder, 'data', name);

async function start(title: string): Promise<void> {
  const started = await timed(title, () => RunningProduct.start(place));
  stopProduct = () => started.stop();
  product = started;
  client = new ProductClient(started);
}

/** Kills every process at once, and removes the data of both servers and the secrets. */
async function destroy(): Promise<void> {
  const pids = product.processes().map(({ pid }) => pid);
  process.kill(product.program.pid, 'SIGKILL');
  for (const pid of pids) process.kill(pid, 'SIGKILL');
  await product.stop('SIGKILL');
  rmSync(path.join(place.folder, 'data'), { recursive: true, maxRetries: 10, retryDelay: 100 });
}

async function compared() {
  return { database: await product.openDatabase(), client: product.openClient(), taskQueue: TASK_QUEUE };
}

/** What `reconcile` printed of its part about workflows. */
function countsIn(output: string): Record<string, string> {
  const rows = [...output.matchAll(/^ {2}(\w+) +(\w+)/gm)].map(([, name, value]) => [name, value]);
  return Object.fromEntries(rows.toReversed()) as Record<string, string>;
}

/** Reconciles by the runbook. Returns what the run did; the next one finds nothing to do. */
async function reconcile(title: string): Promise<Record<string, string>> {
  const counts = countsIn(await timed(title, () => documented('compare after a restore')));
  const next = { restored: false, started: 0, signalled: 0, ended: 0, failed: 0, overdue: 0, tasks: 0 };
  expect((await scheduledRun()).reconcile).toMatchObject(next);
  await expectTogether(await compared());
  return counts;
}

/** A run as the schedule starts it. */
async function scheduledRun(): Promise<ReconciliationResult> {
  const options = { workflowId: newId('cmd'), taskQueue: TASK_QUEUE };
  return product.openClient().workflow.execute<typeof reconciliation>('reconciliation', options);
}

function use(customer: Customer, quantity: number, key = newId('key')) {
  const { id: accountId, organizationId } = customer;
  const body = { accountId, organizationId, resource: RESOURCE, quantity };
  return product.insist('platform', '/v1/usages', body, key);
}

async function indebted(sandboxNow: typeof SANDBOX_START | null): Promise<Customer> {
  const customer = await client.customer({ sandboxNow });
  await client.bought(customer.id, [INSPECTIONS]);
  await use(customer, INSPECTIONS.quantity + 10);
  return customer;
}

/** Orders in most states, arrears in real time and in a sandbox, and notices that their platform does not take. */
async function furnish() {
  platform = await PlatformReceiver.start();
  platform.behave = () => 503;
  const body = { url: platform.url(), enabled: true };
  expect((await client.call('operator', '/v1/platforms/business', { method: 'PUT', body })).status).toBe(200);
  const buyer = await client.customer({ sandboxNow: null });
  const stranger = await client.customer({ sandboxNow: null, agreement: false });
  const [unagreed, unpaid, held, busy, debtor, sandbox] = await Promise.all([
    client.place(stranger.id, [MIMI]),
    client.confirmed(buyer.id, [MIMI]),
    client.confirmed(buyer.id, [MIMI]),
    client.customer({ sandboxNow: null }),
    indebted(null),
    indebted(SANDBOX_START),
  ]);
  await client.call('operator', `/v1/orders/${held.id}/hold`, { body: { reason: 'Looked into' } });
  await client.pay(held.id);
  await client.until(held.id, 'fulfilling');
  await client.bought(busy.id, [INSPECTIONS]);
  const line = { ...SERVICE, organizationId: stranger.organizationId };
  const served = await client.bought(stranger.id, [line], { termsVersion: '2025-07-08' });
  await untilDelivered(await product.openDatabase());
  await scheduledRun();
  const pending = await eventually(
    () =>
      product
        .openDatabase()
        .then(({ models }) => models.deliveries.find({ accountId: buyer.id, state: 'pending' }).lean()),
    (deliveries) => deliveries.some(({ attempts }) => attempts > 0),
  );
  const made = await client.call('operator', '/v1/keys', { body: { name: 'Old', roles: ['operator'] } });
  const oldKey = { id: String(made.body['id']), key: String(made.body['key']) };
  const notices = pending.map(({ _id }) => _id);
  return { buyer, stranger, unagreed, unpaid, held, busy, debtor, sandbox, served, notices, oldKey };
}

/** What happens after the backup of MongoDB, and is not in it. */
async function goOn({ buyer, unpaid, debtor, oldKey }: Awaited<ReturnType<typeof furnish>>) {
  await client.pay(unpaid.id);
  await client.until(unpaid.id, 'active');
  const forgotten = await client.confirmed(buyer.id, [MIMI]);
  await client.bought(debtor.id, [INSPECTIONS]);
  const made = await client.call('operator', '/v1/keys', { body: { name: 'New', roles: ['operator'] } });
  expect(made.status).toBe(201);
  expect((await client.call('operator', `/v1/keys/${oldKey.id}/revoke`, { method: 'POST' })).status).toBe(
    200,
  );
  return { forgotten, key: String(made.body['key']) };
}

/** The sandbox is suspended at its deadline and resumes with a top-up: deadlines fire, and money still buys. */
async function suspendAndResume({ id }: Customer): Promise<void> {
  const [open] = await client.episodes(id);
  expect(open).toMatchObject({ state: 'open' });
  await client.advance(id, { by: 'P2D' });
  expect(await client.episode(open!.id)).toMatchObject({ state: 'suspended', suspendedAt: open!.suspendsAt });
  await client.bought(id, [INSPECTIONS]);
  expect(await client.episode(open!.id)).toMatchObject({ state: 'closed', outcome: 'paid' });
}

test('what the runbook says restores a product that was destroyed, from both backups and with an empty Temporal', async () => {
  const before = await furnish();
  const { buyer, stranger, unagreed, unpaid, held, busy, debtor, sandbox, served, notices: pending } = before;
  const accounts = [buyer, stranger, busy, debtor, sandbox];

  // Usages go on while MongoDB is backed up.
  nameMongodb(mongodbUriOn(Number(/--port (\d+)/.exec(product.recordOf('mongod')!.commandLine)![1])));
  const used = new Map<string, string>();
  const backedUp = new AbortController();
  const usages = (async () => {
    while (!backedUp.signal.aborted) {
      const key = newId('key');
      used.set(key, String((await use(busy, 1, key)).body['id']));
    }
  })();
  await timed('back up MongoDB', () => documented('back up mongodb')).finally(() => backedUp.abort());
  await usages;
  const { forgotten, key } = await goOn(before);
  const lastKey = newId('key');
  used.set(lastKey, String((await use(busy, 1, lastKey)).body['id']));
  await untilDelivered(await product.openDatabase());
  const atEnd = await openWorkflows(await product.openDatabase());

  await expect(documented('back up one machine')).rejects.toThrow('back up one machine');
  await product.stop('SIGINT', 'group');
  await timed('back up one machine', () => documented('back up one machine'));
  rmSync(path.join(place.folder, 'data'), { recursive: true });

  // Both servers. Nothing was written after this backup.
  await timed('A: unpack both servers', () => documented('restore one machine'));
  await start('A: start');
  expect(await reconcile('A: compare')).toMatchObject({
    restored: 'false',
    started: '0',
    ended: '0',
    failed: '0',
  });
  expect(await openWorkflows(await product.openDatabase())).toEqual(atEnd);
  expect((await client.order(unpaid.id)).state).toBe('active');
  await suspendAndResume(sandbox);
  await use(debtor, 1);
  for (const { id } of accounts) await soundLedger({ database: await product.openDatabase() }, id);
  await expectValidExport(product, sandbox.id);

  // MongoDB as of earlier, with an empty Temporal. Secrets and the records of the payment provider are elsewhere.
  const saved = [
    'keys.json',
    'sealing-secret',
    'export-signing-key',
    'fake-payment-secret',
    'fake-payments.jsonl',
  ];
  for (const name of saved) copyFileSync(dataFile(name), path.join(place.folder, name));
  const exported = await client.call('operator', `/v1/accounts/${busy.id}/export`);
  await destroy();
  mkdirSync(path.join(place.folder, 'data'), { mode: 0o700 });
  for (const name of saved) copyFileSync(path.join(place.folder, name), dataFile(name));
  const uri = await emptyMongodb();
  nameMongodb(uri);
  // Their platform works again.
  const refused = platform!.received.length;
  platform!.behave = () => 204;
  await timed('B: restore MongoDB', () => documented('restore mongodb'));
  place = { ...place, environment: { ...place.environment, MONGODB_URI: uri } };
  await start('B: start with an empty Temporal');
  const lost = (await openWorkflows(await product.openDatabase())).length;
  const counts = await reconcile('B: start workflows anew, compare');
  expect(counts).toMatchObject({
    restored: 'true',
    started: String(lost),
    ended: '0',
    failed: '0',
    overdue: '0',
  });

  // Every order is as it was.
  const states = [unagreed, unpaid, held, served].map(async ({ id }) => (await client.order(id)).state);
  expect(await Promise.all(states)).toEqual([
    'awaiting_agreement',
    'awaiting_payment',
    'fulfilling',
    served.state,
  ]);
  expect((await client.call('sales', `/v1/orders/${forgotten.id}`)).status).toBe(404);
  expect((await client.call('operator', '/v1/keys', { key })).status).toBe(401);
  expect((await client.call('operator', '/v1/keys', { key: before.oldKey.key })).status).toBe(200);

  // Every order goes on.
  await client.sign(stranger.id);
  await client.until(unagreed.id, 'awaiting_confirmation');
  await product.insist('operator', `/v1/orders/${held.id}/release`);
  await client.until(held.id, 'active');
  const { body: services } = await client.call('delivery', `/v1/services?orderId=${served.id}`);
  await client.deliver((services['items'] as { id: string }[])[0]!.id);
  await suspendAndResume(sandbox);
  const [episode] = await client.episodes(debtor.id);
  expect(episode).toMatchObject({ state: 'open' });
  await client.bought(debtor.id, [INSPECTIONS]);
  expect(await client.episode(episode!.id)).toMatchObject({ state: 'closed', outcome: 'paid' });

  // What came after the backup: platforms repeat their usages, and the provider its events.
  const database = await product.openDatabase();
  const known = new Set((await usagesOf(database, busy.id)).map((one) => one.key));
  expect(known.size).toBeLessThan(used.size);
  for (const [usageKey, id] of used) {
    const repeated = String((await use(busy, 1, usageKey)).body['id']);
    if (known.has(usageKey)) expect(repeated).toBe(id);
  }
  const pool = await client.pool(busy.id, RESOURCE);
  expect(pool.available).toBe(INSPECTIONS.quantity - used.size);
  await payAgain(unpaid.id);

  // What was pending is sent when it is due, under the id that the platform knows.
  await eventually(
    () => database.models.deliveries.countDocuments({ _id: { $in: pending }, state: 'delivered' }),
    (delivered) => delivered === pending.length,
    120_000,
  );
  const taken = platform!.received.slice(refused).map(({ id }) => id);
  for (const id of pending) expect(taken).toContain(id);

  await expectTogether(await compared());
  for (const { id } of accounts) {
    await soundLedger({ database }, id);
    await expectValidExport(product, id);
  }
  const verified = await product.call('operator', '/v1/verify', {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
    body: exported.text,
  });
  expect(verified.body).toMatchObject({ valid: true });
  const restoring = (which: string) =>
    phases.filter(({ what }) => what.startsWith(which)).reduce((sum, { seconds }) => sum + seconds, 0);
  for (const which of ['A', 'B'])
    process.stderr.write(`${which}: restored in ${restoring(`${which}:`).toFixed(1)} s\n`);
});

/** A server of its own, which the product does not start. */
function emptyMongodb(): Promise<string> {
  return startMongodb({
    config: loadConfig({ ...process.env, MONGODB_URI: '', MONGODB_PORT: '' }),
    environment: process.env,
    supervisor,
    dataDir: path.join(place.folder, 'own'),
    detached: false,
    progress: noProgress,
  });
}

/** The order was paid after the backup: the provider's event is of an unknown payment, and an operator records the money. */
async function payAgain(orderId: string): Promise<void> {
  const { charge, events } = readFileSync(dataFile('fake-payments.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => storedRecord.parse(JSON.parse(line)))
    .flatMap((record) => (record.kind === 'charge' && record.charge.orderId === orderId ? [record] : []))[0]!;
  const sent = await fetch(`http://127.0.0.1:${place.environment['FAKE_PAYMENT_PORT']}/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ eventId: events[0]!.event.eventId }),
  });
  expect(sent.status).toBe(200);
  const unknown = async () =>
    (await client.call('operator', '/v1/tasks?state=open&kind=payment.unknown')).body['items'] as Task[];
  const [task] = await eventually(unknown, ({ length }) => length > 0);
  const { paymentId, providerReference: reference, amount } = charge;
  expect(task).toMatchObject({ facts: { paymentId, providerReference: reference, amount } });
  const evidence = { note: `Task ${task!.id}` };
  await product.insist('operator', `/v1/orders/${orderId}/payments`, {
    method: 'offline',
    reference,
    amount,
    evidence,
  });
  await client.until(orderId, 'active');
  await product.insist('operator', `/v1/tasks/${task!.id}/resolve`, {
    note: 'Recorded as an offline payment',
  });
}
