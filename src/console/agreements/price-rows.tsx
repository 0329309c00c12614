/** Prices that an agreement sets, one in each row, with the price of the catalogue that it replaces. */
import { useRef, useState } from 'react';
import { useTexts } from '../preferences/preferences-context.tsx';
import { Button } from '../ui/button.tsx';
import { PriceRow } from './price-row.tsx';
import { PRICE_TEXTS } from './price-texts.ts';
import type { Pricing } from './prices.ts';

export function PriceRows({ pricing }: { readonly pricing: Pricing }) {
  const words = useTexts(PRICE_TEXTS);
  const [rows, setRows] = useState<readonly number[]>([]);
  const next = useRef(0);
  const add = useRef<HTMLButtonElement>(null);
  return (
    <section className="card" aria-labelledby="agreement-prices">
      <h2 id="agreement-prices">{words.title}</h2>
      <p className="quiet">{words.explained}</p>
      {rows.map((row) => (
        <PriceRow
          key={row}
          row={row}
          pricing={pricing}
          onRemove={() => {
            setRows(rows.filter((other) => other !== row));
            add.current?.focus();
          }}
        />
      ))}
      <div className="choices">
        <Button
          ref={add}
          onClick={() => {
            setRows([...rows, next.current]);
            next.current += 1;
          }}
        >
          {words.add}
        </Button>
      </div>
    </section>
  );
}
