/** The price of one product: a new amount, and what it replaces. */
import { useEffect, useRef, useState } from 'react';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { Button } from '../ui/button.tsx';
import { SelectField } from '../ui/select-field.tsx';
import { TextField } from '../ui/text-field.tsx';
import './price-row.css';
import { PRICE_TEXTS } from './price-texts.ts';
import { catalogueEntry, findSku, lineOf, rowFields, type Pricing } from './prices.ts';
import { usePriceText } from './use-price-text.ts';

interface PriceRowProps {
  readonly row: number;
  readonly pricing: Pricing;
  readonly onRemove: () => void;
}

export function PriceRow({ row, pricing, onRemove }: PriceRowProps) {
  const words = useTexts(PRICE_TEXTS);
  const language = useLanguage();
  const priceText = usePriceText();
  const group = useRef<HTMLDivElement>(null);
  const [code, setCode] = useState('');
  const [region, setRegion] = useState('');
  useEffect(() => group.current?.querySelector('select')?.focus(), []);
  const names = rowFields(row);
  const sku = findSku(pricing, code);
  const line = sku && lineOf(pricing, sku);
  const regions = line?.regions ?? [];
  const replaced = sku && catalogueEntry(sku, region);
  const isDecided = sku !== undefined && (regions.length === 0 || region !== '');
  return (
    <div ref={group} className="price-row">
      <SelectField
        name={names.sku}
        label={words.product}
        none={words.chooseProduct}
        required
        options={pricing.items.map(({ sku: value, name }) => ({ value, label: name[language] }))}
        onChoose={(chosen) => {
          setCode(chosen);
          setRegion('');
        }}
      />
      {regions.length > 0 && (
        <SelectField
          key={code}
          name={names.region}
          label={words.region}
          none={words.chooseRegion}
          required
          options={regions.map(({ region: value, name }) => ({ value, label: name[language] }))}
          onChoose={setRegion}
        />
      )}
      {line !== undefined && (
        <TextField
          name={names.amount}
          label={words.amount(line.currency)}
          inputMode="decimal"
          required
          hint={
            !isDecided
              ? undefined
              : replaced === undefined
                ? words.replacesNone
                : words.replaces(priceText(sku, replaced))
          }
        />
      )}
      <Button aria-label={words.removeOf(sku?.name[language] ?? words.chooseProduct)} onClick={onRemove}>
        {words.remove}
      </Button>
    </div>
  );
}
