/** The cache of what was read. The client of the API repeats calls by itself, so the cache does not. */
import { isProblem } from '@prepaid-fulfilment/client';
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';

/** How long what was read counts as current. Afterwards it is shown and read again. */
const CURRENT_MS = 10_000;

/** Where the session is in the cache; null if there is none. */
export const SESSION_KEY = ['session'] as const;

/** A cache that forgets the session once a call is refused because it has ended. */
export function createQueryClient(): QueryClient {
  const onError = (error: Error) => {
    if (isProblem(error, 'unauthenticated')) queries.setQueryData(SESSION_KEY, null);
  };
  const queries: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { retry: false, staleTime: CURRENT_MS, networkMode: 'always' },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
  return queries;
}

/** Replaces the session, and forgets everything that was read in the one before. */
export function changeSession(queries: QueryClient, session: unknown): void {
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION_KEY[0] });
  queries.setQueryData(SESSION_KEY, session);
}
