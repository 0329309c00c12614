/** One order from the API, and its history. */
import type { Schemas } from '@prepaid-fulfilment/client';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context.tsx';
import { ORDERS_KEY } from './use-orders.ts';

export type Order = Schemas['Order'];

/** While something happens by itself, people look at the page to see it. */
const SOON_MS = 3_000;
const LATER_MS = 30_000;

export interface ReadOrder {
  readonly order: Order;
  /** The time of the order's account when it was read: the server's, or that of a sandbox. */
  readonly accountNow: string;
  /** When the response arrived, on the clock of `performance.now()`. */
  readonly readAtMs: number;
}

/** Where an order is in the cache, and what belongs to it. */
export function orderKey(id: string): readonly string[] {
  return [...ORDERS_KEY, 'one', id];
}

/** With `awaitsPayment`, the page shows within seconds that money arrived, whoever paid. */
export function useOrder(id: string, { awaitsPayment = false } = {}) {
  const api = useApi();
  return useQuery({
    queryKey: orderKey(id),
    queryFn: async ({ signal }): Promise<ReadOrder> => {
      const { body, headers } = await api.send('get', '/v1/orders/{id}', { path: { id }, signal });
      const accountNow = headers.get('x-server-now') ?? new Date().toISOString();
      return { order: body, accountNow, readAtMs: performance.now() };
    },
    refetchInterval: ({ state: { data } }) =>
      data !== undefined &&
      (changesByItself(data.order) || (awaitsPayment && data.order.state === 'awaiting_payment'))
        ? SOON_MS
        : LATER_MS,
  });
}

function changesByItself({ state, payment }: Order): boolean {
  // Money that was received moves the order a moment later.
  const isPaid = state === 'awaiting_payment' && payment?.state === 'captured';
  // So does an agreement, which is recorded on another page.
  const isRecorded = state === 'awaiting_agreement';
  return state === 'fulfilling' || isPaid || isRecorded || payment?.state === 'pending';
}

/** Changes whenever something happened to the order that people see elsewhere on its page. */
export function revisionOf({ state, payment, held, needsAttention, lines, actions }: Order): string {
  return JSON.stringify([state, payment, held, needsAttention, lines.map((line) => line.state), actions]);
}

/** What happened to the order, oldest first, page by page. Read again whenever the order has changed. */
export function useTimeline(order: Order) {
  const api = useApi();
  const { id } = order;
  return useInfiniteQuery({
    queryKey: [...orderKey(id), 'timeline', revisionOf(order)],
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/orders/{id}/timeline', {
        path: { id },
        query: pageParam === null ? {} : { cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}
