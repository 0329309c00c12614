/**
 * Two API and two worker processes share their servers. Under load one of each is killed and replaced, then all are restarted one
 * after the other. What callers see is what the proxy of the containers lets through; what is stored is compared with what they were told.
 */
import { call } from '../http/pipeline/pipeline-server.ts';
import { newId } from '../../src/infra/ids.ts';
import { usagesOf } from '../support/journal.ts';
import { eventually } from '../support/eventually.ts';
import { PlatformReceiver } from '../support/platform-receiver.ts';
import { Callers, type FailedRequest } from './callers.ts';
import {
  confirm,
  expectBoughtOnce,
  expectSoundAccounts,
  openCustomer,
  pay,
  place,
  untilState,
  type Product,
} from './customers.ts';
import { APIS, Installation, KEYS, RECONCILE_SECONDS, WORKERS, type Member } from './installation.ts';

const RESOURCE = 'inspection';
const UNITS = 1_000_000;
const UNITS_OF_SANDBOX = 1_000;
const SANDBOX_START = '2025-03-07T09:07:00.000Z';
const DEADLINE = '2025-03-08T09:07:00.000Z';
/** How many requests each caller has answered before something is done to the processes. */
const WARM = 5;
const START_MS = 600_000;
const TEST_MS = 600_000;
/** For what takes a moment where the machine is idle. */
const PATIENCE_MS = 300_000;
const LOAD = /^(hot|spread|buyer)/;

interface Customer {
  readonly accountId: string;
  readonly organizationId: string;
}

interface Accepted {
  readonly key: string;
  readonly accountId: string;
  readonly quantity: number;
  readonly requestId: string;
}

let installation: Installation;
let receiver: PlatformReceiver;
let callers: Callers;
let product: Product;
let hot: Customer;
let spread: Customer;
let sandboxes: Customer[];
const accepted: Accepted[] = [];
const orders: string[] = [];
/** Number of notices that were received before the rolling restart. */
let receivedBefore = 0;

beforeAll(async () => {
  [installation, receiver] = await Promise.all([Installation.start(), PlatformReceiver.start()]);
  callers = new Callers(installation.url, KEYS);
  product = {
    place: installation.place,
    openDatabase: () => installation.openDatabase(),
    call: (role, target, options) => callers.call(role, target, options),
    insist: insistingAs('set-up'),
  };
  const url = receiver.url();
  const endpoint = { url, sandboxUrl: url, enabled: true };
  await callers.send('set-up', 'operator', '/v1/platforms/business', { method: 'PUT', body: endpoint });
  hot = await customerWith(UNITS);
  spread = await customerWith(UNITS);
  sandboxes = await Promise.all(
    Array.from({ length: 6 }, () => customerWith(UNITS_OF_SANDBOX, SANDBOX_START)),
  );
  // More than there is: an episode of arrears with a deadline.
  for (const sandbox of sandboxes) await use('set-up', sandbox, 1_030);
}, START_MS);
afterAll(async () => {
  await callers.finish().catch(() => undefined);
  await installation.close();
  await receiver.close();
});

/** Sends again what fails. */
function insistingAs(caller: string): Product['insist'] {
  return (role, target, body) => callers.send(caller, role, target, { method: 'POST', body });
}

/** A customer who was given units, in real time or in a sandbox. */
async function customerWith(units: number, sandboxNow?: string): Promise<Customer> {
  const accountId = await openCustomer(product, sandboxNow);
  const clinic = await product.insist('sales', `/v1/accounts/${accountId}/organizations`, { name: 'Clinic' });
  const credit = { resource: RESOURCE, units, storageYears: 15, reason: 'Goodwill' };
  await product.insist('operator', `/v1/accounts/${accountId}/credits`, credit);
  return { accountId, organizationId: String(clinic.body['id']) };
}

/** Posts a usage. `route` leads it to some API process whatever its account is. */
async function use(caller: string, customer: Customer, quantity: number, route?: string): Promise<void> {
  const key = newId('key');
  const answer = await callers.send(caller, 'platform', '/v1/usages', {
    body: { ...customer, resource: RESOURCE, quantity },
    headers: { 'idempotency-key': key, ...(route !== undefined && { 'x-account-id': route }) },
  });
  const requestId = answer.headers.get('x-request-id') ?? '';
  accepted.push({ key, accountId: customer.accountId, quantity, requestId });
}

async function buy(caller: string, { accountId }: Customer): Promise<void> {
  const buyer: Product = { ...product, insist: insistingAs(caller) };
  const orderId = await place(buyer, accountId);
  orders.push(orderId);
  await confirm(buyer, orderId);
  await pay(buyer, orderId);
}

