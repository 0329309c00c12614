/** What the pages of a purchase share: account, product line, offer and basket. */
import { useParams, useSearch } from 'wouter';
import { useCatalogue } from '../catalogue/product-lines.ts';
import { useSession } from '../session/session-context.tsx';
import { orderBodyOf } from './basket.ts';
import { useBasket } from './use-basket.ts';
import { useOffers, useQuote } from './use-offers.ts';

/** The account of the address; empty without one. */
export function useAccountId(): string {
  return new URLSearchParams(useSearch()).get('accountId') ?? '';
}

export function usePurchase() {
  const { line: productLine } = useParams<{ line: string }>();
  const accountId = useAccountId();
  const catalogue = useCatalogue();
  const offers = useOffers(accountId);
  const { basket, change, empty } = useBasket(accountId, productLine);
  const { roles } = useSession();
  const termsVersion = catalogue.data?.termsVersions[productLine] ?? '';
  const offer = offers.data?.items.find((candidate) => candidate.productLine === productLine);
  const line = catalogue.data?.productLines.find((candidate) => candidate.productLine === productLine);
  const body = orderBodyOf(basket, accountId, termsVersion);
  const isReady = basket.lines.length > 0 && termsVersion !== '';
  return {
    ...{
      accountId,
      productLine,
      catalogue: catalogue.data,
      line,
      offer,
      basket,
      change,
      empty,
      termsVersion,
    },
    /** The basket as an order. */
    body,
    /** Its quote as if the terms were accepted: the person sees to that at the end. */
    quote: useQuote(isReady ? { ...body, termsAccepted: true } : null),
    isStaff: !roles.includes('customer'),
    isOperator: roles.includes('operator'),
    error: catalogue.error ?? offers.error,
    isLoading: catalogue.data === undefined || offers.data === undefined,
  };
}

export type Purchase = ReturnType<typeof usePurchase>;
