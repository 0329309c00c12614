/** What the person can do so that an order goes on: confirm it, pay it, or have the agreement recorded. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../api/api-context.tsx';
import { CurlLine } from '../api/curl-line.tsx';
import { FailureNotice } from '../api/failure-notice.tsx';
import { newIdempotencyKey } from '../api/idempotency-key.ts';
import { useCatalogue } from '../catalogue/product-lines.ts';
import type { Order } from '../orders/use-order.ts';
import { ORDERS_KEY } from '../orders/use-orders.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { useSession } from '../session/session-context.tsx';
import { Button } from '../ui/button.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { RESULT_TEXTS, type Outlook } from './result-texts.ts';

interface NextStepProps {
  readonly order: Order;
  readonly outlook: Outlook;
}

export function NextStep({ order, outlook }: NextStepProps) {
  const words = useTexts(RESULT_TEXTS);
  if (order.state === 'awaiting_agreement') return <Agreement order={order} />;
  if (order.actions.includes('confirm')) return <Confirm order={order} />;
  if (!order.actions.includes('pay') || outlook === 'payment_pending') return null;
  return (
    <div className="choices">
      <LinkButton look="primary" href={`/orders/${encodeURIComponent(order.id)}/pay`}>
        {outlook === 'payment_declined' ? words.payAgain : words.pay}
      </LinkButton>
    </div>
  );
}

function Agreement({ order }: { readonly order: Order }) {
  const words = useTexts(RESULT_TEXTS);
  const language = useLanguage();
  const { roles } = useSession();
  const { data: catalogue } = useCatalogue();
  const line = catalogue?.productLines.find(({ productLine }) => productLine === order.productLine);
  if (roles.some((role) => role === 'sales' || role === 'operator'))
    return (
      <div className="choices">
        <LinkButton
          look="primary"
          href={`/customers/${encodeURIComponent(order.accountId)}/agreements/new?order=${encodeURIComponent(order.id)}`}
        >
          {words.recordAgreement}
        </LinkButton>
      </div>
    );
  return line === undefined ? null : <p>{words.askForAgreement(line.contact[language])}</p>;
}

function Confirm({ order: { id } }: { readonly order: Order }) {
  const words = useTexts(RESULT_TEXTS);
  const api = useApi();
  const queries = useQueryClient();
  const [idempotencyKey] = useState(newIdempotencyKey);
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => api.post('/v1/orders/{id}/confirm', { path: { id }, body: {}, idempotencyKey }),
    onSettled: () => queries.invalidateQueries({ queryKey: ORDERS_KEY }),
  });
  return (
    <>
      {error !== null && <FailureNotice error={error} />}
      <div className="choices">
        <Button look="primary" disabled={isPending} onClick={() => mutate()}>
          {isPending ? words.confirming : words.confirm}
        </Button>
      </div>
      <CurlLine request={{ path: `/v1/orders/${encodeURIComponent(id)}/confirm`, body: {} }} />
    </>
  );
}
