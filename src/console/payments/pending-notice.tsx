/** A payment is on its way: it is waited for, and paying again is a choice of its own. */
import { useEffect, useRef } from 'react';
import { formatMoney } from '../format/money.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { Button } from '../ui/button.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { Notice } from '../ui/notice.tsx';
import { isWebAddress } from './checkout-address.ts';
import type { Payment } from './payment-facts.ts';
import { PAYMENTS_TEXTS } from './payments-texts.ts';

interface PendingNoticeProps {
  readonly payment: Payment;
  /** Pays again, whatever becomes of this payment. */
  readonly onAgain: () => void;
}

export function PendingNotice({ payment, onAgain }: PendingNoticeProps) {
  const words = useTexts(PAYMENTS_TEXTS);
  const language = useLanguage();
  const { amount, checkoutUrl, orderId } = payment;
  return (
    <Notice look="caution" title={words.pending.title}>
      <p role="status">{words.pending.text(formatMoney(amount, language))}</p>
      <div className="choices">
        <LinkButton href={`/orders/${encodeURIComponent(orderId)}/result`} look="primary">
          {words.toResult}
        </LinkButton>
        {checkoutUrl !== undefined && isWebAddress(checkoutUrl) && (
          <a href={checkoutUrl}>{words.pending.open}</a>
        )}
      </div>
      <p>{words.beside.text}</p>
      <div className="choices">
        <Button onClick={onAgain}>{words.pending.again}</Button>
      </div>
    </Notice>
  );
}

/** The warning that stands above the ways to pay again. */
export function BesideNotice() {
  const words = useTexts(PAYMENTS_TEXTS);
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => notice.current?.focus(), []);
  return (
    <div ref={notice} tabIndex={-1}>
      <Notice look="caution" title={words.beside.title}>
        <p>{words.beside.text}</p>
      </Notice>
    </div>
  );
}
