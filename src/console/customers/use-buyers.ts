/** The keys of a customer's buyers. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context.tsx';

/** Newest first, page by page. Keys of staff that are limited to the customer are not among them. */
export function useBuyers(accountId: string) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: ['buyers', accountId],
    queryFn: async ({ pageParam, signal }) => {
      const query = { accountId, ...(pageParam === null ? {} : { cursor: pageParam }) };
      const { items, nextCursor } = await api.get('/v1/keys', { query, signal });
      return { buyers: items.filter(({ roles }) => roles.includes('customer')), nextCursor };
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}
