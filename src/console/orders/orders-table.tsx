/** Orders in rows, with the columns that the person chose. Narrow screens show each order as a card of two lines. */
import type { Schemas } from '@prepaid-fulfilment/client';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { AccountTime } from '../accounts/account-time.tsx';
import { useProductLineName } from '../catalogue/product-lines.ts';
import { formatMoney } from '../format/money.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import '../ui/table.css';
import type { Column } from './columns.ts';
import { ORDER_PAGE_TEXTS } from './order-page-texts.ts';
import { OrderState } from './order-state.tsx';
import { ORDER_TEXTS } from './order-texts.ts';
import { ORDERS_TEXTS } from './orders-texts.ts';
import './orders-table.css';

type ListedOrder = Schemas['ListedOrder'];

interface OrdersTableProps {
  readonly orders: readonly ListedOrder[];
  readonly columns: readonly Column[];
}

export function OrdersTable({ orders, columns }: OrdersTableProps) {
  const { title, columnNames } = useTexts(ORDERS_TEXTS);
  return (
    <div className="table-scroll">
      <table className="table orders-table" role="table">
        <caption className="unseen">{title}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th key={column} scope="col" role="columnheader" className={classOf(column)}>
                {columnNames[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {orders.map((order) => (
            <OrderRow key={order.id} order={order} columns={columns} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What a narrow screen shows, and numbers at the end of their column. */
function classOf(column: Column): string {
  const isNarrow =
    column === 'order' ||
    column === 'customer' ||
    column === 'state' ||
    column === 'total' ||
    column === 'placed';
  return `${column}-cell${column === 'total' ? ' number' : ''}${isNarrow ? '' : ' wide-only'}`;
}

function OrderRow({ order, columns }: { readonly order: ListedOrder; readonly columns: readonly Column[] }) {
  const cells = useCells(order);
  return (
    <tr role="row">
      {columns.map((column) =>
        column === 'order' ? (
          <th key={column} scope="row" role="rowheader" className={classOf(column)}>
            {cells.order}
          </th>
        ) : (
          <td key={column} role="cell" className={classOf(column)}>
            {cells[column]}
          </td>
        ),
      )}
    </tr>
  );
}

function useCells(order: ListedOrder): Readonly<Record<Column, ReactNode>> {
  const language = useLanguage();
  const nameOf = useProductLineName();
  const words = useTexts(ORDER_TEXTS);
  const { channels } = useTexts(ORDER_PAGE_TEXTS);
  const { id, accountId, accountName, channel, deadlines, payment, placedAt, productLine, reference } = order;
  const [next] = [...deadlines].sort((a, b) => (a.at < b.at ? -1 : 1));
  return {
    order: <Link href={`/orders/${encodeURIComponent(id)}`}>{reference ?? <code>{id}</code>}</Link>,
    customer: accountName,
    productLine: nameOf(productLine),
    state: <OrderState order={order} />,
    payment: words.paymentStates[payment?.state ?? 'none'],
    total: formatMoney(order.total, language),
    placed: <AccountTime accountId={accountId} at={placedAt} />,
    deadline: next !== undefined && (
      <>
        {words.deadlines[next.kind]}
        <br />
        <AccountTime accountId={accountId} at={next.at} />
      </>
    ),
    salesTeam: order.salesTeam,
    channel: channels[channel],
  };
}
