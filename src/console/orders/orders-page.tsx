/** The list of orders, filtered by the address. */
import type { ReactNode } from 'react';
import { Link, useSearch } from 'wouter';
import { FailureNotice } from '../api/failure-notice.tsx';
import { usePreferences, useTexts } from '../preferences/preferences-context.tsx';
import { useStored } from '../preferences/use-stored.ts';
import { useSession } from '../session/session-context.tsx';
import { LoadMore } from '../ui/load-more.tsx';
import { Page } from '../ui/page.tsx';
import { ColumnChoice } from './column-choice.tsx';
import { columnsIn, type Column } from './columns.ts';
import { csvAddress, csvZone } from './csv-address.ts';
import { filtersIn, type OrderFilters } from './order-filters.ts';
import { OrderFiltersForm } from './order-filters-form.tsx';
import { ORDERS_TEXTS } from './orders-texts.ts';
import { OrdersTable } from './orders-table.tsx';
import { StateTabs } from './state-tabs.tsx';
import { useOrders } from './use-orders.ts';
import { ViewsBar } from './views-bar.tsx';

export default function OrdersPage() {
  const words = useTexts(ORDERS_TEXTS);
  const search = useSearch();
  const { roles } = useSession();
  const { zone } = usePreferences();
  const filters = filtersIn(new URLSearchParams(search));
  const [columns, chooseColumns] = useStored('orders.columns', columnsIn);
  const buys = roles.some((role) => role === 'sales' || role === 'operator' || role === 'customer');
  return (
    <Page
      title={words.title}
      actions={
        buys && (
          <Link href="/buy" className="button primary">
            {words.buy}
          </Link>
        )
      }
    >
      <ViewsBar search={search} />
      <StateTabs filters={filters} />
      <OrderFiltersForm key={search} filters={filters} />
      <OrdersFound
        filters={filters}
        columns={columns}
        tools={
          <>
            <a href={csvAddress(filters, columns, csvZone(zone))} download="orders.csv">
              {words.csv}
            </a>
            <ColumnChoice chosen={columns} onChoose={chooseColumns} />
          </>
        }
      />
    </Page>
  );
}

interface OrdersFoundProps {
  readonly filters: OrderFilters;
  readonly columns: readonly Column[];
  readonly tools: ReactNode;
}

function OrdersFound({ filters, columns, tools }: OrdersFoundProps) {
  const words = useTexts(ORDERS_TEXTS);
  const list = useOrders(filters);
  const { data, error, refetch } = list;
  if (data === undefined) {
    if (error !== null) return <FailureNotice error={error} onRetry={() => void refetch()} />;
    return <p role="status">{words.loading}</p>;
  }
  const orders = data.pages.flatMap(({ items }) => items);
  if (orders.length === 0)
    return <p>{Object.keys(filters).length > 0 ? words.emptyFiltered : words.empty}</p>;
  return (
    <>
      <div className="list-tools">
        <p role="status">{words.shown(orders.length)}</p>
        <div className="tools">{tools}</div>
      </div>
      <OrdersTable orders={orders} columns={columns} />
      {error !== null && <FailureNotice error={error} />}
      <LoadMore list={list} />
    </>
  );
}
