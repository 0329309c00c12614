/** Agreements from the API. */
import type { Schemas } from '@prepaid-fulfilment/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../api/api-context.tsx';
import type { AgreementBody } from './agreement-body.ts';

export type Agreement = Schemas['Agreement'];

/** Where agreements are in the cache. */
const AGREEMENTS_KEY = ['agreements'] as const;

export function useAgreement(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: [...AGREEMENTS_KEY, 'one', id],
    queryFn: ({ signal }) => api.get('/v1/agreements/{id}', { path: { id }, signal }),
  });
}

/** Records an agreement. Orders that wait for it continue by themselves, so they are read again too. */
export function useRecordAgreement(onDone: (agreement: Agreement) => void) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (given: { readonly body: AgreementBody; readonly idempotencyKey: string }) =>
      api.post('/v1/agreements', given),
    onSuccess: async (agreement) => {
      await queries.invalidateQueries();
      onDone(agreement);
    },
  });
}
