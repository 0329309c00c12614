/** Pays through the provider of this installation: one of the tokens that it offers, its own page, or a token of the buyer. */
import type { Schemas } from '@prepaid-fulfilment/client';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { CurlLine } from '../api/curl-line.tsx';
import { FailureNotice } from '../api/failure-notice.tsx';
import { useIntentKey } from '../api/use-intent-key.ts';
import { formatMoney } from '../format/money.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { Button } from '../ui/button.tsx';
import { ChoiceCards } from '../ui/choice-cards.tsx';
import { TextField } from '../ui/text-field.tsx';
import { isWebAddress } from './checkout-address.ts';
import { PAYMENTS_TEXTS } from './payments-texts.ts';
import type { PaymentBody } from './transfer-body.ts';
import { usePay, type PayableOrder } from './use-payments.ts';

type Online = Schemas['PaymentMethods']['online'];

interface OnlinePaymentProps {
  readonly order: PayableOrder;
  readonly online: Online;
  /** Payments on their way that the person accepted to pay beside. */
  readonly accepted: readonly string[];
}

export function OnlinePayment({ order, online, accepted }: OnlinePaymentProps) {
  const words = useTexts(PAYMENTS_TEXTS);
  return (
    <section className="card" aria-labelledby="pay-online">
      <h2 id="pay-online">{words.online}</h2>
      {online === null ? (
        <p>{words.noProvider}</p>
      ) : (
        <OnlineForm order={order} online={online} accepted={accepted} />
      )}
    </section>
  );
}

function OnlineForm({
  order,
  online,
  accepted,
}: OnlinePaymentProps & { readonly online: NonNullable<Online> }) {
  const words = useTexts(PAYMENTS_TEXTS);
  const language = useLanguage();
  const [, navigate] = useLocation();
  const { choices } = online;
  const [token, setToken] = useState(choices[0]?.token ?? '');
  const [opening, setOpening] = useState(false);
  const intentKey = useIntentKey();
  const { mutate, isPending, error } = usePay(order.id, accepted, ({ checkoutUrl }) => {
    if (checkoutUrl !== undefined && isWebAddress(checkoutUrl)) {
      setOpening(true);
      location.assign(checkoutUrl);
    } else navigate(`/orders/${encodeURIComponent(order.id)}/result`);
  });
  const total = formatMoney(order.total, language);
  const payText = accepted.length === 0 ? words.pay(total) : words.payBeside(total);
  const body: PaymentBody = { method: 'online', token: token.trim() };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        mutate({ body, idempotencyKey: intentKey(body) });
      }}
    >
      {choices.some(({ test }) => test) && <p className="quiet">{words.testProvider}</p>}
      {choices.length === 0 ? (
        <TextField
          label={words.token}
          hint={words.tokenHint}
          autoComplete="off"
          required
          maxLength={200}
          value={token}
          onChange={setToken}
        />
      ) : (
        <ChoiceCards
          label={words.choose}
          value={token}
          options={choices.map(({ token: value, name, effect }) => ({
            value,
            label: name[language],
            hint: effect[language],
          }))}
          onChoose={setToken}
        />
      )}
      {error !== null && <FailureNotice error={error} />}
      <div className="choices">
        <Button type="submit" look="primary" disabled={isPending || opening}>
          {opening ? words.opening : isPending ? words.paying : payText}
        </Button>
      </div>
      <CurlLine request={{ path: `/v1/orders/${encodeURIComponent(order.id)}/payments`, body }} />
    </form>
  );
}
