/** Services from the API, with the time at which they were read. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { TimeAsRead } from '../accounts/remaining.tsx';
import { useApi } from '../api/api-context.tsx';
import { useSession } from '../session/session-context.tsx';
import type { Service } from './next-step.ts';
import { queryOf, searchOf, type ServiceFilters } from './service-filters.ts';

/** Where services are in the cache. */
export const SERVICES_KEY = ['services'] as const;

/** Others work on the same queue. */
const AGAIN_MS = 30_000;

/** As many as the API gives at once: what is due is sorted by the page. */
const MOST = 200;

export function useServices(filters: ServiceFilters) {
  const api = useApi();
  const { keyId } = useSession();
  return useInfiniteQuery({
    queryKey: [...SERVICES_KEY, 'list', searchOf(filters), keyId],
    queryFn: async ({ pageParam, signal }) => {
      const query = {
        ...queryOf(filters, keyId, Date.now()),
        ...(filters.tab === 'due' ? { limit: MOST } : {}),
        ...(pageParam === null ? {} : { cursor: pageParam }),
      };
      const { body, headers } = await api.send('get', '/v1/services', { query, signal });
      return { ...body, read: timeIn(headers) };
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: AGAIN_MS,
  });
}

export interface ReadService {
  readonly service: Service;
  readonly read: TimeAsRead;
}

export function useService(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: [...SERVICES_KEY, 'one', id],
    queryFn: async ({ signal }): Promise<ReadService> => {
      const { body, headers } = await api.send('get', '/v1/services/{id}', { path: { id }, signal });
      return { service: body, read: timeIn(headers) };
    },
    refetchInterval: AGAIN_MS,
  });
}

/** The time of the account, or of the server for a list over accounts. */
function timeIn(headers: Headers): TimeAsRead {
  return {
    accountNow: headers.get('x-server-now') ?? new Date().toISOString(),
    readAtMs: performance.now(),
  };
}
