/** One SKU: what it is, what it costs this account, and the form that puts it into the basket. */
import { useEffect, useId, useRef, useState } from 'react';
import { useSearch } from 'wouter';
import { formatList } from '../format/list.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { priceOf } from './calculation.ts';
import { LineForm } from './line-form.tsx';
import { PURCHASE_TEXTS } from './purchase-texts.ts';
import type { OfferItem, Sku } from './use-offers.ts';
import { usePriceWords } from './use-price-words.ts';
import type { Purchase } from './use-purchase.ts';
import { wishIn } from './wish.ts';

interface SkuRowProps {
  readonly sku: Sku;
  readonly purchase: Purchase;
}

export function SkuRow({ sku, purchase }: SkuRowProps) {
  const words = useTexts(PURCHASE_TEXTS);
  const language = useLanguage();
  const id = useId();
  const wish = wishIn(useSearch());
  const isWished = wish.sku === sku.sku;
  const [isOpen, setOpen] = useState(isWished);
  const toggle = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isWished) toggle.current?.scrollIntoView({ block: 'center' });
  }, [isWished]);
  const close = () => {
    setOpen(false);
    toggle.current?.focus();
  };
  const item = purchase.offer?.items.find((candidate) => candidate.sku === sku.sku);
  const name = sku.name[language];
  // Operators order offline what is only sold offline.
  const canBuy = item?.unitPrice != null && (sku.channel === 'any' || purchase.isOperator);
  return (
    <li className="sku-row">
      <div className="sku-head">
        <div>
          <h4 id={`${id}-name`}>{name}</h4>
          <SkuFacts sku={sku} purchase={purchase} />
        </div>
        <div className="sku-price">
          <Price sku={sku} item={item} purchase={purchase} />
          {sku.channel === 'offline' && <Badge look="caution">{words.offlineOnly}</Badge>}
        </div>
        {canBuy && (
          <Button
            ref={toggle}
            aria-expanded={isOpen}
            aria-controls={isOpen ? `${id}-form` : undefined}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? words.close : words.select}
            <span className="unseen"> {name}</span>
          </Button>
        )}
      </div>
      {!canBuy && !purchase.isStaff && purchase.line !== undefined && (
        <p className="sku-facts">{words.contact(purchase.line.contact[language])}</p>
      )}
      {!canBuy && purchase.isStaff && item?.unitPrice != null && (
        <p className="sku-facts">{words.operatorOrders}</p>
      )}
      {isOpen && item !== undefined && (
        <div id={`${id}-form`}>
          <LineForm
            sku={sku}
            item={item}
            purchase={purchase}
            wish={isWished ? wish : undefined}
            onAdded={close}
          />
        </div>
      )}
    </li>
  );
}

function SkuFacts({ sku, purchase: { catalogue } }: SkuRowProps) {
  const words = useTexts(PURCHASE_TEXTS);
  const language = useLanguage();
  const { features = [] } = sku;
  const nameOf = (code: string) =>
    catalogue?.features.find((feature) => feature.code === code)?.name[language] ?? code;
  // The name of a single feature is that of the SKU.
  if (features.length < 2) return null;
  return (
    <p className="sku-facts">
      {words.features}: {formatList(features.map(nameOf), language)}
    </p>
  );
}

interface PriceProps extends SkuRowProps {
  readonly item: OfferItem | undefined;
}

function Price({ sku, item, purchase: { catalogue } }: PriceProps) {
  const words = useTexts(PURCHASE_TEXTS);
  const language = useLanguage();
  const priceWords = usePriceWords();
  const price = item?.unitPrice;
  if (price == null) return <span className="sku-facts">{words.noPrice}</span>;
  const unit = catalogue?.units[sku.unit] ?? { en: { one: sku.unit, many: sku.unit }, zh: sku.unit };
  const text = priceOf(price, unit, sku.term?.unit ?? null, language, priceWords);
  return (
    <>
      <strong>{text}</strong>
      {price.agreementId !== undefined && <Badge look="good">{words.agreed}</Badge>}
    </>
  );
}
