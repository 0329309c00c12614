/** One order: what was sold, where it stands, what falls due, what can be done, and what happened. */
import { isProblem } from '@prepaid-fulfilment/client';
import { Link, useParams } from 'wouter';
import { FailureNotice } from '../api/failure-notice.tsx';
import { useTexts } from '../preferences/preferences-context.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import '../ui/table.css';
import { AgreementNeeded } from './agreement-needed.tsx';
import { OrderActions } from './order-actions.tsx';
import { OrderLines } from './order-lines.tsx';
import { ORDER_PAGE_TEXTS } from './order-page-texts.ts';
import { OrderPayments } from './order-payments.tsx';
import { OrderProgress } from './order-progress.tsx';
import { OrderSummary } from './order-summary.tsx';
import { OrderTimeline } from './order-timeline.tsx';
import { useOrder } from './use-order.ts';

export default function OrderPage() {
  const words = useTexts(ORDER_PAGE_TEXTS);
  const { id } = useParams<{ id: string }>();
  const { data, error, refetch } = useOrder(id);
  return (
    <Page
      title={words.title(data?.order.reference ?? id)}
      above={<Link href="/orders">{words.back}</Link>}
      actions={data !== undefined && <OrderActions order={data.order} />}
    >
      {data === undefined && error === null && <p role="status">{words.loading}</p>}
      {data === undefined && isProblem(error, 'not_found') && <p>{words.notFound}</p>}
      {error !== null && !isProblem(error, 'not_found') && (
        <FailureNotice error={error} onRetry={() => void refetch()} />
      )}
      {data !== undefined && (
        <>
          <OrderProgress order={data.order} />
          <AgreementNeeded order={data.order} />
          <OrderSummary read={data} />
          {data.order.warnings.length > 0 && (
            <Notice look="caution" title={words.warnings}>
              <ul>
                {data.order.warnings.map(({ path, code, message }) => (
                  <li key={`${path} ${code}`}>{message}</li>
                ))}
              </ul>
            </Notice>
          )}
          <OrderLines order={data.order} />
          <OrderPayments order={data.order} />
          <OrderTimeline order={data.order} />
        </>
      )}
    </Page>
  );
}
