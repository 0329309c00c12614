/** Orders from the API. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context.tsx';
import { queryOf, searchOf, type OrderFilters } from './order-filters.ts';

/** Where orders are in the cache. */
export const ORDERS_KEY = ['orders'] as const;

/** A list that is left open shows what others did. */
const AGAIN_MS = 30_000;

/** The orders that match, newest first, page by page. */
export function useOrders(filters: OrderFilters) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: [...ORDERS_KEY, searchOf(filters)],
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/orders', {
        query: { ...queryOf(filters), ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchOnMount: 'always',
    // Further pages were read by a person, who works through them.
    refetchInterval: ({ state: { data } }) =>
      data !== undefined && data.pages.length > 1 ? false : AGAIN_MS,
  });
}