/** Moves the clock of the n-th sandbox, from 1, past its deadline. */
async function advance(n: number): Promise<void> {
  const target = `/v1/accounts/${sandboxes[n - 1]?.accountId}/clock/advance`;
  await callers.send(`sandbox ${n}`, 'sales', target, { body: { by: 'P2D' } });
}

/** Resolves when each caller of the load has got more answers. */
async function untilMoreAnswers(count = WARM): Promise<void> {
  const before = new Map([...callers.answered].filter(([caller]) => LOAD.test(caller)));
  await eventually(
    () => [...before].map(([caller, answers]) => (callers.answered.get(caller) ?? 0) - answers),
    (more) => more.every((answers) => answers >= count),
    PATIENCE_MS,
  );
}

test(
  'both API processes decide uses of one account',
  async () => {
    await Promise.all([hot, spread].map((customer) => buy('set-up', customer)));
    const database = await installation.openDatabase();
    for (const id of orders) await untilState(database, id, 'active', PATIENCE_MS);
    const failedBefore = callers.failed.length;
    // The value of the header leads each use to one process or the other.
    for (const n of [1, 2]) callers.add(`hot ${n}`, (caller) => use(caller, hot, n, newId('key')));
    callers.add('spread', (caller) => use(caller, spread, 1));
    callers.add('buyer of hot', (caller) => buy(caller, hot));
    callers.add('buyer of spread', (caller) => buy(caller, spread));
    await untilMoreAnswers();
    expect(explained(callers.failed.slice(failedBefore))).toEqual([]);
    const requestIds = acceptedOf(hot).map(({ requestId }) => requestId);
    for (const api of APIS) {
      const output = installation.outputOf(api);
      expect(requestIds.some((id) => output.includes(id))).toBe(true);
    }
  },
  TEST_MS,
);

test(
  'when an API and a worker are killed, only requests in flight fail, and each succeeds when it is repeated',
  async () => {
    const failedBefore = callers.failed.length;
    const advances = [advance(1), advance(2)];
    let killedAt = 0;
    const replace = async (member: Member) => {
      await installation.kill(member);
      killedAt = Math.max(killedAt, performance.now());
      await installation.startMember(member);
    };
    await Promise.all([replace('api0'), replace('worker0'), ...advances]);
    await untilMoreAnswers();
    const later = callers.failed.slice(failedBefore).filter(({ sentAt }) => sentAt > killedAt);
    expect(explained(later)).toEqual([]);
  },
  TEST_MS,
);

test(
  'a rolling restart fails no request, and the proxy sends none in vain',
  async () => {
    await eventually(
      () => installation.isProxying(),
      (is) => is,
      PATIENCE_MS,
    );
    const failedBefore = callers.failed.length;
    const inVainBefore = await installation.requestsInVain();
    receivedBefore = receiver.received.length;
    for (const [index, member] of [...WORKERS, ...APIS].entries()) {
      const advanced = advance(3 + index);
      await installation.stop(member);
      await installation.startMember(member);
      await advanced;
      await untilMoreAnswers();
    }
    await callers.finish();
    const seen = {
      failed: explained(callers.failed.slice(failedBefore)),
      inVain: await installation.requestsInVain(),
    };
    expect(seen).toEqual({ failed: [], inVain: inVainBefore });
  },
  TEST_MS,
);

test('no call waited for half a minute', () => {
  const failures = callers.failed.flatMap((one) => one.failures);
  expect(failures.filter((failure) => failure.includes('TimeoutError'))).toEqual([]);
});

test(
  'every order was bought once and became active',
  async () => {
    const database = await installation.openDatabase();
    for (const id of orders) await untilState(database, id, 'active', PATIENCE_MS);
    for (const id of orders) await expectBoughtOnce(product, id);
  },
  TEST_MS,
);

test('every accepted use is booked once, and both API processes show the same balances', async () => {
  const database = await installation.openDatabase();
  const customers = [hot, spread, ...sandboxes];
  await expectSoundAccounts(
    product,
    customers.map(({ accountId }) => accountId),
  );
  for (const { accountId, organizationId } of customers) {
    const told = acceptedOf({ accountId, organizationId });
    const stored = await usagesOf(database, accountId);
    expect(contentsOf(stored)).toEqual(contentsOf(told));
    const [one, other] = await Promise.all(APIS.map((api) => poolsAt(api, accountId)));
    expect(one).toEqual(other);
    const used = told.reduce((sum, { quantity }) => sum + quantity, 0);
    const arrears = Math.max(0, used - UNITS_OF_SANDBOX);
    if (sandboxes.some((sandbox) => sandbox.accountId === accountId))
      expect(one).toMatchObject([{ used: used - arrears, arrears }]);
    else expect(one).toContainEqual(expect.objectContaining({ resource: RESOURCE, used, arrears: 0 }));
  }
});

