/** What years of other customers' records cost: the same work on a database with them and on one without. */
import { ROUTES } from '../../src/contracts/routes.ts';
import { growDatabase, type GrownSizes } from '../support/grown-database.ts';
import type { BenchServers } from './bench-servers.ts';
import { listAddresses } from './growth-lists.ts';
import { CALLERS, GrowthSide } from './growth-side.ts';
import { inParallel } from '../../src/infra/in-parallel.ts';
import { callAgain, takeTurns, verdictOf, type Measurement, type Target } from './measurement.ts';
import type { BenchOptions } from './options.ts';

const YEARS: GrownSizes = {
  accounts: 10_000,
  orders: 100_000,
  audit: 1_000_000,
  deadlines: 500_000,
  notices: 100_000,
  others: 20_000,
};
/** Sizes of a smoke test. */
const A_MOMENT: GrownSizes = {
  accounts: 20,
  orders: 100,
  audit: 200,
  deadlines: 200,
  notices: 100,
  others: 50,
};

const ORDERS = 40;
const REFUNDS = 5;
const SERVICES = 100;
/** There are many lists, so each gets a part of a turn. */
const LISTS_IN_A_TURN = 4;

const targetOf = (name: string, title: string): Target => ({
  name: `growth-${name}`,
  title: `${title}, ${CALLERS} callers, beside years of other customers' records, against without`,
  unit: '1/s',
  sides: { ours: 'with their records', bare: 'without' },
  bound: { at: 'least', value: 0.8 },
});

/** One turn of a side. Returns the rate. */
type Figure = (side: GrowthSide, forMs: number) => Promise<number>;

const FIGURES: readonly (readonly [Target, Figure])[] = [
  [
    targetOf('confirm', 'Orders confirmed'),
    async (side) => {
      const orders = await side.placed(ORDERS);
      return perSecond(orders, (order) => side.confirm(order));
    },
  ],
  [
    targetOf('active', 'Orders paid and made active'),
    async (side) => {
      const orders = await side.confirmed(ORDERS);
      return perSecond(orders, (order) => side.makeActive(order));
    },
  ],
  [
    targetOf('start', 'Services started'),
    async (side) => {
      const orders = await side.boughtServices(ORDERS, 1);
      const services = orders.flatMap(({ lines }) => lines.flatMap(({ entitlements }) => entitlements));
      return perSecond(services, ({ id }) => side.post(`/v1/services/${id}/start`, {}));
    },
  ],
  [
    targetOf('refund', `Orders of ${SERVICES} services refunded as a whole`),
    async (side) => {
      const orders = await side.boughtServices(REFUNDS, SERVICES);
      return perSecond(orders, ({ id, lines }) => {
        const wanted = lines.map((line) => ({ lineId: line.id, quantity: SERVICES }));
        return side.post(`/v1/orders/${id}/refunds`, { lines: wanted, reason: 'Not needed' });
      });
    },
  ],
  [
    targetOf('timeline', 'Timelines of an order read'),
    (side, forMs) => reads(side, ROUTES.getOrderTimeline.path.replace('{id}', side.order.id), forMs),
  ],
];
const LISTS = targetOf('lists', 'Pages read of the list that loses most');

const GROWTH = 'growth';
export const GROWTH_NAMES = [
  GROWTH,
  ...[...FIGURES.map(([target]) => target), LISTS].map(({ name }) => name),
];

export async function measureGrowth(
  servers: BenchServers,
  { rounds, roundMs, smoke, wants, progress }: BenchOptions,
): Promise<Measurement[]> {
  const isWanted = ({ name }: Target): boolean => wants(GROWTH) || wants(name);
  const wanted = FIGURES.filter(([target]) => isWanted(target));
  if (wanted.length === 0 && !isWanted(LISTS)) return [];
  const bare = await GrowthSide.open(servers, 'bench_growth_new', ORDERS);
  const ours = await GrowthSide.open(servers, 'bench_growth_old', ORDERS);
  const results: Measurement[] = [];
  try {
    const sizes = smoke ? A_MOMENT : YEARS;
    await growDatabase(ours.database, sizes, (line) => progress(`growth: ${line} of others`));
    const measure = async (name: string, target: Target, figure: Figure, forMs: number) => {
      for (const side of [bare, ours]) await figure(side, forMs);
      const sides = { ours: () => figure(ours, forMs), bare: () => figure(bare, forMs) };
      const measured = { ...target, ...(await takeTurns(rounds, sides)) };
      progress(`growth: ${name} ${verdictOf(measured).value.toFixed(2)}`);
      return measured;
    };
    for (const [target, figure] of wanted) results.push(await measure(target.name, target, figure, roundMs));
    if (isWanted(LISTS)) {
      const lists: Measurement[] = [];
      for (const name of listAddresses(ours.order).keys()) {
        const read: Figure = (side, forMs) => reads(side, listAddresses(side.order).get(name) ?? '', forMs);
        const target = { ...LISTS, title: `${LISTS.title} (${name})` };
        lists.push(await measure(name, target, read, roundMs / LISTS_IN_A_TURN));
      }
      const worstFirst = lists.toSorted((one, other) => verdictOf(one).value - verdictOf(other).value);
      results.push(...worstFirst.slice(0, 1));
    }
  } finally {
    for (const side of [ours, bare]) await side.close();
  }
  return results;
}

async function perSecond<T>(things: readonly T[], work: (thing: T) => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await inParallel(things, CALLERS, work);
  return (things.length * 1_000) / (performance.now() - begun);
}

async function reads(side: GrowthSide, target: string, forMs: number): Promise<number> {
  return (await callAgain(CALLERS, forMs, () => side.get(target))).perSecond;
}
