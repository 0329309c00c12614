/** Pays an order: online, or by bank transfer with what to write on it. Operators record transfers here. */
import { isProblem } from '@prepaid-fulfilment/client';
import { useState } from 'react';
import { Link, useParams } from 'wouter';
import { AccountTime } from '../accounts/account-time.tsx';
import { FailureNotice } from '../api/failure-notice.tsx';
import { formatMoney } from '../format/money.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { useHasRole } from '../session/use-has-role.ts';
import { LinkButton } from '../ui/link-button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import '../ui/table.css';
import { BankTransfer } from './bank-transfer.tsx';
import { OnlinePayment } from './online-payment.tsx';
import { paymentOnItsWay, whyNotPayable } from './payment-facts.ts';
import './payments.css';
import { PAYMENTS_TEXTS } from './payments-texts.ts';
import { BesideNotice, PendingNotice } from './pending-notice.tsx';
import { PurchaseSteps } from './purchase-steps.tsx';
import { RecordTransfer } from './record-transfer.tsx';
import { SetAsideNotes } from './set-aside-notes.tsx';
import { usePayable, usePaymentMethods, type Payable, type PayableOrder } from './use-payments.ts';

export default function PayPage() {
  const words = useTexts(PAYMENTS_TEXTS);
  const { id } = useParams<{ id: string }>();
  const { data, error, refetch } = usePayable(id);
  return (
    <Page title={words.title(data?.order.reference ?? id)}>
      <PurchaseSteps at="pay" />
      {data === undefined && error === null && <p role="status">{words.loading}</p>}
      {data === undefined && isProblem(error, 'not_found') && <p>{words.notFound}</p>}
      {error !== null && !isProblem(error, 'not_found') && (
        <FailureNotice error={error} onRetry={() => void refetch()} />
      )}
      {data !== undefined && <Pay {...data} />}
    </Page>
  );
}

function Pay({ order, payments }: Payable) {
  const words = useTexts(PAYMENTS_TEXTS);
  const isOperator = useHasRole('operator');
  const { data: methods, error, refetch } = usePaymentMethods();
  const [accepted, setAccepted] = useState<readonly string[]>([]);
  const address = `/orders/${encodeURIComponent(order.id)}`;
  if (!order.actions.includes('pay')) return <NotPayableNow order={order} payments={payments} />;
  const pending = paymentOnItsWay(payments, accepted);
  const beside = accepted.filter((id) => payments.some((one) => one.id === id && one.state === 'pending'));
  return (
    <>
      <Summary order={order} />
      <SetAsideNotes payments={payments} total={order.total} />
      {order.held && (
        <Notice look="caution" title={words.held.title}>
          <p>{words.held.text}</p>
        </Notice>
      )}
      {payments[0]?.state === 'declined' && (
        <Notice look="caution" title={words.declined.title}>
          <p>{words.declined.text}</p>
        </Notice>
      )}
      {pending !== undefined && (
        <PendingNotice
          payment={pending}
          onAgain={() => setAccepted(payments.filter(({ state }) => state === 'pending').map(({ id }) => id))}
        />
      )}
      {pending === undefined && beside.length > 0 && <BesideNotice />}
      {methods === undefined && error === null && <p role="status">{words.loading}</p>}
      {error !== null && <FailureNotice error={error} onRetry={() => void refetch()} />}
      {methods !== undefined && (
        <div className="payment-ways">
          {pending === undefined && (
            <>
              <OnlinePayment order={order} online={methods.online} accepted={beside} />
              <BankTransfer order={order} accounts={methods.bankAccounts} />
            </>
          )}
          {isOperator && <RecordTransfer order={order} />}
        </div>
      )}
      <p>
        <Link href={address}>{words.toOrder}</Link>
      </p>
    </>
  );
}

function NotPayableNow({ order, payments }: Payable) {
  const words = useTexts(PAYMENTS_TEXTS);
  const { title, text } = words.notNow[whyNotPayable(order)];
  return (
    <>
      <SetAsideNotes payments={payments} total={order.total} />
      <Notice look="caution" title={title}>
        <p>{text}</p>
        <LinkButton href={`/orders/${encodeURIComponent(order.id)}/result`} look="primary">
          {words.toResult}
        </LinkButton>
      </Notice>
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
