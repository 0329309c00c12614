/**
 * An order as its customer experiences it: placed, confirmed and paid over HTTP until the record is `active`, against a
 * workflow of three empty activities on the same server.
 */
import { newId } from '../../src/infra/ids.ts';
import { startBenchApi, type BenchApi } from './bench-api.ts';
import { ORDERS, startBenchWorker, type BenchWorker } from './bench-worker.ts';
import type { BenchServers } from './bench-servers.ts';
import { withConnections, type HttpRequest } from './http-connection.ts';
import { medianOf, takeTurns, type Measurement, type Target } from './measurement.ts';
import type { BenchOptions } from './options.ts';
import { runBare } from './order-speed.ts';
import { untilGiven } from './until-given.ts';

const CALLERS = 50;
const SINGLE_ORDERS = 15;
const ORDERS_PER_CALLER = 2;
const LINES = [{ sku: 'AIMIS-INTL-CI-QTY-1Y', quantity: 1_000 }];
const EVIDENCE = { document: { name: 'transfer.pdf', sha256: '0'.repeat(64) } };

const bare = 'three empty activities';
const LATENCY: Target = {
  name: 'order-end-to-end',
  title: `An order placed, confirmed and paid over HTTP until it is active, one at a time, against ${bare}`,
  unit: 'ms',
  sides: { ours: 'order', bare },
  bound: { at: 'most', value: 1.8 },
};
const SPREAD: Target = {
  name: 'order-end-to-end-spread',
  title: `The same by ${CALLERS} callers on ${CALLERS} accounts`,
  unit: '1/s',
  sides: { ours: 'orders', bare },
  bound: { at: 'least', value: 0.7 },
};
const ONE_ACCOUNT: Target = {
  ...SPREAD,
  name: 'order-end-to-end-account',
  title: `The same by ${CALLERS} callers on one account`,
  bound: { at: 'least', value: 0.5 },
};
const TARGETS = [LATENCY, SPREAD, ONE_ACCOUNT];
export const END_TO_END_NAMES = TARGETS.map(({ name }) => name);

type Ask = (request: HttpRequest) => Promise<string>;

export async function measureOrderEndToEnd(
  servers: BenchServers,
  { rounds, wants, progress }: BenchOptions,
): Promise<Measurement[]> {
  if (!END_TO_END_NAMES.some(wants)) return [];
  const worker = await startBenchWorker(servers, { orders: true, bare: true });
  const api = await startBenchApi(servers, ORDERS.database, {
    TEMPORAL_TASK_QUEUE: ORDERS.taskQueue,
    // All callers share one key, and their polls of the order count too.
    RATE_LIMIT_PER_SECOND: '100000',
  });
  const results: Measurement[] = [];
  try {
    const accounts = await Promise.all(Array.from({ length: CALLERS }, () => worker.orders.addAccount()));
    const [first = ''] = accounts;
    const single = (ofAccounts: readonly string[], count: number, callers: number) =>
      timed(worker, api, { accounts: ofAccounts, count, callers });
    progress('orders end to end: warming up');
    await single(accounts, CALLERS, CALLERS);
    await timedBare(worker, CALLERS, CALLERS);
    const total = CALLERS * ORDERS_PER_CALLER;
    const sides = {
      [LATENCY.name]: {
        ours: async () => medianOf((await single(accounts, SINGLE_ORDERS, 1)).eachMs),
        bare: async () => medianOf((await timedBare(worker, SINGLE_ORDERS, 1)).eachMs),
      },
      [SPREAD.name]: {
        ours: async () => (await single(accounts, total, CALLERS)).perSecond,
        bare: async () => (await timedBare(worker, total, CALLERS)).perSecond,
      },
      [ONE_ACCOUNT.name]: {
        ours: async () => (await single([first], total, CALLERS)).perSecond,
        bare: async () => (await timedBare(worker, total, CALLERS)).perSecond,
      },
    };
    for (const target of TARGETS) {
      const turns = sides[target.name];
      if (!wants(target.name) || turns === undefined) continue;
      progress(`orders end to end: ${target.title}`);
      results.push({ ...target, ...(await takeTurns(rounds, turns)) });
    }
  } finally {
    await worker.stop();
    await api.stop();
  }
  return results;
}

interface OfferedLoad {
  readonly accounts: readonly string[];
  readonly count: number;
  readonly callers: number;
}

/** Each caller brings one order after another from placing to active. */
function timed(worker: BenchWorker, api: BenchApi, { accounts, count, callers }: OfferedLoad) {
  return withConnections(api.port, callers, (ask) =>
    inTurns(count, callers, (index, caller) =>
      bringToActive(worker, api.operatorKey, accounts[index % accounts.length] ?? '', (request) =>
        ask(caller, request),
      ),
    ),
  );
}

const timedBare = (worker: BenchWorker, count: number, callers: number) =>
  inTurns(count, callers, () => runBare(worker));

async function bringToActive(
  { active }: BenchWorker,
  key: string,
  accountId: string,
  ask: Ask,
): Promise<void> {
  const post = async (target: string, body: object): Promise<unknown> => {
    const idempotencyKey = newId('cmd');
    return JSON.parse(
      await untilGiven(() =>
        ask({ method: 'POST', target, key, idempotencyKey, body: JSON.stringify(body) }),
      ),
    );
  };
  const terms = { channel: 'online', termsAccepted: true, termsVersion: '2025-03-07' };
  const { id, total } = (await post('/v1/orders', { accountId, ...terms, lines: LINES })) as {
    id: string;
    total: object;
  };
  const isActive = active.of(id);
  await post(`/v1/orders/${id}/confirm`, {});
  const payment = { method: 'offline', reference: id, amount: total, evidence: EVIDENCE };
  await post(`/v1/orders/${id}/payments`, payment);
  await isActive;
}

async function inTurns(
  count: number,
  callers: number,
  work: (index: number, caller: number) => Promise<unknown>,
): Promise<{ eachMs: number[]; perSecond: number }> {
  const eachMs: number[] = [];
  const waiting = Array.from({ length: count }, (_, index) => index).values();
  const begun = performance.now();
  const caller = async (_: unknown, number: number): Promise<void> => {
    for (const index of waiting) {
      const since = performance.now();
      await work(index, number);
      eachMs.push(performance.now() - since);
    }
  };
  await Promise.all(Array.from({ length: callers }).map(caller));
  return { eachMs, perSecond: (count * 1_000) / (performance.now() - begun) };
}
