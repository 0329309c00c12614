/** Orders in rows. */
import type { Schemas } from '@prepaid-fulfilment/client';
import { Link } from 'wouter';
import { AccountTime } from '../accounts/account-time.tsx';
import { useProductLineName } from '../catalogue/product-lines.ts';
import { formatMoney } from '../format/money.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import '../ui/table.css';
import { OrderState } from './order-state.tsx';
import { ORDER_TEXTS } from './order-texts.ts';
import { ORDERS_TEXTS } from './orders-texts.ts';

type ListedOrder = Schemas['ListedOrder'];

export function OrdersTable({ orders }: { readonly orders: readonly ListedOrder[] }) {
  const words = useTexts(ORDER_TEXTS);
  const { title } = useTexts(ORDERS_TEXTS);
  return (
    <table className="table">
      <caption className="unseen">{title}</caption>
      <thead>
        <tr>
          <th scope="col">{words.order}</th>
          <th scope="col">{words.customer}</th>
          <th scope="col" className="wide-only">
            {words.productLine}
          </th>
          <th scope="col">{words.state}</th>
          <th scope="col" className="wide-only">
            {words.payment}
          </th>
          <th scope="col" className="number">
            {words.total}
          </th>
          <th scope="col" className="wide-only">
            {words.placed}
          </th>
        </tr>
      </thead>
      <tbody>
        {orders.map((order) => (
          <OrderRow key={order.id} order={order} />
        ))}
      </tbody>
    </table>
  );
}

function OrderRow({ order }: { readonly order: ListedOrder }) {
  const language = useLanguage();
  const nameOf = useProductLineName();
  const words = useTexts(ORDER_TEXTS);
  const { id, accountId, accountName, payment, placedAt, productLine, reference, total } = order;
  return (
    <tr>
      <th scope="row">
        <Link href={`/orders/${encodeURIComponent(id)}`}>{reference ?? <code>{id}</code>}</Link>
      </th>
      <td>{accountName}</td>
      <td className="wide-only">{nameOf(productLine)}</td>
      <td>
        <OrderState order={order} />
      </td>
      <td className="wide-only">{words.paymentStates[payment?.state ?? 'none']}</td>
      <td className="number">{formatMoney(total, language)}</td>
      <td className="wide-only">
        <AccountTime accountId={accountId} at={placedAt} />
      </td>
    </tr>
  );
}
