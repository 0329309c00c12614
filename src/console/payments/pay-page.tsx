/** Pays an order: online, or by bank transfer with what to write on it. Operators record transfers here. */
import { isProblem } from '@prepaid-fulfilment/client';
import { Link, useParams } from 'wouter';
import { AccountTime } from '../accounts/account-time.tsx';
import { FailureNotice } from '../api/failure-notice.tsx';
import { formatMoney } from '../format/money.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { useSession } from '../session/session-context.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import '../ui/table.css';
import { BankTransfer } from './bank-transfer.tsx';
import { OnlinePayment } from './online-payment.tsx';
import './payments.css';
import { PAYMENTS_TEXTS } from './payments-texts.ts';
import { PurchaseSteps } from './purchase-steps.tsx';
import { RecordTransfer } from './record-transfer.tsx';
import { usePayableOrder, usePaymentMethods, type PayableOrder } from './use-payments.ts';

export default function PayPage() {
  const words = useTexts(PAYMENTS_TEXTS);
  const { id } = useParams<{ id: string }>();
  const { data: order, error, refetch } = usePayableOrder(id);
  return (
    <Page title={words.title(order?.reference ?? id)}>
      <PurchaseSteps at="pay" />
      {order === undefined && error === null && <p role="status">{words.loading}</p>}
      {order === undefined && isProblem(error, 'not_found') && <p>{words.notFound}</p>}
      {error !== null && !isProblem(error, 'not_found') && (
        <FailureNotice error={error} onRetry={() => void refetch()} />
      )}
      {order !== undefined && <Pay order={order} />}
    </Page>
  );
}

function Pay({ order }: { readonly order: PayableOrder }) {
  const words = useTexts(PAYMENTS_TEXTS);
  const { roles } = useSession();
  const { data: methods, error, refetch } = usePaymentMethods();
  const address = `/orders/${encodeURIComponent(order.id)}`;
  if (!order.actions.includes('pay'))
    return (
      <Notice look="caution" title={words.notNow.title}>
        <p>{words.notNow.text}</p>
        <LinkButton href={`${address}/result`} look="primary">
          {words.toResult}
        </LinkButton>
      </Notice>
    );
  return (
    <>
      <Summary order={order} />
      {order.payment?.state === 'declined' && (
        <Notice look="caution" title={words.declined.title}>
          <p>{words.declined.text}</p>
        </Notice>
      )}
      {order.payment?.state === 'pending' && (
        <Notice look="caution" title={words.pending.title}>
          <p>{words.pending.text}</p>
          <Link href={`${address}/result`}>{words.toResult}</Link>
        </Notice>
      )}
      {methods === undefined && error === null && <p role="status">{words.loading}</p>}
      {error !== null && <FailureNotice error={error} onRetry={() => void refetch()} />}
      {methods !== undefined && (
        <div className="payment-ways">
          <OnlinePayment order={order} online={methods.online} />
          <BankTransfer order={order} accounts={methods.bankAccounts} />
          {roles.includes('operator') && <RecordTransfer order={order} />}
        </div>
      )}
      <p>
        <Link href={address}>{words.toOrder}</Link>
      </p>
    </>
  );
}

function Summary({ order }: { readonly order: PayableOrder }) {
  const words = useTexts(PAYMENTS_TEXTS);
  const language = useLanguage();
  const due = order.deadlines.find(({ kind }) => kind === 'payment.due');
  return (
    <section className="card" aria-labelledby="payment-summary">
      <h2 id="payment-summary">{words.summary}</h2>
      <ul className="payment-lines">
        {order.lines.map(({ id, name, amount }) => (
          <li key={id}>
            <span>{name[language]}</span> <span className="number">{formatMoney(amount, language)}</span>
          </li>
        ))}
        <li className="payment-total">
          <span>{words.total}</span> <strong className="number">{formatMoney(order.total, language)}</strong>
        </li>
      </ul>
      <dl className="facts">
        <div>
          <dt>{words.customer}</dt>
          <dd>{order.accountName}</dd>
        </div>
        {due !== undefined && (
          <div>
            <dt>{words.due}</dt>
            <dd>
              <AccountTime accountId={order.accountId} at={due.at} />
            </dd>
          </div>
        )}
        <div>
          <dt>{words.orderId}</dt>
          <dd>
            <code>{order.id}</code>
          </dd>
        </div>
      </dl>
    </section>
  );
}
