/** Attempts to pay an order and what was refunded, newest first. */
import type { Schemas } from '@prepaid-fulfilment/client';
import { useQuery } from '@tanstack/react-query';
import { AccountTime } from '../accounts/account-time.tsx';
import { useApi } from '../api/api-context.tsx';
import { FailureNotice } from '../api/failure-notice.tsx';
import { formatMoney } from '../format/money.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { Badge, type BadgeLook } from '../ui/badge.tsx';
import { TableHead } from '../ui/table-head.tsx';
import { ORDER_MONEY_TEXTS } from './order-money-texts.ts';
import { orderKey, type Order } from './use-order.ts';

type Payment = Schemas['Payment'];
type Refund = Schemas['Refund'];

const PAYMENT_LOOKS: Readonly<Record<Payment['state'], BadgeLook>> = {
  pending: 'accent',
  captured: 'good',
  declined: 'danger',
  excess: 'caution',
  mismatched: 'caution',
  late: 'caution',
  refunded: 'quiet',
};

export function OrderPayments({ order }: { readonly order: Order }) {
  const words = useTexts(ORDER_MONEY_TEXTS);
  const { data, error, refetch } = useMoneyOf(order);
  if (error !== null) return <FailureNotice error={error} onRetry={() => void refetch()} />;
  if (data === undefined || data.payments.length + data.refunds.length === 0) return null;
  return (
    <section aria-labelledby="order-payments">
      <h2 id="order-payments">{words.title}</h2>
      <table className="table" aria-labelledby="order-payments">
        <TableHead
          columns={[
            words.what,
            words.state,
            { name: words.amount, look: 'number' },
            { name: words.when, look: 'wide-only' },
          ]}
        />
        <tbody>
          {data.refunds.map((refund) => (
            <RefundRow key={refund.id} refund={refund} />
          ))}
          {data.payments.map((payment) => (
            <PaymentRow key={payment.id} payment={payment} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Read again whenever the order is. */
function useMoneyOf({ id }: Order) {
  const api = useApi();
  return useQuery({
    queryKey: [...orderKey(id), 'money'],
    queryFn: async ({ signal }) => {
      const [payments, refunds] = await Promise.all([
        api.get('/v1/payments', { query: { orderId: id }, signal }),
        api.get('/v1/orders/{id}/refunds', { path: { id }, signal }),
      ]);
      return { payments: payments.items, refunds: refunds.items };
    },
  });
}

function PaymentRow({ payment }: { readonly payment: Payment }) {
  const words = useTexts(ORDER_MONEY_TEXTS);
  const language = useLanguage();
  const { accountId, amount, capturedAt, createdAt, method, provider, reason, state } = payment;
  return (
    <tr>
      <th scope="row">
        {words.methods[method]}
        <br />
        <span className="quiet">{payment.reference ?? payment.providerReference ?? provider}</span>
      </th>
      <td>
        <Badge look={PAYMENT_LOOKS[state]}>{words.paymentStates[state]}</Badge>
        {reason !== undefined && (
          <>
            <br />
            <span className="quiet">{words.reasons[reason]}</span>
          </>
        )}
      </td>
      <td className="number">{formatMoney(amount, language)}</td>
      <td className="wide-only">
        <AccountTime accountId={accountId} at={capturedAt ?? createdAt} />
      </td>
    </tr>
  );
}

function RefundRow({ refund }: { readonly refund: Refund }) {
  const words = useTexts(ORDER_MONEY_TEXTS);
  const language = useLanguage();
  const { accountId, amount, createdAt, paidAt, reason, state } = refund;
  return (
    <tr>
      <th scope="row">
        {words.refund}
        <br />
        <span className="quiet">{reason}</span>
      </th>
      <td>
        <Badge look={state === 'paid' ? 'good' : 'accent'}>{words.refundStates[state]}</Badge>
      </td>
      <td className="number">−{formatMoney(amount, language)}</td>
      <td className="wide-only">
        <AccountTime accountId={accountId} at={paidAt ?? createdAt} />
      </td>
    </tr>
  );
}
