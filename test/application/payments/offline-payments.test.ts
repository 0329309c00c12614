/** Offline payments (rules §8.4). */
import { DAY_MS, HOUR_MS, plusMs } from '../../../src/domain/instant.ts';
import { payOffline, readOrder, auditTrailOf } from '../../support/order-fixtures.ts';
import { deadlinesOf, orderAfter, recordOf, applyCommand } from '../../support/order-steps.ts';
import { START, PAY_UNTIL, eventOf, paymentSteps } from '../../support/payment-steps.ts';
import { useHeldFixture } from '../../support/use-fixture.ts';

const { fixture, clock } = useHeldFixture(START);
const { tasksOf, confirmed, charge, receive, paymentsOf } = paymentSteps(fixture);

describe('an offline payment', () => {
  it('takes effect from the instant it was received', async () => {
    const order = await confirmed();
    clock.stand = plusMs(START, 3 * DAY_MS);
    const receivedAt = plusMs(START, DAY_MS);
    expect(await payOffline(fixture, order, { receivedAt })).toMatchObject({
      state: 'captured',
      method: 'offline',
    });
    expect((await readOrder(fixture, order)).payment).toMatchObject({
      capturedAt: receivedAt,
      method: 'offline',
    });
  });

  it.each([
    ['before the order was confirmed', -1],
    ['in the future', DAY_MS + 1],
  ])('cannot be received %s', async (_, offsetMs) => {
    const order = await confirmed();
    clock.stand = plusMs(START, DAY_MS);
    const before = await recordOf(fixture, order);
    await expect(payOffline(fixture, order, { receivedAt: plusMs(START, offsetMs) })).rejects.toMatchObject({
      key: 'payment_time_invalid',
    });
    expect(await recordOf(fixture, order)).toEqual(before);
  });

  it('cannot pay an order that is not confirmed', async () => {
    const order = await orderAfter(fixture, 'place');
    await expect(payOffline(fixture, order)).rejects.toMatchObject({ code: 'illegal_transition' });
  });

  it('of a wrong amount stays unallocated', async () => {
    const order = await confirmed();
    expect(await payOffline(fixture, order, { amountMinor: order.total.amountMinor - 1 })).toMatchObject({
      state: 'mismatched',
    });
    expect(await tasksOf(order)).toMatchObject([{ kind: 'payment.mismatched' }]);
  });

  it('received in time and recorded later revives an expired order, with only the breach as a deadline', async () => {
    const order = await confirmed();
    clock.stand = plusMs(PAY_UNTIL, 5 * HOUR_MS);
    await applyCommand(fixture, order, 'expire_payment');
    const receivedAt = plusMs(PAY_UNTIL, -DAY_MS);
    expect(await payOffline(fixture, order, { receivedAt })).toMatchObject({ state: 'captured' });
    expect(await applyCommand(fixture, order, 'start_fulfilment')).toMatchObject({
      state: 'fulfilling',
      closedAt: null,
    });
    expect(await deadlinesOf(fixture, order)).toMatchObject([{ kind: 'crediting.breach', at: PAY_UNTIL }]);
    expect((await auditTrailOf(fixture, order)).at(-1)).toMatchObject({ type: 'order.paid', at: receivedAt });
  });

  it('received after the payment window does not revive the order', async () => {
    const order = await confirmed();
    clock.stand = plusMs(PAY_UNTIL, HOUR_MS);
    await applyCommand(fixture, order, 'expire_payment');
    expect(await payOffline(fixture, order, { receivedAt: PAY_UNTIL })).toMatchObject({ state: 'late' });
    expect(await readOrder(fixture, order)).toMatchObject({ state: 'payment_expired', payment: null });
  });

  it('and a concurrent capture: one pays, the other is excess', async () => {
    const order = await confirmed();
    const event = eventOf(await charge(order), order);
    await Promise.all([receive(event), payOffline(fixture, order)]);
    expect((await paymentsOf(order)).map(({ state }) => state).sort()).toEqual(['captured', 'excess']);
    expect(await tasksOf(order)).toMatchObject([{ kind: 'payment.excess' }]);
  });

  it('and a concurrent cancellation: the order is paid or cancelled, never both', async () => {
    const order = await confirmed();
    await Promise.allSettled([payOffline(fixture, order), applyCommand(fixture, order, 'cancel')]);
    const { state, payment } = await readOrder(fixture, order);
    expect((state === 'cancelled') === (payment === null)).toBe(true);
  });
});
