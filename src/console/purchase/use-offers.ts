/** What an account may buy, at its own prices, with the catalogue that describes it. */
import type { Schemas } from '@prepaid-fulfilment/client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context.tsx';
import { useSettled } from '../ui/use-settled.ts';
import type { OrderBody } from './basket.ts';

export type Sku = Schemas['Sku'];
export type Offer = Schemas['Offer'];
export type OfferItem = Offer['items'][number];
export type Quote = Schemas['Quote'];

export function useOffers(accountId: string) {
  const api = useApi();
  return useQuery({
    queryKey: ['offers', accountId],
    queryFn: ({ signal }) => api.get('/v1/accounts/{id}/offers', { path: { id: accountId }, signal }),
  });
}

/** Price, violations and warnings of what is chosen; nothing while nothing is. */
export function useQuote(body: OrderBody | null) {
  const api = useApi();
  const settled = useSettled(body === null ? '' : JSON.stringify(withoutTokens(body)));
  return useQuery({
    queryKey: ['quote', settled],
    enabled: settled !== '' && body !== null,
    queryFn: ({ signal }) => api.post('/v1/quotes', { body: JSON.parse(settled) as OrderBody, signal }),
    placeholderData: keepPreviousData,
  });
}

/** A quote needs no secrets. */
function withoutTokens(body: OrderBody): OrderBody {
  const lines = body.lines.map(({ note: _note, ...line }) => line);
  return { ...body, lines };
}
