/** Limits of a quantity: a whole number, between minimum and maximum, a multiple of the step. */
import type { Sku } from '../../catalogue/sku.ts';
import type { LineViolation } from './line-violation.ts';

/**
 * Maximum if a SKU has none of its own: small enough that the sums of a ledger remain safe integers over millions of lots.
 */
const LARGEST_QUANTITY = 1_000_000_000;

export function quantityViolationsOf(
  { minimum, maximum = LARGEST_QUANTITY, step }: Pick<Sku, 'minimum' | 'maximum' | 'step'>,
  quantity: number,
): LineViolation[] {
  const found: LineViolation[] = [];
  const add = (key: LineViolation['key'], facts: LineViolation['facts']) =>
    found.push({ key, field: 'quantity', facts });

  if (!Number.isInteger(quantity)) add('not_an_integer', { given: quantity });
  if (quantity < minimum) add('below_minimum', { given: quantity, minimum });
  if (quantity > maximum) add('above_maximum', { given: quantity, maximum });
  else if (Number.isInteger(quantity) && quantity % step !== 0) {
    const choices = { anyOf: choicesOf(quantity, minimum, maximum, step) };
    add('not_a_multiple', { given: quantity, step, choices });
  }
  return found;
}

/** The nearest valid quantities: one or two. */
function choicesOf(quantity: number, minimum: number, maximum: number, step: number): number[] {
  const below = Math.floor(quantity / step) * step;
  return [...new Set([below, below + step].map((near) => Math.min(Math.max(near, minimum), maximum)))];
}
