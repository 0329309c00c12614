/** Finds customers, orders and services by the beginning of a name, a reference or an id. */
import { isProblem, type Client, type Schemas } from '@prepaid-fulfilment/client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useApi } from '../api/api-context.tsx';

/** Shorter texts would find too much. */
export const LEAST_SEARCHED = 2;
/** Entries of each kind. */
const MOST_FOUND = 5;
/** People type a letter in about this time. */
const PAUSE_MS = 200;

export interface Found {
  readonly accounts: readonly Schemas['Account'][];
  readonly orders: readonly Schemas['ListedOrder'][];
  readonly services: readonly Schemas['Service'][];
  /** True if the text is the beginning of more names than a search follows. */
  readonly tooMany: boolean;
}

/**
 * `data` is undefined before the first response. While the person types, what was found before stays; `isCurrent` is false
 * for as long.
 */
export function useFound(typed: string) {
  const api = useApi();
  const query = useSettled(typed.trim());
  const { data, error, isFetching, isPlaceholderData } = useQuery({
    queryKey: ['search', query],
    queryFn: ({ signal }) => search(api, query, signal),
    enabled: query.length >= LEAST_SEARCHED,
    placeholderData: keepPreviousData,
  });
  return { data, error, isFetching, isCurrent: !isPlaceholderData && query === typed.trim() };
}

/** The value, once it has not changed for a moment. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

async function search(api: Client, query: string, signal: AbortSignal): Promise<Found> {
  if (query.startsWith('pay_')) return orderOfPayment(api, query, signal);
  const asked = { query: { query, limit: MOST_FOUND, sandbox: 'true' as const }, signal };
  try {
    const [accounts, orders, services] = await Promise.all([
      api.get('/v1/accounts', asked),
      api.get('/v1/orders', asked),
      api.get('/v1/services', asked),
    ]);
    return { accounts: accounts.items, orders: orders.items, services: services.items, tooMany: false };
  } catch (error) {
    if (isProblem(error, 'validation_failed')) return { ...NOTHING, tooMany: true };
    throw error;
  }
}

const NOTHING: Found = { accounts: [], orders: [], services: [], tooMany: false };

async function orderOfPayment(api: Client, id: string, signal: AbortSignal): Promise<Found> {
  try {
    const payment = await api.get('/v1/payments/{id}', { path: { id }, signal });
    const { items } = await api.get('/v1/orders', {
      query: { query: payment.orderId, sandbox: 'true' },
      signal,
    });
    return { ...NOTHING, orders: items };
  } catch (error) {
    if (isProblem(error, 'not_found')) return NOTHING;
    throw error;
  }
}
