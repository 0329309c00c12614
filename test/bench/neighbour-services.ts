/** Uses of one account while a neighbour's order of thousands of services is credited and refunded, against the same in peace. */
import type { OrderDocument } from '../../src/persistence/models/order.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { eventually } from '../support/eventually.ts';
import { addLot } from './bench-accounts.ts';
import type { Basket } from './bench-orders.ts';
import { startBenchWorker, type BenchWorker, type ServerAddresses } from './bench-worker.ts';
import type { Measurement } from './measurement.ts';
import { BOUGHT, neighbourTargets, takeNeighbourTurns, type Trouble } from './neighbour-turns.ts';
import type { BenchOptions } from './options.ts';

/** The largest order that can be placed. */
const LINES = 50;
const MOMENT_LINES = 2;
const SERVICES_OF_LINE = 100;
const INSTALLATION = { database: 'bench_neighbour_services', taskQueue: 'bench_neighbour_services' };

const TARGETS = neighbourTargets({
  name: 'neighbour-services',
  title: `while ${LINES * SERVICES_OF_LINE} services of one order of another are credited and refunded`,
  side: 'beside 5,000 services',
  failures: {
    name: 'neighbour-own-503',
    title:
      'Uses of the account of those services that were neither booked nor refused by the rules, which HTTP would answer with a 5xx',
  },
});
export const NEIGHBOUR_SERVICES_NAMES = Object.values(TARGETS).map(({ name }) => name);

export async function measureNeighbourServices(
  servers: ServerAddresses,
  options: BenchOptions,
): Promise<Measurement[]> {
  if (!NEIGHBOUR_SERVICES_NAMES.some(options.wants)) return [];
  const worker = await startBenchWorker(servers, { orders: true, bare: false, installation: INSTALLATION });
  const dependencies = { database: worker.database, serverNow: systemClock };
  try {
    const accountId = await worker.orders.addAccount();
    await addLot(dependencies, accountId, BOUGHT);
    const basket = await basketOf(worker, accountId, options.smoke ? MOMENT_LINES : LINES);
    return await takeNeighbourTurns(dependencies, options, TARGETS, async () => {
      const [first] = await worker.orders.addConfirmed([accountId], 1, basket);
      return creditAndRefund(worker, { accountId, basket, first, progress: options.progress });
    });
  } finally {
    await worker.stop();
  }
}

async function basketOf({ database }: BenchWorker, accountId: string, lines: number): Promise<Basket> {
  const { _id: organizationId } = await database.models.organizations.findOne({ accountId }).orFail().lean();
  const line = { sku: 'HW-DEV-MODELDEV-STD', quantity: SERVICES_OF_LINE, organizationId };
  return { termsVersion: '2025-07-08', lines: Array.from({ length: lines }, () => line) };
}

interface Ordered {
  readonly accountId: string;
  readonly basket: Basket;
  /** Waits for its payment already. */
  readonly first: OrderDocument | undefined;
  readonly progress: BenchOptions['progress'];
}

/** One order after another is paid, credited, refunded and closed, as long as the round lasts; the last one to its end. */
function creditAndRefund(worker: BenchWorker, { accountId, basket, first, progress }: Ordered): Trouble {
  const { orders, active } = worker;
  const bring = async (order: OrderDocument): Promise<void> => {
    const begun = performance.now();
    const isActive = active.of(order._id);
    await orders.pay(order);
    await isActive;
    const credited = performance.now();
    await orders.refund(order);
    const refunded = performance.now();
    await isClosed(worker, order);
    const services = await countRefunded(worker, order);
    if (services < basket.lines.length * SERVICES_OF_LINE) throw new Error(`only ${services} were credited`);
    const took = `credited in ${Math.round(credited - begun)} ms, refunded in ${Math.round(refunded - credited)} ms`;
    progress(`neighbour: ${services} services ${took}`);
  };
  return {
    accountId,
    goOn: async (forMs) => {
      const begun = performance.now();
      let waiting = first === undefined ? [] : [first];
      do {
        for (const order of waiting) await bring(order);
        if (performance.now() - begun >= forMs) return;
        waiting = await orders.addConfirmed([accountId], 1, basket);
      } while (waiting.length > 0);
    },
  };
}

/** Its workflow has seen that everything went back, and does nothing more beside the other side's turn. */
async function isClosed({ database }: BenchWorker, { _id }: OrderDocument): Promise<void> {
  const read = () => database.models.orders.findById(_id, { state: 1 }).orFail().lean();
  await eventually(read, ({ state }) => state === 'refunded');
}

/** A line that went back before it was credited has no services: then no crediting was measured. */
function countRefunded({ database }: BenchWorker, { _id: orderId }: OrderDocument): Promise<number> {
  return database.models.services.countDocuments({ orderId, state: 'refunded' });
}
