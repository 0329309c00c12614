/**
 * Options of a line that its SKU does not offer: an unknown mode, a start for something that never queues, an organization
 * or consortium for a term that belongs to the account. The sentences are in src/messages/violations/line-options.ts.
 */
import type { Catalogue } from '../../catalogue/catalogue.ts';
import { findProductLine, findSku } from '../../catalogue/catalogue.ts';
import type { Sku } from '../../catalogue/sku.ts';
import type { FoundViolation } from '../../found-violation.ts';
import type { OrderLineInput } from './order-input.ts';

export type LineOptionKey = 'of_account' | 'no_modes' | 'other_modes' | 'no_start';
export type LineOptionViolation = FoundViolation<LineOptionKey>;

/** One violation for each. They make the request malformed rather than the order invalid. Unknown SKUs are ignored. */
export function lineOptionViolations(
  catalogue: Catalogue,
  lines: readonly OrderLineInput[],
): LineOptionViolation[] {
  return lines.flatMap((line, index) => {
    const sku = findSku(catalogue, line.sku);
    if (sku === undefined) return [];
    const modes = sku.modes ?? [];
    const violations: LineOptionViolation[] = [];
    if (line.mode !== undefined && !modes.includes(line.mode)) {
      violations.push(modeViolation(catalogue, index, sku));
    }
    if (line.start === 'now' && sku.fulfilment.kind !== 'term') {
      violations.push(startViolation(index, sku));
    }
    if (sku.scope === 'account' && sku.fulfilment.kind === 'term') {
      violations.push(...scopeViolationsOf(line, index, sku));
    }
    return violations;
  });
}

/** A purchase for the account names no organization (AMB-28). */
function scopeViolationsOf(line: OrderLineInput, index: number, { name, rules }: Sku): LineOptionViolation[] {
  const named = (['organizationId', 'consortiumId'] as const).filter((field) => line[field] !== undefined);
  return named.map((field) => ({
    key: 'of_account',
    code: 'not_allowed',
    path: `lines[${index}].${field}`,
    ...(rules.scope === undefined ? {} : { rule: rules.scope }),
    facts: { name },
  }));
}

/** Mentions modes by name; the catalogue lists them with their codes. */
function modeViolation(
  catalogue: Catalogue,
  index: number,
  { sku, productLine, modes = [] }: Sku,
): LineOptionViolation {
  const known = findProductLine(catalogue, productLine)?.modes ?? {};
  const names = modes.map((mode) => known[mode] ?? { en: mode, zh: mode });
  return {
    key: modes.length === 0 ? 'no_modes' : 'other_modes',
    code: 'not_allowed',
    path: `lines[${index}].mode`,
    facts: { sku, modes: { names } },
  };
}

/** Only terms queue, so only they can start early. */
function startViolation(index: number, { sku }: Sku): LineOptionViolation {
  return { key: 'no_start', code: 'not_allowed', path: `lines[${index}].start`, facts: { sku } };
}
