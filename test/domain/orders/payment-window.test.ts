import { DAY_MS, plusMs } from '../../../src/domain/instant.ts';
import { paymentWindowOf } from '../../../src/domain/orders/payment-window.ts';

const SINCE = '2026-01-10T09:00:00.000Z';

test.each([
  [7, 5],
  [5, 3],
  [4, 2],
  [3, null],
  [1, null],
])(
  'of a window of %i days the buyer is reminded after %p, in its second half or not at all',
  (days, remindedAfter) => {
    expect(paymentWindowOf(SINCE, days)).toEqual({
      dueAt: plusMs(SINCE, days * DAY_MS),
      remindAt: remindedAfter === null ? null : plusMs(SINCE, remindedAfter * DAY_MS),
    });
  },
);
