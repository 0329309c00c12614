/** The parts of paying that need no browser: amounts and times as people type them, and what an order waits for. */
import fc from 'fast-check';
import type { Schemas } from '../../client/src/index.ts';
import { minorUnitsOf, typedMoney } from '../../src/console/format/money.ts';
import { formatLastDay, zoneName } from '../../src/console/format/instant.ts';
import { instantOf } from '../../src/console/format/wall-time.ts';
import { isWebAddress } from '../../src/console/payments/checkout-address.ts';
import {
  paymentOnItsWay,
  setAsideIn,
  whyNotPayable,
  type Payment,
} from '../../src/console/payments/payment-facts.ts';
import { transferBody } from '../../src/console/payments/transfer-body.ts';
import { beginsLater, outlookOf } from '../../src/console/purchase/outlook.ts';
import { API_ROUTES } from '../../src/contracts/routes.ts';

type Order = Schemas['Order'];

test('an amount as it is typed is the amount in minor units', () => {
  expect(minorUnitsOf('12000', 'USD')).toBe(1_200_000);
  expect(minorUnitsOf(' 12,000.5 ', 'USD')).toBe(1_200_050);
  expect(minorUnitsOf('1200', 'JPY')).toBe(1_200);
  expect(minorUnitsOf('0.001', 'KWD')).toBe(1);
  for (const [typed, currency] of [
    ['0.001', 'USD'],
    ['1.5', 'JPY'],
    ['0', 'USD'],
    ['-1', 'USD'],
    ['', 'USD'],
    ['1.2.3', 'USD'],
    ['1e3', 'USD'],
    ['99999999999999999', 'USD'],
  ] as const)
    expect([typed, minorUnitsOf(typed, currency)]).toEqual([typed, null]);
});

test('every amount is typed so that it is read as the same amount', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
      fc.constantFrom('USD', 'JPY', 'KWD'),
      (amountMinor, currency) => {
        expect(minorUnitsOf(typedMoney({ amountMinor, currency }), currency)).toBe(amountMinor);
      },
    ),
  );
});

test('a time on a clock is an instant, on both sides of a change of the clock', () => {
  expect(instantOf('2026-03-09T09:00', 'Asia/Shanghai')).toBe('2026-03-09T01:00:00.000Z');
  expect(instantOf('2026-03-09T09:00', 'UTC')).toBe('2026-03-09T09:00:00.000Z');
  expect(instantOf('2026-07-01T12:00', 'Europe/Berlin')).toBe('2026-07-01T10:00:00.000Z');
  expect(instantOf('2026-03-29T01:59', 'Europe/Berlin')).toBe('2026-03-29T00:59:00.000Z');
  expect(instantOf('2026-03-29T03:00', 'Europe/Berlin')).toBe('2026-03-29T01:00:00.000Z');
  expect(instantOf('2026-10-25T04:00', 'Europe/Berlin')).toBe('2026-10-25T03:00:00.000Z');
  expect(instantOf('', 'UTC')).toBeNull();
  expect(instantOf('soon', 'UTC')).toBeNull();
});

test('an exclusive end is shown as the last day, and a zone as it is today', () => {
  expect(formatLastDay('2027-03-09T16:00:00.000Z', 'Asia/Shanghai', 'en')).toBe('9 March 2027');
  expect(formatLastDay('soon', 'UTC', 'en')).toBe('soon');
  expect(zoneName('Asia/Singapore', 'en')).toBe('GMT+8');
});

describe('a transfer that is recorded', () => {
  const typed = {
    reference: ' SWIFT 881 ',
    amount: '1,200.00',
    receivedAt: '2026-03-09T09:00',
    note: 'Statement',
    fileId: null,
  };

  test('becomes a body that the API takes', () => {
    const body = transferBody(typed, 'USD', 'Asia/Shanghai');
    expect(body).toEqual({
      method: 'offline',
      reference: 'SWIFT 881',
      amount: { amountMinor: 120_000, currency: 'USD' },
      receivedAt: '2026-03-09T01:00:00.000Z',
      evidence: { note: 'Statement' },
    });
    expect(API_ROUTES.startPayment.body.safeParse(body).error).toBeUndefined();
    const withFile = transferBody({ ...typed, receivedAt: '', note: ' ', fileId: 'fil_1' }, 'USD', 'UTC');
    expect(withFile).toEqual({
      method: 'offline',
      reference: 'SWIFT 881',
      amount: { amountMinor: 120_000, currency: 'USD' },
      evidence: { document: { fileId: 'fil_1' } },
    });
  });

  test('names what is wrong', () => {
    expect(transferBody({ ...typed, amount: 'a lot' }, 'USD', 'UTC')).toBe('amountWrong');
    expect(transferBody({ ...typed, note: ' ' }, 'USD', 'UTC')).toBe('evidenceMissing');
  });
});

