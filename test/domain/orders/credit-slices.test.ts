import fc from 'fast-check';
import {
  MOST_SERVICES,
  MOST_SERVICES_BESIDE_LEDGER,
  nextSlice,
  pauseAfterSliceMs,
  type LineToCredit,
} from '../../../src/domain/orders/credit-slices.ts';

/** The most that a line can be. */
const MOST_UNITS = 100;

const lines = fc.array(
  fc.oneof(
    fc.record({ services: fc.integer({ min: 1, max: MOST_UNITS }), needsLedger: fc.constant(false) }),
    fc.record({ services: fc.constant(0), needsLedger: fc.constant(true) }),
  ),
  { minLength: 1, maxLength: 50 },
);

/** All slices of an order, in order. */
function slicesOf(order: readonly LineToCredit[]): LineToCredit[][] {
  const slices: LineToCredit[][] = [];
  let left = [...order];
  while (left.length > 0) {
    const ids = new Set(nextSlice(left));
    slices.push(left.filter(({ id }) => ids.has(id)));
    left = left.filter(({ id }) => !ids.has(id));
    if (slices.length > order.length) throw new Error('a slice was empty');
  }
  return slices;
}

test('every line is credited in one slice; none is larger than its limit, and the ledger is held in the last alone', () => {
  fc.assert(
    fc.property(lines, (some) => {
      const order = some.map((line, index) => ({ id: `line ${index}`, ...line }));
      const slices = slicesOf(order);
      expect(slices.flat().sort(byId)).toEqual([...order].sort(byId));
      for (const [index, slice] of slices.entries()) {
        const services = slice.reduce((sum, line) => sum + line.services, 0);
        const holdsLedger = slice.some(({ needsLedger }) => needsLedger);
        expect(services).toBeLessThanOrEqual(holdsLedger ? MOST_SERVICES_BESIDE_LEDGER : MOST_SERVICES);
        if (holdsLedger) expect(index).toBe(slices.length - 1);
      }
    }),
  );
});

test('five thousand services are ten slices; a few are credited with what books in the ledger', () => {
  const line = (id: number, services: number) => ({
    id: `line ${id}`,
    services,
    needsLedger: services === 0,
  });
  const large = Array.from({ length: 50 }, (_, id) => line(id, 100));
  expect(slicesOf(large).map((slice) => slice.length)).toEqual(Array(10).fill(5));
  expect(slicesOf([line(0, 100), line(1, 0)])).toHaveLength(1);
  expect(slicesOf([line(0, 100), line(1, 1), line(2, 0)])).toHaveLength(2);
});

function byId(a: { id: string }, b: { id: string }): number {
  return a.id.localeCompare(b.id);
}

test('after a slice others have the servers for four times as long, and never for more than two seconds', () => {
  expect(pauseAfterSliceMs(100)).toBe(400);
  expect(pauseAfterSliceMs(60_000)).toBe(2_000);
});
