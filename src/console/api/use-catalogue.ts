/** What is sold, from the API. */
import { useQuery } from '@tanstack/react-query';
import { useApi } from './api-context.tsx';

/** The catalogue changes with a release or a new price. */
const CURRENT_MS = 600_000;

/** Reads the catalogue unless it is not needed yet. */
export function useCatalogue(isNeeded = true) {
  const api = useApi();
  return useQuery({
    queryKey: ['catalogue'],
    queryFn: ({ signal }) => api.get('/v1/catalogue', { signal }),
    staleTime: CURRENT_MS,
    enabled: isNeeded,
  });
}
