/** Paying an order through the API: how that can be done here, the order, and the attempts. */
import type { Schemas } from '@prepaid-fulfilment/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../api/api-context.tsx';
import type { PaymentBody } from './transfer-body.ts';

export type PayableOrder = Schemas['Order'];
type Payment = Schemas['Payment'];

/** Configuration changes with a restart of the API. */
const CURRENT_MS = 600_000;
/** A payment that is pending is decided within seconds. */
const SOON_MS = 3_000;

export function usePaymentMethods() {
  const api = useApi();
  return useQuery({
    queryKey: ['payment-methods'],
    queryFn: ({ signal }) => api.get('/v1/payment-methods', { signal }),
    staleTime: CURRENT_MS,
  });
}

export function usePayableOrder(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: ['payable', id],
    queryFn: ({ signal }): Promise<PayableOrder> => api.get('/v1/orders/{id}', { path: { id }, signal }),
    refetchInterval: ({ state: { data } }) => (data?.payment?.state === 'pending' ? SOON_MS : false),
  });
}

export function usePay(orderId: string, onDone: (payment: Payment) => void) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ body, idempotencyKey }: { readonly body: PaymentBody; readonly idempotencyKey: string }) =>
      api.post('/v1/orders/{id}/payments', { path: { id: orderId }, body, idempotencyKey }),
    onSuccess: onDone,
    // What is paid changes orders, balances, licences and deadlines.
    onSettled: () => queries.invalidateQueries(),
  });
}