test('only addresses of pages are opened', () => {
  expect(isWebAddress('https://pay.example.com/s/1')).toBe(true);
  expect(isWebAddress('javascript:alert(1)')).toBe(false);
});

const paymentOf = (state: Payment['state'], reason?: Payment['reason'], id = `pay_${state}`): Payment => ({
  ...{
    id,
    orderId: 'ord_1',
    accountId: 'acc_1',
    accountName: 'Riverside Hospital',
    method: 'online',
    state,
    createdAt: '2026-03-09T01:00:00.000Z',
  },
  amount: { amountMinor: 19_999, currency: 'USD' },
  ...(reason === undefined ? {} : { reason }),
});

test('a payment is on its way until it is decided, whatever came after it, or the person accepted it', () => {
  const pending = paymentOf('pending');
  expect(paymentOnItsWay([paymentOf('declined'), pending])).toBe(pending);
  expect(paymentOnItsWay([paymentOf('captured'), paymentOf('mismatched')])).toBeUndefined();
  expect(paymentOnItsWay([pending], [pending.id])).toBeUndefined();
  const other = paymentOf('pending', undefined, 'pay_other');
  expect(paymentOnItsWay([other, pending], [pending.id])).toBe(other);
});

test('money that does not pay the order is told with its reason, also once it was returned', () => {
  const payments = [
    paymentOf('captured'),
    paymentOf('declined', 'refused_by_provider'),
    paymentOf('mismatched', 'amount_differs'),
    paymentOf('refunded', 'already_paid'),
    // Refunded by the policy of its lines: it paid the order.
    paymentOf('refunded', undefined, 'pay_bought'),
  ];
  expect(setAsideIn(payments).map(({ reason, isReturned }) => [reason, isReturned])).toEqual([
    ['amount_differs', false],
    ['already_paid', true],
  ]);
});

test('an order that cannot be paid says why', () => {
  const why = (state: Order['state'], fields: Partial<Order> = {}) =>
    whyNotPayable({
      state,
      payment: null,
      agreement: { required: false, satisfied: false },
      ...fields,
    });
  expect(why('active')).toBe('paid');
  expect(why('awaiting_payment', { payment: { state: 'captured' } as Order['payment'] })).toBe('paid');
  expect(why('awaiting_payment', { agreement: { required: true, satisfied: false } })).toBe(
    'awaiting_agreement',
  );
  expect(why('awaiting_payment')).toBe('role');
  expect(why('cancelled')).toBe('cancelled');
});

test('an order says what it waits for, by its state and its payments', () => {
  const payment = (state: 'pending' | 'declined' | 'captured') => ({
    ...{ state, paymentId: 'pay_1', capturedAt: null, method: 'online' as const },
  });
  const outlook = (
    state: 'awaiting_payment' | 'fulfilling' | 'active',
    paid: Parameters<typeof payment>[0] | null,
    { held = false, payments = [] as Payment[] } = {},
  ) => outlookOf({ state, held, payment: paid === null ? null : payment(paid) }, payments);
  expect(outlook('awaiting_payment', null)).toBe('awaiting_payment');
  expect(outlook('awaiting_payment', 'pending')).toBe('payment_pending');
  expect(outlook('awaiting_payment', 'declined')).toBe('payment_declined');
  expect(outlook('awaiting_payment', 'captured')).toBe('fulfilling');
  expect(outlook('awaiting_payment', 'captured', { held: true })).toBe('held');
  expect(outlook('fulfilling', 'captured', { held: true })).toBe('held');
  expect(outlook('active', 'captured')).toBe('active');
  const mismatched = paymentOf('mismatched', 'amount_differs');
  expect(outlook('awaiting_payment', null, { payments: [mismatched] })).toBe('payment_set_aside');
  // One that was declined after it is what the person wants to know about.
  const declined = [paymentOf('declined'), mismatched];
  expect(outlook('awaiting_payment', 'declined', { payments: declined })).toBe('payment_declined');
  expect(outlook('awaiting_payment', 'declined', { payments: [...declined, paymentOf('pending')] })).toBe(
    'payment_pending',
  );
});

test('a licence or term that is paid and queued begins later', () => {
  const credited = (state: string) => ({ licences: [{ state }], terms: [] });
  expect(beginsLater(credited('queued'))).toBe(true);
  expect(beginsLater(credited('active'))).toBe(false);
  expect(beginsLater(undefined)).toBe(false);
});
