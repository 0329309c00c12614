import fc from 'fast-check';
import { DAY_MS, plusMs } from '../../../src/domain/instant.ts';
import { forecast } from '../../../src/domain/ledger/forecast.ts';

const NOW = '2026-01-01T00:00:00.000Z';
const inDays = (days: number) => plusMs(NOW, days * DAY_MS);
const aDay = (units: number) => ({ units, overMs: DAY_MS });
const lot = (remaining: number, days: number) => ({ remaining, expiresAt: inDays(days) });

describe('the forecast of a pool', () => {
  test('draws the lots one after the other: 10 a day empty 100 and 200 in 30 days', () => {
    expect(forecast([lot(100, 60), lot(200, 90)], aDay(10), NOW)).toEqual({
      exhaustsAt: inDays(30),
      unitsAtRisk: 0,
    });
  });

  test('counts what a lot has left at its end as at risk, and draws on from the next', () => {
    expect(forecast([lot(100, 4), lot(200, 90)], aDay(10), NOW)).toEqual({
      exhaustsAt: inDays(24),
      unitsAtRisk: 60,
    });
  });

  test('says nothing runs out where the last lot ends with units left', () => {
    expect(forecast([lot(10, 2), lot(200, 10)], aDay(10), NOW)).toEqual({
      exhaustsAt: null,
      unitsAtRisk: 110,
    });
  });

  test('of a pool without usage puts everything at risk', () => {
    expect(forecast([lot(10, 2), lot(200, 10)], { units: 0, overMs: 30 * DAY_MS }, NOW)).toEqual({
      exhaustsAt: null,
      unitsAtRisk: 210,
    });
  });

  test('of an empty pool is nothing', () => {
    expect(forecast([], aDay(10), NOW)).toEqual({ exhaustsAt: null, unitsAtRisk: 0 });
  });

  test('is what drawing unit by unit comes to', () => {
    const lots = fc
      .array(fc.record({ remaining: fc.integer({ min: 1, max: 30 }), days: fc.integer({ min: 0, max: 30 }) }))
      .map((list) => list.sort((a, b) => a.days - b.days));
    fc.assert(
      fc.property(lots, fc.nat({ max: 8 }), (list, perDay) => {
        // Unit by unit: the n-th is drawn as soon as n units are due, from the lot that ends first.
        const units = list.flatMap(({ remaining, days }) => Array<number>(remaining).fill(days));
        let drawn = 0;
        let isLastDrawn = false;
        for (const days of units) {
          isLastDrawn = drawn + 1 <= perDay * days;
          drawn += isLastDrawn ? 1 : 0;
        }
        expect(
          forecast(
            list.map(({ remaining, days }) => lot(remaining, days)),
            aDay(perDay),
            NOW,
          ),
        ).toEqual({
          exhaustsAt: isLastDrawn ? plusMs(NOW, Math.ceil((drawn * DAY_MS) / perDay)) : null,
          unitsAtRisk: units.length - drawn,
        });
      }),
    );
  });
});
