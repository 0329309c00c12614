/** Places the order and confirms it, where it can be confirmed. Nothing is placed while something is wrong. */
import type { Schemas } from '@prepaid-fulfilment/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { useApi } from '../api/api-context.tsx';
import { CurlLine } from '../api/curl-line.tsx';
import { FailureNotice } from '../api/failure-notice.tsx';
import { useIntentKey } from '../api/use-intent-key.ts';
import { TERMS_TEXTS } from '../catalogue/terms-texts.ts';
import { useTexts } from '../preferences/preferences-context.tsx';
import { Button } from '../ui/button.tsx';
import { withHiddenTokens } from './basket.ts';
import { PURCHASE_TEXTS } from './purchase-texts.ts';
import type { Quote } from './use-offers.ts';
import type { Purchase } from './use-purchase.ts';

interface PlaceOrderProps {
  readonly purchase: Purchase;
  readonly quote: Quote;
}

export function PlaceOrder({ purchase, quote }: PlaceOrderProps) {
  const words = useTexts(PURCHASE_TEXTS);
  const terms = useTexts(TERMS_TEXTS);
  const api = useApi();
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const placingKey = useIntentKey();
  const confirmingKey = useIntentKey();
  const { basket, body, empty } = purchase;
  const isLegal = quote.violations.length === 0 && quote.total !== null && !purchase.quote.isPlaceholderData;

  const { mutate, isPending, error } = useMutation({
    mutationFn: async (): Promise<Schemas['Order']> => {
      const placed = await api.post('/v1/orders', { body, idempotencyKey: placingKey(body) });
      if (!placed.actions.includes('confirm')) return placed;
      const call = { path: { id: placed.id }, body: {}, idempotencyKey: confirmingKey({ id: placed.id }) };
      return api.post('/v1/orders/{id}/confirm', call);
    },
    onSuccess: ({ id, actions }) => {
      empty();
      void queries.invalidateQueries();
      const address = `/orders/${encodeURIComponent(id)}`;
      // The way back leads to the products: the basket of this page is empty now.
      navigate(actions.includes('pay') ? `${address}/pay` : `${address}/result`, { replace: true });
    },
  });
  return (
    <>
      {error !== null && <FailureNotice error={error} />}
      <p className="sku-facts">{words.placeExplained}</p>
      <div className="choices">
        <Button
          look="primary"
          disabled={!isLegal || !basket.termsAccepted || isPending}
          onClick={() => mutate()}
        >
          {isPending ? words.placing : words.place}
        </Button>
        {!basket.termsAccepted && <span className="sku-facts">{terms.missing}</span>}
      </div>
      <CurlLine request={{ path: '/v1/orders', body: withHiddenTokens(body) }} />
    </>
  );
}
