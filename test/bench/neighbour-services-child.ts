/** The process in which orders of another account with thousands of services are paid, credited, refunded and closed. */
import type { OrderDocument } from '../../src/storage/collections/orders.ts';
import { eventually } from '../support/eventually.ts';
import type { Basket } from './bench-orders.ts';
import { startBenchWorker, type ServerAddresses } from './bench-worker.ts';
import {
  LARGEST,
  NEIGHBOUR_INSTALLATION,
  NEIGHBOUR_VARIABLES,
  type NeighbourReply,
  type NeighbourRequest,
} from './neighbour-services-messages.ts';

// The process that started this one wrote it.
const servers = JSON.parse(process.env[NEIGHBOUR_VARIABLES.servers] ?? '') as ServerAddresses;
const lineCount = Number(process.env[NEIGHBOUR_VARIABLES.lines]);
const worker = await startBenchWorker(servers, {
  orders: true,
  bare: false,
  installation: NEIGHBOUR_INSTALLATION,
});
const { orders, active, database } = worker;
const accountId = await orders.addAccount();
const basket = await basketOf();
let waiting: OrderDocument[] = [];

process.on('message', (request: NeighbourRequest) => {
  const done = request.do === 'prepare' ? prepare() : goOn(request.forMs);
  done.then(say, (error: unknown) => say({ error: String(error) }));
});
process.once('disconnect', () => void worker.stop().finally(() => process.exit(0)));
say({ accountId });

function say(reply: NeighbourReply): void {
  process.send?.(reply);
}

async function basketOf(): Promise<Basket> {
  const { _id: organizationId } = await database.models.organizations.findOne({ accountId }).orFail().lean();
  const line = { sku: 'HW-DEV-MODELDEV-STD', quantity: LARGEST.servicesOfLine, organizationId };
  return { termsVersion: '2025-07-08', lines: Array.from({ length: lineCount }, () => line) };
}

async function prepare(): Promise<NeighbourReply> {
  waiting = await orders.addConfirmed([accountId], 1, basket);
  return {};
}

/** Closes the last order, however long that takes. */
async function goOn(forMs: number): Promise<NeighbourReply> {
  const begun = performance.now();
  const brought = [];
  for (;;) {
    for (const order of waiting) brought.push(await bring(order));
    if (performance.now() - begun >= forMs) return { orders: brought };
    await prepare();
  }
}

async function bring(order: OrderDocument) {
  const begun = performance.now();
  const isActive = active.of(order._id);
  await orders.pay(order);
  await isActive;
  const credited = performance.now();
  await orders.refund(order);
  const refunded = performance.now();
  await isClosed(order);
  const services = await database.models.services.countDocuments({ orderId: order._id, state: 'refunded' });
  // A line that was refunded before it was credited has no services: then no crediting was measured.
  if (services < lineCount * LARGEST.servicesOfLine) throw new Error(`only ${services} were credited`);
  return {
    services,
    creditedMs: Math.round(credited - begun),
    refundedMs: Math.round(refunded - credited),
  };
}

/** Its workflow has closed the order, and does nothing more during the turn of the other side. */
async function isClosed({ _id }: OrderDocument): Promise<void> {
  const read = () => database.models.orders.findById(_id, { state: 1 }).orFail().lean();
  await eventually(read, ({ state }) => state === 'refunded');
}
