/** The facts of an order: state, customer, money, agreement, payment, and the next deadline as a countdown. */
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { AccountTime } from '../accounts/account-time.tsx';
import { useProductLineName } from '../catalogue/product-lines.ts';
import { formatMoney } from '../format/money.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { useSession } from '../session/session-context.tsx';
import { OrderDeadlines } from './order-deadlines.tsx';
import { ORDER_PAGE_TEXTS } from './order-page-texts.ts';
import { OrderState } from './order-state.tsx';
import { ORDER_TEXTS } from './order-texts.ts';
import type { Order, ReadOrder } from './use-order.ts';

export function OrderSummary({ read }: { readonly read: ReadOrder }) {
  const { order } = read;
  const words = useTexts(ORDER_PAGE_TEXTS);
  const names = useTexts(ORDER_TEXTS);
  const language = useLanguage();
  const nameOf = useProductLineName();
  const { roles } = useSession();
  const sells = roles.some((role) => role === 'sales' || role === 'operator');
  const { accountId, accountName, channel, placedAt, reference, renews, renewedBy, workflow } = order;
  return (
    <section className="card" aria-labelledby="order-summary">
      <h2 id="order-summary">{words.summary}</h2>
      <dl className="facts">
        <Fact name={names.state}>
          <OrderState order={order} />
        </Fact>
        <Fact name={names.customer}>
          <Customer id={accountId} name={accountName} />
        </Fact>
        <Fact name={names.productLine}>{nameOf(order.productLine)}</Fact>
        <Fact name={names.total}>
          <strong>{formatMoney(order.total, language)}</strong>
        </Fact>
        <Fact name={names.payment}>
          <Payment order={order} />
        </Fact>
        <Fact name={words.agreement}>
          <Agreement order={order} linked={sells} />
        </Fact>
        <Fact name={names.placed}>
          <AccountTime accountId={accountId} at={placedAt} withZone />
        </Fact>
        <Fact name={words.channel}>{words.channels[channel]}</Fact>
        {reference !== undefined && <Fact name={names.reference}>{reference}</Fact>}
        <Fact name={words.id}>
          <code>{order.id}</code>
        </Fact>
        {renews !== undefined && (
          <Fact name={words.renews}>
            <OrderLink id={renews} />
          </Fact>
        )}
        {renewedBy !== undefined && (
          <Fact name={words.renewedBy}>
            <OrderLink id={renewedBy} />
          </Fact>
        )}
        {workflow !== undefined && roles.includes('operator') && (
          <Fact name={words.workflow}>
            <a href={workflow.url} target="_blank" rel="noreferrer">
              <code>{workflow.workflowId}</code>
            </a>
          </Fact>
        )}
      </dl>
      <OrderDeadlines read={read} />
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function OrderLink({ id }: { readonly id: string }) {
  return (
    <Link href={`/orders/${encodeURIComponent(id)}`}>
      <code>{id}</code>
    </Link>
  );
}

function Payment({ order: { accountId, payment } }: { readonly order: Order }) {
  const words = useTexts(ORDER_PAGE_TEXTS);
  const { paymentStates } = useTexts(ORDER_TEXTS);
  if (payment === null) return paymentStates.none;
  return (
    <>
      {paymentStates[payment.state]}
      {payment.capturedAt !== null && (
        <>
          {' · '}
          {words.paid(words.methods[payment.method])} ·{' '}
          <AccountTime accountId={accountId} at={payment.capturedAt} />
        </>
      )}
    </>
  );
}

/** Leads those who manage customers to the customer, and customers to what they have. */
function Customer({ id, name }: { readonly id: string; readonly name: string | undefined }) {
  const { roles } = useSession();
  const account = encodeURIComponent(id);
  if (roles.some((role) => role === 'sales' || role === 'operator'))
    return <Link href={`/customers/${account}`}>{name}</Link>;
  return roles.includes('customer') ? <Link href={`/overview/${account}`}>{name}</Link> : name;
}

interface AgreementProps {
  readonly order: Order;
  /** Whether the person has pages of agreements. */
  readonly linked: boolean;
}

function Agreement({ order: { agreement }, linked }: AgreementProps) {
  const { agreementStates } = useTexts(ORDER_PAGE_TEXTS);
  const { required, satisfied, agreementId } = agreement;
  const text = agreementStates[!required ? 'notRequired' : satisfied ? 'present' : 'missing'];
  return linked && agreementId !== undefined ? (
    <Link href={`/agreements/${encodeURIComponent(agreementId)}`}>{text}</Link>
  ) : (
    text
  );
}
