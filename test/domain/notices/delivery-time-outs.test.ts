/** What an advance of a sandbox's clock waits for a platform that does not answer (D-27). */
import { oneMoreTimeOut, reasonNotToSend } from '../../../src/domain/notices/delivery-time-outs.ts';

const advance = (lostMs = 0, advanceId = 'adv_1') => ({ advanceId, lostMs });

test('a delivery is sent until it has timed out twice in one advance, and again in the next one', () => {
  const once = oneMoreTimeOut(null, 'adv_1');
  const twice = oneMoreTimeOut(once, 'adv_1');
  expect([null, once].map((timeOuts) => reasonNotToSend(timeOuts, advance()))).toEqual([null, null]);
  expect(reasonNotToSend(twice, advance())).toMatch(/^not sent: .*has not answered it twice$/);
  expect(reasonNotToSend(twice, advance(0, 'adv_2'))).toBeNull();
  expect(oneMoreTimeOut(twice, 'adv_2')).toEqual({ advanceId: 'adv_2', count: 1 });
});

test('whatever the number of deliveries, an advance loses a minute on a platform and no more', () => {
  expect(reasonNotToSend(null, advance(59_999))).toBeNull();
  expect(reasonNotToSend(null, advance(60_000))).toMatch(/^not sent: .*in vain for too long$/);
});
