/** Agreements from the API. */
import type { CallOptions, Schemas } from '@prepaid-fulfilment/client';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context.tsx';

export type Agreement = Schemas['Agreement'];

/** Where agreements are in the cache. */
const AGREEMENTS_KEY = ['agreements'] as const;

type Query = NonNullable<NonNullable<CallOptions<'get', '/v1/agreements'>[0]>['query']>;

/** Which agreements: of one customer or of all, with or without those of trial accounts. */
export type AgreementQuery = Pick<Query, 'accountId' | 'sandbox'>;

/** The agreements that match, newest first, page by page. */
export function useAgreements(query: AgreementQuery) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: [...AGREEMENTS_KEY, 'list', query],
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/agreements', {
        query: { ...query, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

export function useAgreement(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: [...AGREEMENTS_KEY, 'one', id],
    queryFn: ({ signal }) => api.get('/v1/agreements/{id}', { path: { id }, signal }),
  });
}
