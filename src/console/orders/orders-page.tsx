/** The list of orders, filtered by the address. */
import { useSearch } from 'wouter';
import { FailureNotice } from '../api/failure-notice.tsx';
import { useTexts } from '../preferences/preferences-context.tsx';
import { Button } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { filtersIn } from './order-filters.ts';
import { OrderFiltersForm } from './order-filters-form.tsx';
import { ORDERS_TEXTS } from './orders-texts.ts';
import { OrdersTable } from './orders-table.tsx';
import { useOrders } from './use-orders.ts';

export default function OrdersPage() {
  const words = useTexts(ORDERS_TEXTS);
  const search = useSearch();
  const filters = filtersIn(new URLSearchParams(search));
  return (
    <Page title={words.title}>
      <OrderFiltersForm key={search} filters={filters} />
      <OrdersFound filters={filters} />
    </Page>
  );
}

function OrdersFound({ filters }: { readonly filters: ReturnType<typeof filtersIn> }) {
  const words = useTexts(ORDERS_TEXTS);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useOrders(filters);
  if (data === undefined) {
    if (error !== null) return <FailureNotice error={error} onRetry={() => void refetch()} />;
    return <p role="status">{words.loading}</p>;
  }
  const orders = data.pages.flatMap(({ items }) => items);
  if (orders.length === 0)
    return <p>{Object.keys(filters).length > 0 ? words.emptyFiltered : words.empty}</p>;
  return (
    <>
      <OrdersTable orders={orders} />
      {error !== null && <FailureNotice error={error} />}
      <p role="status">{words.shown(orders.length)}</p>
      {hasNextPage && (
        <p>
          <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {isFetchingNextPage ? words.loadingMore : words.more}
          </Button>
        </p>
      )}
    </>
  );
}
