/** The payment that an order shows, also while it is being captured. */
import { paymentOf } from '../../../src/http/views/orders.ts';
import type { PaymentDocument } from '../../../src/storage/collections/payments.ts';

const attempt = (id: string, state: PaymentDocument['state'], capturedAt: string | null = null) =>
  ({ _id: id, state, capturedAt, method: 'online' }) as unknown as PaymentDocument;
const AT = '2026-03-07T16:00:00.000Z';

test('before an order is paid it shows the newest attempt', () => {
  expect(paymentOf({ payment: null }, [])).toBeNull();
  const declined = attempt('pay_1', 'declined');
  expect(paymentOf({ payment: null }, [declined])).toMatchObject({ paymentId: 'pay_1', state: 'declined' });
  expect(paymentOf({ payment: null }, [declined, attempt('pay_2', 'pending')])).toMatchObject({
    paymentId: 'pay_2',
    state: 'pending',
  });
});

test('a payment that was captured after the order was read is not missing', () => {
  expect(
    paymentOf({ payment: null }, [attempt('pay_1', 'captured', AT), attempt('pay_2', 'excess', AT)]),
  ).toEqual({
    paymentId: 'pay_1',
    state: 'captured',
    capturedAt: AT,
    method: 'online',
  });
});
