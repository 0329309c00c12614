/** What a line of a quote turns into, in words: validity, storage, time to start. */
import type { Schemas } from '@prepaid-fulfilment/client';
import { useTexts } from '../preferences/preferences-context.tsx';
import { SKU_TEXTS } from './sku-texts.ts';

type Entitlement = Schemas['Quote']['lines'][number]['entitlement'];
type Term = Schemas['TermInput'];

/** Returns the sentences about the entitlement of a quoted line; none while the line is not valid. */
export function useEntitlementWords(): (entitlement: Entitlement) => string[] {
  const words = useTexts(SKU_TEXTS);
  const termWords = ({ count, unit }: Term) => (unit === 'year' ? words.years(count) : words.months(count));
  return (entitlement) => {
    if (entitlement === null) return [];
    const { kind } = entitlement;
    const number = (name: string) => Number(entitlement[name]);
    const term = termIn(entitlement['term']);
    if (kind === 'lot') {
      const stored = entitlement['storageYears'];
      return [
        words.usableYears(number('lifeYears')),
        ...(typeof stored === 'number' ? [words.storedYears(stored)] : []),
      ];
    }
    if (kind === 'licence') return [term === null ? words.perpetual : words.licenceTerm(termWords(term))];
    if (kind === 'term' && term !== null) return [words.covered(termWords(term))];
    if (kind === 'service') return [words.startWithin(number('startWithinYears'))];
    if (kind === 'maintenance' && term !== null)
      return [words.maintained(termWords(term), number('startWithinYears'))];
    return [];
  };
}

function termIn(value: unknown): Term | null {
  if (typeof value !== 'object' || value === null) return null;
  const { count, unit } = value as Record<string, unknown>;
  return typeof count === 'number' && (unit === 'year' || unit === 'month') ? { count, unit } : null;
}
