/** Orders that are not yet fulfilled, newest first. */
import { Link } from 'wouter';
import { useProductLineName } from '../catalogue/product-lines.ts';
import { formatMoney } from '../format/money.ts';
import { OrderState } from '../orders/order-state.tsx';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { OVERVIEW_TEXTS } from './overview-texts.ts';
import type { Overview } from './status.ts';

export function OpenOrders({ overview: { orders } }: { readonly overview: Overview }) {
  const words = useTexts(OVERVIEW_TEXTS);
  const language = useLanguage();
  const nameOf = useProductLineName();
  if (orders.items.length === 0) return null;
  return (
    <section className="card" aria-labelledby="orders">
      <h2 id="orders">{words.orders}</h2>
      <ul className="rows">
        {orders.items.map((order) => (
          <li key={order.id}>
            <span>
              <Link href={`/orders/${encodeURIComponent(order.id)}`}>{order.reference ?? order.id}</Link>
              <br />
              <span className="quiet">
                {nameOf(order.productLine)} · {formatMoney(order.total, language)}
              </span>
            </span>
            <span>
              <OrderState order={order} />
            </span>
          </li>
        ))}
      </ul>
      {orders.more && <p className="quiet">{words.more}</p>}
    </section>
  );
}
