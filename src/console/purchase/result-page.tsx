/** Follows an order after it was placed, until it is active, or says what it waits for. */
import { isProblem } from '@prepaid-fulfilment/client';
import { useParams } from 'wouter';
import { FailureNotice } from '../api/failure-notice.tsx';
import { OrderState } from '../orders/order-state.tsx';
import { useOrder, type Order } from '../orders/use-order.ts';
import { PurchaseSteps } from '../payments/purchase-steps.tsx';
import { SetAsideNotes } from '../payments/set-aside-notes.tsx';
import { usePaymentsOf } from '../payments/use-payments.ts';
import { useTexts } from '../preferences/preferences-context.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { Page } from '../ui/page.tsx';
import '../ui/table.css';
import { buyAddress } from './addresses.ts';
import { NextStep } from './next-step.tsx';
import { beginsLater, outlookOf } from './outlook.ts';
import { ResultLines } from './result-lines.tsx';
import { RESULT_TEXTS } from './result-texts.ts';
import './result-page.css';
import { useCredited } from './use-credited.ts';

export default function ResultPage() {
  const words = useTexts(RESULT_TEXTS);
  const { id } = useParams<{ id: string }>();
  const { data, error, refetch } = useOrder(id, { awaitsPayment: true });
  return (
    <Page title={words.title}>
      {data === undefined && error === null && <p role="status">{words.loading}</p>}
      {data === undefined && isProblem(error, 'not_found') && <p>{words.notFound}</p>}
      {error !== null && !isProblem(error, 'not_found') && (
        <FailureNotice error={error} onRetry={() => void refetch()} />
      )}
      {data !== undefined && <Result order={data.order} />}
    </Page>
  );
}

function Result({ order }: { readonly order: Order }) {
  const words = useTexts(RESULT_TEXTS);
  const { data: payments = [] } = usePaymentsOf(order.id);
  const { data: credited } = useCredited(order);
  const outlook = outlookOf(order, payments);
  const isDone = order.state === 'active' || order.state === 'completed';
  const { title, text } =
    outlook === 'active' && beginsLater(credited) ? words.beginsLater : words.outlooks[outlook];
  return (
    <>
      <PurchaseSteps at={order.state.startsWith('awaiting_') ? 'pay' : 'result'} />
      <section className={`card result ${isDone ? 'good' : ''}`} aria-labelledby="result-outlook">
        <div role="status">
          <h2 id="result-outlook">{title}</h2>
          <p>{text}</p>
          {order.held && outlook !== 'held' && !isDone && <p>{words.onHold}</p>}
        </div>
        <SetAsideNotes payments={payments} total={order.total} />
        <p>
          {/* Beside an outlook of its own, the state would say something else. */}
          {outlook === order.state && <OrderState order={{ ...order, needsAttention: false }} />}{' '}
          <code>{order.id}</code>
        </p>
        <NextStep order={order} outlook={outlook} />
      </section>
      <ResultLines order={order} credited={credited} />
      <div className="choices">
        <LinkButton href={`/orders/${encodeURIComponent(order.id)}`}>{words.toOrder}</LinkButton>
        <LinkButton href={`/overview/${encodeURIComponent(order.accountId)}`}>{words.toAccount}</LinkButton>
        <LinkButton href="/orders">{words.toOrders}</LinkButton>
        <LinkButton href={buyAddress(order.accountId)}>{words.buyMore}</LinkButton>
      </div>
    </>
  );
}
