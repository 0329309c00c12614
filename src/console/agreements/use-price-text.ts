/** A price of the catalogue in words. */
import { useCatalogue } from '../catalogue/product-lines.ts';
import { formatUnits } from '../format/count.ts';
import { formatMoney, type Money } from '../format/money.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { PRICE_TEXTS } from './price-texts.ts';
import type { Sku } from './prices.ts';

/** Returns `US$1.20 per inspection`, `US$900.00 per 1,000 inspections`. */
export function usePriceText(): (sku: Pick<Sku, 'unit'>, price: Money & { perQuantity: number }) => string {
  const words = useTexts(PRICE_TEXTS);
  const language = useLanguage();
  const { data } = useCatalogue();
  return ({ unit }, { perQuantity, ...money }) => {
    const unitWords = data?.units[unit] ?? { en: { one: unit, many: unit }, zh: unit };
    const one = language === 'zh' ? unitWords.zh : unitWords.en.one;
    return words.per(
      formatMoney(money, language),
      perQuantity === 1 ? one : formatUnits(perQuantity, unitWords, language),
    );
  };
}
