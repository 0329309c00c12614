/** Prices and calculations in the language that is shown. */
import { SKU_TEXTS } from '../catalogue/sku-texts.ts';
import { useTexts } from '../preferences/preferences-context.tsx';
import type { PriceWords } from './calculation.ts';
import { PURCHASE_TEXTS } from './purchase-texts.ts';

export function usePriceWords(): PriceWords {
  const { perUnit, perYear, perMonth, calculation } = useTexts(PURCHASE_TEXTS);
  const { years, months } = useTexts(SKU_TEXTS);
  return { perUnit, perYear, perMonth, calculation, years, months };
}
