/** The cache of what was read. The client of the API repeats calls by itself, so the cache does not. */
import { QueryClient } from '@tanstack/react-query';

/** How long what was read counts as current. Afterwards it is shown and read again. */
const CURRENT_MS = 10_000;

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: false, staleTime: CURRENT_MS, networkMode: 'always' },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
