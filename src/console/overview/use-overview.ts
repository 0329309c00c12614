/** What an account has and owes, read together so that no part contradicts another for long. */
import type { Client } from '@prepaid-fulfilment/client';
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context.tsx';
import type { ReadOverview } from './status.ts';

const CURRENT_MS = 30_000;
/** Most accounts or organizations to choose between. */
const MOST_CHOICES = 200;

export interface OverviewPlace {
  readonly accountId: string;
  /** The organization of the address. */
  readonly organizationId: string | undefined;
  /** That organization, or the only one of the account: features are those of an organization. */
  readonly featuresOf: string | undefined;
}

export function useOverview(place: OverviewPlace, enabled: boolean) {
  const api = useApi();
  const { accountId, organizationId, featuresOf } = place;
  return useQuery({
    queryKey: ['overview', accountId, organizationId ?? null, featuresOf ?? null],
    queryFn: ({ signal }) => readOverview(api, place, signal),
    refetchInterval: CURRENT_MS,
    enabled,
  });
}

async function readOverview(
  api: Client,
  { accountId, organizationId, featuresOf }: OverviewPlace,
  signal: AbortSignal,
): Promise<ReadOverview> {
  const of = { path: { id: accountId }, signal };
  const organization = { organizationId: featuresOf };
  const [overview, { pools }, { items: capabilities }, open, suspended, licences] = await Promise.all([
    api.get('/v1/accounts/{id}/overview', { ...of, query: { organizationId } }),
    api.get('/v1/accounts/{id}/balances', of),
    api.get('/v1/accounts/{id}/capabilities', { ...of, query: organization }),
    api.get('/v1/accounts/{id}/episodes', { ...of, query: { state: 'open' } }),
    api.get('/v1/accounts/{id}/episodes', { ...of, query: { state: 'suspended' } }),
    api.get('/v1/accounts/{id}/licences', { ...of, query: organization }),
  ]);
  const episodes = [...open.items, ...suspended.items];
  return { overview, pools, capabilities, episodes, licences };
}

/** The accounts that the person may see, newest first. */
export function useAccounts() {
  const api = useApi();
  return useQuery({
    queryKey: ['accounts', 'choices'],
    queryFn: ({ signal }) => api.get('/v1/accounts', { query: { limit: MOST_CHOICES }, signal }),
    staleTime: CURRENT_MS,
  });
}

export function useOrganizations(accountId: string) {
  const api = useApi();
  return useQuery({
    queryKey: ['organizations', accountId, 'choices'],
    queryFn: ({ signal }) =>
      api.get('/v1/accounts/{id}/organizations', {
        path: { id: accountId },
        query: { limit: MOST_CHOICES },
        signal,
      }),
    staleTime: CURRENT_MS,
  });
}
