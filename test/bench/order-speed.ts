/** How fast a paid order becomes active, against a workflow of three empty activities on the same server. */
import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '../../src/infra/ids.ts';
import { workflowIdOf } from '../../src/domain/workflow-ids.ts';
import type { OrderDocument } from '../../src/storage/collections/orders.ts';
import { BARE_QUEUE, startBenchWorker, type BenchWorker, type ServerAddresses } from './bench-worker.ts';
import { medianOf, takeTurns, type Measurement, type Target } from './measurement.ts';
import type { BenchOptions } from './options.ts';

const CALLERS = 50;
const SINGLE_ORDERS = 25;
const ORDERS_PER_CALLER = 3;
const WARM_UP_ORDERS = 60;
const SETTLE_MS = 1_000;
const COUNTED_ORDERS = 5;

const LATENCY: Target = {
  name: 'order-latency',
  title: 'Captured payment recorded to order active, one at a time, against three empty activities',
  unit: 'ms',
  sides: { ours: 'order', bare: 'three empty activities' },
  bound: { at: 'most', value: 1.5 },
};
const RATE: Target = {
  name: 'order-rate',
  title: `Orders paid and made active, ${CALLERS} callers, against three empty activities`,
  unit: '1/s',
  sides: { ours: 'orders', bare: 'three empty activities' },
  bound: { at: 'least', value: 0.7 },
};
const EVENTS: Target = {
  name: 'order-events',
  title: 'History events of an order from placing to active',
  unit: 'events',
  sides: { ours: 'order', bare: null },
  bound: { at: 'most', value: 18 },
};
const BYTES: Target = {
  name: 'order-history-bytes',
  title: 'Bytes of that history, as Temporal counts them',
  unit: 'bytes',
  sides: { ours: 'order', bare: null },
  bound: { at: 'most', value: 7_168 },
};
const RELAYED_EVENTS: Target = {
  ...EVENTS,
  name: 'order-events-relayed',
  title: 'The same events of an order whose run the relay started, because no command came within a second',
  bound: { at: 'most', value: 21 },
};
const RELAYED_BYTES: Target = {
  ...BYTES,
  name: 'order-history-bytes-relayed',
  title: 'Bytes of that history of an order whose run the relay started',
};

export const ORDER_NAMES = [LATENCY, RATE, EVENTS, BYTES, RELAYED_EVENTS, RELAYED_BYTES].map(
  ({ name }) => name,
);

export async function measureOrderSpeed(
  servers: ServerAddresses,
  { rounds, wants, progress }: BenchOptions,
): Promise<Measurement[]> {
  if (!ORDER_NAMES.some(wants)) return [];
  const worker = await startBenchWorker(servers, { orders: true, bare: true });
  const results: Measurement[] = [];
  try {
    const accounts = await Promise.all(Array.from({ length: CALLERS }, () => worker.orders.addAccount()));
    progress('orders: warming up');
    const first = await worker.orders.addConfirmed(accounts, WARM_UP_ORDERS);
    await Promise.all([
      ...first.map((order) => makeActive(worker, order)),
      ...first.map(() => runBare(worker)),
    ]);
    const commanded = await worker.orders.addConfirmed(accounts, COUNTED_ORDERS, undefined, false);
    await Promise.all(commanded.map((order) => makeActive(worker, order)));
    for (const [orders, events, bytes] of [
      [commanded, EVENTS, BYTES],
      [first.slice(0, COUNTED_ORDERS), RELAYED_EVENTS, RELAYED_BYTES],
    ] as const) {
      const histories = await Promise.all(orders.map((order) => historyOf(worker, order)));
      if (wants(events.name))
        results.push({ ...events, ours: histories.map(({ length }) => length), bare: [] });
      if (wants(bytes.name)) results.push({ ...bytes, ours: histories.map(({ size }) => size), bare: [] });
    }
    if (wants(LATENCY.name)) {
      progress('orders: one caller');
      const sides = { ours: () => orderLatency(worker, accounts), bare: () => bareLatency(worker) };
      results.push({ ...LATENCY, ...(await takeTurns(rounds, sides)) });
    }
    if (wants(RATE.name)) {
      progress(`orders: ${CALLERS} callers`);
      const sides = { ours: () => orderRate(worker, accounts), bare: () => bareRate(worker) };
      results.push({ ...RATE, ...(await takeTurns(rounds, sides)) });
    }
  } finally {
    await worker.stop();
  }
  return results;
}

/** Pays and waits until the record is `active`. Returns the ms between the two. */
async function makeActive({ orders, active }: BenchWorker, order: OrderDocument): Promise<number> {
  const isActive = active.of(order._id);
  await orders.pay(order);
  const paidAt = performance.now();
  await isActive;
  return performance.now() - paidAt;
}

/** Returns the ms until the last activity has run: as for an order, before the workflow itself learns of it. */
export async function runBare({ client, done }: BenchWorker): Promise<number> {
  const workflowId = newId('cmd');
  const isDone = done.of(workflowId);
  const begun = performance.now();
  await client.workflow.start('threeActivities', { workflowId, taskQueue: BARE_QUEUE });
  await isDone;
  return performance.now() - begun;
}

async function orderLatency(worker: BenchWorker, accounts: readonly string[]): Promise<number> {
  const orders = await worker.orders.addConfirmed(accounts, SINGLE_ORDERS);
  await pause(SETTLE_MS);
  const latenciesMs: number[] = [];
  for (const order of orders) latenciesMs.push(await makeActive(worker, order));
  return medianOf(latenciesMs);
}

async function bareLatency(worker: BenchWorker): Promise<number> {
  await pause(SETTLE_MS);
  const latenciesMs: number[] = [];
  for (let count = 0; count < SINGLE_ORDERS; count += 1) latenciesMs.push(await runBare(worker));
  return medianOf(latenciesMs);
}

/** Orders a second, the recording of their payments included. */
async function orderRate(worker: BenchWorker, accounts: readonly string[]): Promise<number> {
  const orders = await worker.orders.addConfirmed(accounts, CALLERS * ORDERS_PER_CALLER);
  await pause(SETTLE_MS);
  const waiting = orders.values();
  return ratePerSecond(orders.length, async () => {
    for (const order of waiting) await makeActive(worker, order);
  });
}

async function bareRate(worker: BenchWorker): Promise<number> {
  await pause(SETTLE_MS);
  return ratePerSecond(CALLERS * ORDERS_PER_CALLER, async () => {
    for (let count = 0; count < ORDERS_PER_CALLER; count += 1) await runBare(worker);
  });
}

async function ratePerSecond(total: number, caller: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await Promise.all(Array.from({ length: CALLERS }, caller));
  return (total * 1_000) / (performance.now() - begun);
}

/** Events and bytes once the run waits: a workflow task writes its events into the history only when it ends. */
async function historyOf(
  { client }: BenchWorker,
  order: OrderDocument,
): Promise<{ length: number; size: number }> {
  const handle = client.workflow.getHandle(workflowIdOf('order', order._id));
  let description = await handle.describe();
  while (description.raw.pendingWorkflowTask) {
    await pause(50);
    description = await handle.describe();
  }
  return { length: description.historyLength, size: description.historySize ?? NaN };
}
