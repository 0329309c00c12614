/** The basket beside the products: its lines with amounts, the terms, and the way on. */
import { useRef } from 'react';
import { useLocation } from 'wouter';
import { FailureNotice } from '../api/failure-notice.tsx';
import { SKU_TEXTS } from '../catalogue/sku-texts.ts';
import { formatUnits } from '../format/count.ts';
import { formatMoney } from '../format/money.ts';
import { TERMS_TEXTS } from '../catalogue/terms-texts.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { buyAddress } from './addresses.ts';
import { removeLine, type LineBody } from './basket.ts';
import { PurchaseTerms } from './purchase-terms.tsx';
import { PURCHASE_TEXTS } from './purchase-texts.ts';
import type { Purchase } from './use-purchase.ts';

export function BasketPanel({ purchase }: { readonly purchase: Purchase }) {
  const words = useTexts(PURCHASE_TEXTS);
  const terms = useTexts(TERMS_TEXTS);
  const language = useLanguage();
  const [, navigate] = useLocation();
  const { accountId, basket, change, productLine, quote } = purchase;
  const { lines } = basket;
  const heading = useRef<HTMLHeadingElement>(null);
  const data = lines.length === 0 ? undefined : quote.data;
  return (
    <section className="card basket" aria-labelledby="basket">
      <h2 id="basket" ref={heading} tabIndex={-1}>
        {words.basket}
      </h2>
      {lines.length === 0 && <p role="status">{words.basketEmpty}</p>}
      <ul>
        {lines.map((line, index) => (
          // Lines have no identity but their place.
          <li key={`${line.sku} ${index}`}>
            <BasketLine line={line} amount={data?.lines[index]?.amount ?? null} purchase={purchase} />
            <Button
              onClick={() => {
                change((before) => removeLine(before, index));
                heading.current?.focus();
              }}
            >
              {words.remove}
              <span className="unseen"> {nameOf(purchase, line, language)}</span>
            </Button>
          </li>
        ))}
      </ul>
      {quote.error !== null && lines.length > 0 && <FailureNotice error={quote.error} />}
      {lines.length > 0 && (
        <>
          <p className="basket-total" role="status">
            <span>{words.total}</span>{' '}
            <strong>{data?.total == null ? words.notPriced : formatMoney(data.total, language)}</strong>
          </p>
          {data !== undefined && data.violations.length > 0 && (
            <p>
              <Badge look="danger">{words.problems(data.violations.length)}</Badge>
            </p>
          )}
          <PurchaseTerms purchase={purchase} />
          <Button
            look="primary"
            disabled={!basket.termsAccepted}
            aria-describedby={basket.termsAccepted ? undefined : 'terms-missing'}
            onClick={() => navigate(buyAddress(accountId, productLine, 'confirm'))}
          >
            {words.purchase}
          </Button>
          {!basket.termsAccepted && (
            <p id="terms-missing" className="sku-facts">
              {terms.missing}
            </p>
          )}
        </>
      )}
    </section>
  );
}

interface BasketLineProps {
  readonly line: LineBody;
  readonly amount: { readonly amountMinor: number; readonly currency: string } | null;
  readonly purchase: Purchase;
}

function BasketLine({ line, amount, purchase }: BasketLineProps) {
  const words = useTexts(PURCHASE_TEXTS);
  const skuWords = useTexts(SKU_TEXTS);
  const language = useLanguage();
  const { catalogue } = purchase;
  const sku = catalogue?.items.find((item) => item.sku === line.sku);
  const unit = sku === undefined ? undefined : catalogue?.units[sku.unit];
  const { term } = line;
  const termText =
    term === undefined
      ? null
      : term.unit === 'year'
        ? skuWords.years(term.count)
        : skuWords.months(term.count);
  return (
    <div>
      <p>{nameOf(purchase, line, language)}</p>
      <p className="sku-facts">
        {unit !== undefined && formatUnits(line.quantity, unit, language)}
        {termText !== null && ` · ${termText}`}
      </p>
      <p className="number">{amount === null ? words.notPriced : formatMoney(amount, language)}</p>
    </div>
  );
}

function nameOf({ catalogue }: Purchase, line: LineBody, language: 'en' | 'zh'): string {
  return catalogue?.items.find((item) => item.sku === line.sku)?.name[language] ?? line.sku;
}
