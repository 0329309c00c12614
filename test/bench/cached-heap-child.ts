/** One side of the heap measurement: fills the cache of a worker and prints the bytes of heap that each workflow added. */
import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '../../src/infra/ids.ts';
import { BARE_QUEUE, startBenchWorker, type BenchWorker, type ServerAddresses } from './bench-worker.ts';
import { CHILD_VARIABLES } from './cached-heap.ts';
import { inParallel } from '../../src/infra/in-parallel.ts';

/** Enough workflows to have created everything that is shared. */
const FEW = 120;
const MORE = 80;
const PARALLEL = 16;
const SETTLE_MS = 1_000;
const STEADY_BYTES = 32_768;
const MOST_LOOKS = 20;

const isOrder = process.env[CHILD_VARIABLES.side] === 'order';
// The process that started this one wrote it.
const servers = JSON.parse(process.env[CHILD_VARIABLES.servers] ?? '') as ServerAddresses;
const worker = await startBenchWorker(servers, { orders: isOrder, bare: !isOrder, onMainThread: true });
const fill = isOrder ? fillWithOrders : fillWithBare;
await fill(worker, FEW);
const before = await heapBytes();
await fill(worker, MORE);
const after = await heapBytes();
process.stdout.write(String((after - before) / MORE));
await worker.stop();

/** Orders that are paid and active, and wait for a reminder a year from now. */
async function fillWithOrders({ orders, active }: BenchWorker, count: number): Promise<void> {
  const accounts = await inParallel(Array.from({ length: count }), PARALLEL, () => orders.addAccount());
  const placed = await orders.addConfirmed(accounts, count);
  await inParallel(placed, PARALLEL, async (order) => {
    const isActive = active.of(order._id);
    await orders.pay(order);
    await isActive;
  });
}

async function fillWithBare({ client }: BenchWorker, count: number): Promise<void> {
  await inParallel(Array.from({ length: count }), PARALLEL, () =>
    client.workflow.start('waiting', { workflowId: newId('cmd'), taskQueue: BARE_QUEUE }),
  );
}

/** Stable live heap of this process, workflows included, since they run on its main thread. */
async function heapBytes(): Promise<number> {
  let last = NaN;
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    await pause(SETTLE_MS);
    globalThis.gc?.();
    const { heapUsed } = process.memoryUsage();
    if (Math.abs(heapUsed - last) < STEADY_BYTES) return heapUsed;
    last = heapUsed;
  }
  return last;
}
