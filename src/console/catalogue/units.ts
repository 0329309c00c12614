/** The words of units, by SKU. */
import type { UnitWords } from '../format/count.ts';
import { useCatalogue } from './product-lines.ts';

const UNKNOWN: UnitWords = { en: { one: '', many: '' }, zh: '' };

/** Returns the words of the unit in which a SKU is counted; empty until the catalogue is there. */
export function useUnitWords(): (sku: string) => UnitWords {
  const { data } = useCatalogue();
  return (code) => {
    const unit = data?.items.find(({ sku }) => sku === code)?.unit;
    return unit === undefined ? UNKNOWN : (data?.units[unit] ?? UNKNOWN);
  };
}
