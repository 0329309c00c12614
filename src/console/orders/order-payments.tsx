/** Attempts to pay an order and what was refunded, newest first. */
import type { Schemas } from '@prepaid-fulfilment/client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { AccountTime } from '../accounts/account-time.tsx';
import { useApi } from '../api/api-context.tsx';
import { FailureNotice } from '../api/failure-notice.tsx';
import { formatMoney } from '../format/money.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { useSession } from '../session/session-context.tsx';
import { Badge, type BadgeLook } from '../ui/badge.tsx';
import { TableHead } from '../ui/table-head.tsx';
import { ORDER_MONEY_TEXTS } from './order-money-texts.ts';
import { UnallocatedActions } from './unallocated-actions.tsx';
import { orderKey, revisionOf, type Order } from './use-order.ts';

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

/** Money that paid for nothing, which an operator returns or applies to another order. */
const UNALLOCATED: readonly Payment['state'][] = ['excess', 'mismatched', 'late'];

export function OrderPayments({ order }: { readonly order: Order }) {
  const words = useTexts(ORDER_MONEY_TEXTS);
  const { roles } = useSession();
  const decides = roles.includes('operator');
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
            <PaymentRow key={payment.id} payment={payment} decides={decides} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Read again whenever the order has changed. */
function useMoneyOf(order: Order) {
  const api = useApi();
  const { id } = order;
  return useQuery({
    queryKey: [...orderKey(id), 'money', revisionOf(order)],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const [payments, refunds] = await Promise.all([
        api.get('/v1/payments', { query: { orderId: id }, signal }),
        api.get('/v1/orders/{id}/refunds', { path: { id }, signal }),
      ]);
      return { payments: payments.items, refunds: refunds.items };
    },
  });
}

interface PaymentRowProps {
  readonly payment: Payment;
  /** Whether the person decides what becomes of unallocated money. */
  readonly decides: boolean;
}

function PaymentRow({ payment, decides }: PaymentRowProps) {
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
        {decides && UNALLOCATED.includes(state) && <UnallocatedActions payment={payment} />}
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
