/** On small screens: what the basket costs so far, and the way to it, at the lower edge. */
import { formatMoney } from '../format/money.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import '../ui/button.css';
import { PURCHASE_TEXTS } from './purchase-texts.ts';
import type { Purchase } from './use-purchase.ts';

export function BasketBar({ purchase: { basket, quote } }: { readonly purchase: Purchase }) {
  const words = useTexts(PURCHASE_TEXTS);
  const language = useLanguage();
  if (basket.lines.length === 0) return null;
  const total = quote.data?.total;
  return (
    <a href="#basket" className="basket-bar">
      <span>
        {words.basketOf(basket.lines.length)}{' '}
        {total != null && <strong>{formatMoney(total, language)}</strong>}
      </span>{' '}
      <span className="button primary">{words.toBasket}</span>
    </a>
  );
}
