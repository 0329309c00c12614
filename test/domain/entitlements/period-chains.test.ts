import fc from 'fast-check';
import { DAY_MS, HOUR_MS, plusMs, type Instant } from '../../../src/domain/instant.ts';
import {
  periodBefore,
  type ChainedPeriod,
  type Purchase,
} from '../../../src/domain/entitlements/period-chains.ts';
import { periodAfter } from '../../../src/domain/entitlements/period.ts';

const START: Instant = '2025-01-10T04:00:00.000Z';
const ZONE = 'Asia/Shanghai';

/** The periods of one thing, as purchases of it add them. */
class Cover {
  readonly periods: ChainedPeriod[] = [];

  buy(
    capturedAt: Instant,
    options: Partial<Omit<Purchase, 'capturedAt'>> & { orderId?: string; months?: number } = {},
  ): ChainedPeriod {
    const {
      start = 'queue',
      renews = null,
      months = 1,
      orderId = `order ${this.periods.length + 1}`,
    } = options;
    const previous = periodBefore(this.periods, { capturedAt, start, renews });
    const period = periodAfter(previous, {
      capturedAt,
      term: { count: months, unit: 'month' },
      timeZone: ZONE,
      lateDays: 0,
      graceHours: 24,
    });
    const chainId = period.from === previous?.until ? previous.chainId : orderId;
    const bought = { ...period, orderId, chainId };
    this.periods.push(bought);
    return bought;
  }
}

/** The end of a period that begins a chain at its capture. */
function endOfWhole(capturedAt: Instant, months = 1): Instant {
  return new Cover().buy(capturedAt, { months }).until;
}

describe('a purchase', () => {
  it('of something new follows nothing', () => {
    expect(periodBefore([], { capturedAt: START, start: 'queue', renews: null })).toBeNull();
  });

  it('queues behind the last period, whatever chain that is of', () => {
    const cover = new Cover();
    cover.buy(START);
    const longer = cover.buy(START, { start: 'now', months: 3 });
    expect(cover.buy(START)).toMatchObject({ from: longer.until, chainId: longer.chainId });
  });

  it('that starts now runs beside the others while they last', () => {
    const cover = new Cover();
    const first = cover.buy(START);
    const at = plusMs(first.until, -1);
    expect(cover.buy(at, { start: 'now' })).toMatchObject({
      from: at,
      until: endOfWhole(at),
      chainId: 'order 2',
    });
  });

  it.each([
    ['at the end of cover continues there', 0, 0],
    ['within the grace continues at the end of cover', 24 * HOUR_MS - 1, 0],
    ['after the grace gives it back', 24 * HOUR_MS, 24 * HOUR_MS],
  ])('%s, also where it asks to start now', (_what, laterMs, returnedMs) => {
    for (const start of ['queue', 'now'] as const) {
      const cover = new Cover();
      const first = cover.buy(START);
      const at = plusMs(first.until, laterMs);
      const next = cover.buy(at, { start });
      if (returnedMs === 0) expect(next).toMatchObject({ from: first.until, chainId: first.chainId });
      else expect(next).toMatchObject({ from: at, until: plusMs(endOfWhole(at), -returnedMs) });
    }
  });
});

describe('a renewal', () => {
  it('queues behind the chain it renews while that lasts, also where another one ends later', () => {
    const cover = new Cover();
    const renewed = cover.buy(START);
    cover.buy(START, { start: 'now', months: 6 });
    const next = cover.buy(plusMs(renewed.until, -1), { renews: renewed.orderId });
    expect(next).toMatchObject({ from: renewed.until, chainId: renewed.chainId });
    expect(cover.buy(START, { renews: renewed.orderId })).toMatchObject({ from: next.until });
  });

  it.each([
    ['at its end', 0],
    ['within a day of its end', DAY_MS - 1],
    ['weeks after its end', 20 * DAY_MS],
  ])('of a chain that has ended, %s, queues whole behind the cover that goes on', (_when, laterMs) => {
    const cover = new Cover();
    const renewed = cover.buy(START);
    const other = cover.buy(START, { start: 'now', months: 6 });
    expect(cover.buy(plusMs(renewed.until, laterMs), { renews: renewed.orderId })).toMatchObject({
      from: other.until,
      until: endOfWhole(START, 7),
      chainId: other.chainId,
    });
  });

  it('after the end of all cover follows that end, whichever chain it renews', () => {
    for (const laterMs of [0, DAY_MS - 1, DAY_MS, 20 * DAY_MS]) {
      const [renewing, buying] = [new Cover(), new Cover()].map((cover) => {
        const first = cover.buy(START, { months: 1 });
        const other = cover.buy(START, { start: 'now', months: 2 });
        return { cover, first, at: plusMs(other.until, laterMs) };
      });
      const { from, until, chain } = renewing!.cover.buy(renewing!.at, { renews: renewing!.first.orderId });
      expect(buying!.cover.buy(buying!.at)).toMatchObject({ from, until, chain });
    }
  });

  it('of an order with several chains continues each of them', () => {
    const cover = new Cover();
    const orderId = 'both';
    const chains = [cover.buy(START, { orderId }), cover.buy(START, { orderId, start: 'now', months: 2 })];
    // Two periods of one order begin chains of different names where each has an id of its own.
    cover.periods.splice(0, 2, { ...chains[0]!, chainId: 'first' }, { ...chains[1]!, chainId: 'second' });
    const renewals = [1, 2].map(() => cover.buy(START, { renews: orderId, orderId: 'renewal', months: 2 }));
    expect(renewals.map(({ from, chainId }) => [from, chainId])).toEqual([
      [chains[0]!.until, 'first'],
      [chains[1]!.until, 'second'],
    ]);
  });
});

test('grace is given back at most once for each end of cover, and never where cover went on', () => {
  const purchase = fc.record({
    afterMs: fc.integer({ min: 0, max: 60 * DAY_MS }),
    start: fc.constantFrom('queue' as const, 'now' as const),
    months: fc.integer({ min: 1, max: 3 }),
    renewsNth: fc.option(fc.nat(9)),
  });
  fc.assert(
    fc.property(fc.array(purchase, { minLength: 1, maxLength: 10 }), (purchases) => {
      const cover = new Cover();
      let at: Instant = START;
      for (const { afterMs, start, months, renewsNth } of purchases) {
        at = plusMs(at, afterMs);
        const ends = cover.periods.map(({ until }) => until).sort();
        const lastEnd = ends.at(-1);
        const renews = renewsNth === null ? null : (cover.periods[renewsNth]?.orderId ?? null);
        const { from, until, chain } = cover.buy(at, { start, months, renews });
        const isLate = lastEnd !== undefined && plusMs(lastEnd, DAY_MS) <= at;
        if (isLate) expect([from, until]).toEqual([at, plusMs(endOfWhole(at, months), -DAY_MS)]);
        // Everything else is whole: it follows the end of a chain, or begins one of its own.
        else if (from === at && !ends.includes(from)) expect(until).toBe(endOfWhole(at, months));
        else expect(ends).toContain(from);
        expect([0, -1]).toContain(chain.movedDays);
      }
    }),
  );
});
