/** Orders that must not be paid twice or too far ahead (AMB-29, AMB-51). */
import type { OrderDocument } from '../../../src/storage/collections/orders.ts';
import {
  addOrganization,
  openAccount,
  orderOf,
  payOffline,
  readOrder,
  signAgreement,
} from '../../support/order-fixtures.ts';
import { START, eventOf, paymentSteps } from '../../support/payment-steps.ts';
import { applyCommand } from '../../support/order-steps.ts';
import { useHeldFixture } from '../../support/use-fixture.ts';

const { fixture } = useHeldFixture(START);
const { charge, receive, paymentsOf } = paymentSteps(fixture);

const BASIC = 'AIMIS-CN-SW-BASIC';

/** Two confirmed orders of one organization, each for the same basic software. */
async function twoOrdersOfBasic(): Promise<[OrderDocument, OrderDocument]> {
  const account = await openAccount(fixture, { agreement: false });
  await signAgreement(fixture, account, { productLines: ['aimis-cn'] });
  const { _id: organizationId } = await addOrganization(fixture, account);
  const lines = [{ sku: BASIC, quantity: 1, organizationId }];
  const [first, second] = [await orderOf(fixture, account, lines), await orderOf(fixture, account, lines)];
  return [await applyCommand(fixture, first, 'confirm'), await applyCommand(fixture, second, 'confirm')];
}

describe('a perpetual licence (AMB-51)', () => {
  it('of two orders captured concurrently is bought once; the other payment is excess', async () => {
    const [first, second] = await twoOrdersOfBasic();
    const events = [eventOf(await charge(first), first), eventOf(await charge(second), second)];
    const outcomes = await Promise.all(events.map(receive));
    expect(outcomes.sort()).toEqual(['captured', 'excess']);
    const payments = [...(await paymentsOf(first)), ...(await paymentsOf(second))];
    expect(payments.map(({ reason }) => reason)).toContain('already_licensed');
  });

  it('that another order has paid for cannot be paid again, also before it is credited', async () => {
    const [first, second] = await twoOrdersOfBasic();
    await payOffline(fixture, first);
    await expect(charge(second)).rejects.toMatchObject({
      code: 'order_invalid',
      details: { errors: [{ path: 'lines[0].sku', code: 'already_licensed', rule: 'AMB-51' }] },
    });
    expect(await payOffline(fixture, second)).toMatchObject({ state: 'excess', reason: 'already_licensed' });
    expect(await readOrder(fixture, second)).toMatchObject({ state: 'awaiting_payment', payment: null });
  });
});

describe('cover that is paid ahead (AMB-29)', () => {
  /** Two confirmed orders for one thing, each of 60 years: together they reach too far. */
  async function twoOrdersOfSixtyYears(): Promise<[OrderDocument, OrderDocument]> {
    const account = await openAccount(fixture, { agreement: false });
    const { _id: organizationId } = await addOrganization(fixture, account);
    const term = { count: 30, unit: 'year' } as const;
    const line = { sku: 'IPC-SW-PREVISIT', quantity: 1, organizationId, term };
    const place = () => orderOf(fixture, account, [line, { ...line }]);
    const [first, second] = [await place(), await place()];
    return [await applyCommand(fixture, first, 'confirm'), await applyCommand(fixture, second, 'confirm')];
  }

  it('by two orders captured concurrently reaches a hundred years; the other payment is excess', async () => {
    const [first, second] = await twoOrdersOfSixtyYears();
    const events = [eventOf(await charge(first), first), eventOf(await charge(second), second)];
    const outcomes = await Promise.all(events.map(receive));
    expect(outcomes.sort()).toEqual(['captured', 'excess']);
    const payments = [...(await paymentsOf(first)), ...(await paymentsOf(second))];
    expect(payments.map(({ reason }) => reason)).toContain('paid_too_far_ahead');
  });

  it('counts what another order has paid for before it is credited', async () => {
    const [first, second] = await twoOrdersOfSixtyYears();
    await payOffline(fixture, first);
    await expect(charge(second)).rejects.toMatchObject({
      code: 'order_invalid',
      details: { errors: [{ path: 'lines[1].term.count', code: 'above_maximum', rule: 'AMB-29' }] },
    });
    expect(await payOffline(fixture, second)).toMatchObject({
      state: 'excess',
      reason: 'paid_too_far_ahead',
    });
  });
});