test('every sandbox was suspended once, at its deadline', async () => {
  const { episodes, audit, notices } = (await installation.openDatabase()).models;
  for (const { accountId } of sandboxes) {
    expect(await episodes.find({ accountId }).lean()).toMatchObject([
      { state: 'suspended', suspendsAt: DEADLINE, suspendedAt: DEADLINE },
    ]);
    expect(await audit.countDocuments({ accountId, type: 'episode.suspended' })).toBe(1);
    expect(await notices.countDocuments({ accountId, kind: 'service.suspended' })).toBe(1);
  }
});

test('every notice reached the platform, and none of the rolling restart twice', async () => {
  const { deliveries } = (await installation.openDatabase()).models;
  const sent = await eventually(
    () => deliveries.find({ platform: 'business' }, { state: 1 }).lean(),
    (all) => all.every(({ state }) => state === 'delivered'),
    PATIENCE_MS,
  );
  const received = receiver.received.map(({ id }) => id);
  expect([...new Set(received)].sort()).toEqual(sent.map(({ _id }) => _id).sort());
  const late = received.slice(receivedBefore);
  expect(late).toEqual([...new Set(late)]);
});

test('reconciliation ran once for each due time, one run at a time', async () => {
  const { taskQueue, temporal } = installation;
  const { info } = await temporal.schedule.getHandle(`reconciliation:${taskQueue}`).describe();
  const runs = await reconciliationRuns();
  expect(runs.length).toBeGreaterThan(1);
  expect(info.numActionsMissedCatchupWindow).toBe(0);
  const dueMs = runs.map((run) => run.dueMs);
  expect(dueMs).toEqual([...new Set(dueMs)]);
  const dueTimes = ((dueMs.at(-1) ?? 0) - (dueMs[0] ?? 0)) / (RECONCILE_SECONDS * 1_000) + 1;
  // A due time at which the run before it has not ended is skipped.
  expect(dueTimes - runs.length).toBeLessThanOrEqual(info.numActionsSkippedOverlap);
  for (const [index, { endedMs }] of runs.slice(0, -1).entries())
    expect(endedMs).toBeLessThanOrEqual(runs[index + 1]?.begunMs ?? 0);
});

test(
  'nothing is left to deliver or to do for operators, and reconciliation finds no difference',
  async () => {
    const { outbox, tasks } = (await installation.openDatabase()).models;
    const reconciled: unknown = JSON.parse(await installation.run('reconcile', '--full', '--json'));
    const accounts = 2 + sandboxes.length;
    expect(reconciled).toMatchObject({
      reconcile: { started: 0, ended: 0, failed: 0, overdue: 0, undelivered: 0, tasks: 0 },
      verifyJournals: { accounts, whole: accounts, blocked: 0, failed: 0 },
    });
    expect(await outbox.countDocuments()).toBe(0);
    expect(await tasks.find().lean()).toEqual([]);
  },
  TEST_MS,
);

function acceptedOf({ accountId }: Customer): Accepted[] {
  return accepted.filter((one) => one.accountId === accountId);
}

function contentsOf(uses: readonly Pick<Accepted, 'key' | 'quantity'>[]): string[] {
  return uses.map(({ key, quantity }) => `${key}: ${quantity}`).sort();
}

/** As one API process shows them. */
async function poolsAt(api: (typeof APIS)[number], accountId: string): Promise<unknown> {
  const server = { url: installation.addressOf(api) };
  const { body } = await call(server, `/v1/accounts/${accountId}/balances`, { key: KEYS.platform });
  return body['pools'];
}

interface Run {
  readonly dueMs: number;
  readonly begunMs: number;
  readonly endedMs: number;
}

/** Oldest first. The id of a run ends with its due time. */
async function reconciliationRuns(): Promise<Run[]> {
  const { taskQueue, temporal } = installation;
  const query = `WorkflowType = 'reconciliation' AND TaskQueue = '${taskQueue}'`;
  const runs: Run[] = [];
  for await (const { workflowId, startTime, closeTime } of temporal.workflow.list({ query })) {
    const dueMs = Date.parse(workflowId.slice(`reconciliation:${taskQueue}-`.length));
    runs.push({
      dueMs,
      begunMs: startTime.getTime(),
      endedMs: closeTime?.getTime() ?? Number.POSITIVE_INFINITY,
    });
  }
  return runs.toSorted((one, other) => one.dueMs - other.dueMs);
}

/** Failed requests, each with what the API processes logged about it. */
function explained(failed: readonly FailedRequest[]): unknown[] {
  const logged = APIS.flatMap((api) => installation.outputOf(api).split('\n'));
  return failed.map((one) => {
    const ids = one.failures.flatMap((failure) => /"requestId":"([^"]+)"/.exec(failure)?.[1] ?? []);
    return { ...one, logged: logged.filter((line) => ids.some((id) => line.includes(id))) };
  });
}
