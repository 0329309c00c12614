import type { Instant } from '../../../src/domain/instant.ts';
import { unusedDaysOf } from '../../../src/domain/refunds/unused-days.ts';

const ZONE = 'Asia/Shanghai';
/** Bought on 7 March at 17:07, usable through 7 April: 32 days. */
const PERIOD = { from: '2025-03-07T09:07:00.000Z', until: '2025-04-07T16:00:00.000Z' } as const;

test.each<[string, Instant, number]>([
  ['on the day it was bought, which has begun', '2025-03-07T09:07:00.000Z', 31],
  ['in the last millisecond of that day', '2025-03-07T15:59:59.999Z', 31],
  ['as the second day begins', '2025-03-07T16:00:00.000Z', 30],
  ['before it begins: all of it', '2025-03-07T09:06:59.999Z', 32],
  ['on its last day: none', '2025-04-07T15:59:59.999Z', 0],
  ['after its end: none', '2025-05-01T00:00:00.000Z', 0],
])("a period's unused days are counted in the account's zone: %s", (_when, at, unused) => {
  expect(unusedDaysOf(PERIOD, at, ZONE)).toEqual({ unused, all: 32 });
});

test('a period that queues behind another begins with its whole first day', () => {
  const queued = { from: '2025-04-07T16:00:00.000Z', until: '2025-05-07T16:00:00.000Z' } as const;
  expect(unusedDaysOf(queued, '2025-04-07T15:59:59.999Z', ZONE)).toEqual({ unused: 30, all: 30 });
  expect(unusedDaysOf(queued, '2025-04-07T16:00:00.000Z', ZONE)).toEqual({ unused: 29, all: 30 });
});
