/** Checks the term of a line: present if the SKU has one, in its unit, a whole number within its limits. */
import type { Sku } from '../../catalogue/sku.ts';
import { TERM_UNIT_NAMES, termText } from '../../catalogue/term-words.ts';
import type { LineViolation } from './line-violation.ts';
import type { OrderLineInput } from './order-input.ts';

export function termViolationsOf(
  { sku, term, storageYears }: Pick<Sku, 'sku' | 'term' | 'storageYears'>,
  given: OrderLineInput['term'],
): LineViolation[] {
  if (term === null) {
    if (given === undefined) return [];
    return storageYears === undefined
      ? [{ key: 'term_not_offered', field: 'term', facts: { sku } }]
      : [{ key: 'storage_not_offered', field: 'term', facts: { sku, years: storageYears } }];
  }
  const { unit, minimum, maximum } = term;
  if (given === undefined)
    return [{ key: 'term_required', field: 'term', facts: { sku, unit: TERM_UNIT_NAMES[unit] } }];

  const { count } = given;
  const said = termText(count, given.unit);
  const found: LineViolation[] = [];
  if (given.unit !== unit) {
    const units = { given: TERM_UNIT_NAMES[given.unit], unit: TERM_UNIT_NAMES[unit] };
    found.push({ key: 'term_unit_not_offered', field: 'term.unit', facts: { sku, ...units } });
  }
  if (!Number.isInteger(count))
    found.push({ key: 'term_not_an_integer', field: 'term.count', facts: { given: said } });
  if (count < minimum)
    found.push({
      key: 'term_below_minimum',
      field: 'term.count',
      facts: { given: said, minimum: termText(minimum, unit) },
    });
  // Many of a shorter unit may be less than the most of the one that is sold.
  if (given.unit === unit && count > maximum)
    found.push({
      key: 'term_above_maximum',
      field: 'term.count',
      facts: { given: said, maximum: termText(maximum, unit) },
    });
  return found;
}
