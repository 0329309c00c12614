/** Customers and what belongs to them, from the API. */
import type { Schemas } from '@prepaid-fulfilment/client';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context.tsx';
import { customersAddress, type CustomerFilters } from './customer-filters.ts';

export type Customer = Schemas['Account'];
export type Organization = Schemas['Organization'];
export type Consortium = Schemas['Consortium'];

/** The customers that match, newest first, page by page. */
export function useCustomers(filters: CustomerFilters) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: ['customers', customersAddress(filters)],
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/accounts', {
        query: { ...filters, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

/** The organizations of a customer, newest first, page by page. */
export function useOrganizations(accountId: string) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: ['organizations', accountId],
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/accounts/{id}/organizations', {
        path: { id: accountId },
        query: pageParam === null ? {} : { cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

/** All consortia of a customer, newest first. There are few. */
export function useConsortia(accountId: string) {
  const api = useApi();
  return useQuery({
    queryKey: ['consortia', accountId],
    queryFn: async ({ signal }) => {
      const found: Consortium[] = [];
      const list = api.items('/v1/accounts/{id}/consortia', { path: { id: accountId }, signal });
      for await (const consortium of list) found.push(consortium);
      return found;
    },
  });
}
