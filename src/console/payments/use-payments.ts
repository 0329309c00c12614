/** Paying an order through the API: how that can be done here, the order, and the attempts. */
import type { Client, Schemas } from '@prepaid-fulfilment/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../api/api-context.tsx';
import { paymentOnItsWay, type Payment } from './payment-facts.ts';
import type { PaymentBody } from './transfer-body.ts';

export type PayableOrder = Schemas['Order'];

export interface Payable {
  readonly order: PayableOrder;
  /** Newest first. */
  readonly payments: readonly Payment[];
}

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

const payableKey = (id: string) => ['payable', id] as const;

/** Nothing that was read before is shown: it may have been paid since, here or in another tab. */
export function usePayable(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: payableKey(id),
    queryFn: ({ signal }) => readPayable(api, id, signal),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: 'always',
    refetchInterval: ({ state: { data } }) =>
      data !== undefined && paymentOnItsWay(data.payments) !== undefined ? SOON_MS : false,
  });
}

async function readPayable(api: Client, id: string, signal?: AbortSignal): Promise<Payable> {
  const [order, payments] = await Promise.all([
    api.get('/v1/orders/{id}', { path: { id }, signal }),
    readPayments(api, id, signal),
  ]);
  return { order, payments };
}

/** The payments of an order while people look at what becomes of them, newest first. */
export function usePaymentsOf(orderId: string) {
  const api = useApi();
  return useQuery({
    queryKey: ['payments-of', orderId],
    queryFn: ({ signal }) => readPayments(api, orderId, signal),
    refetchInterval: SOON_MS,
  });
}

async function readPayments(api: Client, orderId: string, signal?: AbortSignal): Promise<readonly Payment[]> {
  const { items } = await api.get('/v1/payments', { query: { orderId, limit: 200 }, signal });
  return items;
}

interface Intent {
  readonly body: PaymentBody;
  readonly idempotencyKey: string;
}

/** Records money that was received. */
export function useRecordPayment(orderId: string, onDone: () => void) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ body, idempotencyKey }: Intent) =>
      api.post('/v1/orders/{id}/payments', { path: { id: orderId }, body, idempotencyKey }),
    onSuccess: onDone,
    // What is paid changes orders, balances, licences and deadlines.
    onSettled: () => queries.invalidateQueries(),
  });
}

/**
 * Charges the buyer, unless the order as it is now cannot be paid or has a payment on its way that the person did not
 * accept: then nothing is charged, and the page shows what it found.
 */
export function usePay(orderId: string, accepted: readonly string[], onDone: (payment: Payment) => void) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ body, idempotencyKey }: Intent): Promise<Payment | null> => {
      const current = await readPayable(api, orderId);
      queries.setQueryData(payableKey(orderId), current);
      const { order, payments } = current;
      if (!order.actions.includes('pay') || paymentOnItsWay(payments, accepted) !== undefined) return null;
      return api.post('/v1/orders/{id}/payments', { path: { id: orderId }, body, idempotencyKey });
    },
    onSuccess: (payment) => payment !== null && onDone(payment),
    onSettled: () => queries.invalidateQueries(),
  });
}
