/** The latest advance of the clock of a trial account. */
import { isProblem, type Schemas } from '@prepaid-fulfilment/client';
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context.tsx';

const SOON_MS = 1_000;

/** Null if the clock was never advanced. Read again every second while it moves. */
export function useClockAdvance(accountId: string, isSent: boolean) {
  const api = useApi();
  return useQuery({
    queryKey: ['clock-advance', accountId],
    queryFn: async ({ signal }): Promise<Schemas['ClockAdvance'] | null> => {
      try {
        return await api.get('/v1/accounts/{id}/clock/advance', { path: { id: accountId }, signal });
      } catch (error) {
        if (isProblem(error, 'not_found')) return null;
        throw error;
      }
    },
    refetchInterval: ({ state: { data } }) => (isSent || data?.state === 'running' ? SOON_MS : false),
  });
}
