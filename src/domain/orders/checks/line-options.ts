/**
 * Options of a line that its SKU does not offer: an unknown mode, a start for something that never queues, an organization
 * or consortium for a term that belongs to the account.
 */
import type { Catalogue } from '../../catalogue/catalogue.ts';
import { findSku } from '../../catalogue/catalogue.ts';
import type { Sku } from '../../catalogue/sku.ts';
import type { Language } from '../../json.ts';
import type { Violation } from '../../errors.ts';
import type { OrderLineInput } from './order-input.ts';

/** One violation for each. They make the request malformed rather than the order invalid. Unknown SKUs are ignored. */
export function lineOptionViolations(catalogue: Catalogue, lines: readonly OrderLineInput[]): Violation[] {
  return lines.flatMap((line, index) => {
    const sku = findSku(catalogue, line.sku);
    if (sku === undefined) return [];
    const modes = sku.modes ?? [];
    const violations: Violation[] = [];
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
function scopeViolationsOf(line: OrderLineInput, index: number, { name, rules }: Sku): Violation[] {
  const named = (['organizationId', 'consortiumId'] as const).filter((field) => line[field] !== undefined);
  return named.map((field) => ({
    path: `lines[${index}].${field}`,
    code: 'not_allowed',
    message: {
      en: `${name.en} belongs to the platform account, not to one of its organizations.`,
      zh: `${name.zh}归属平台账户，不归属某个机构。`,
    },
    ...(rules.scope === undefined ? {} : { rule: rules.scope }),
    remedy: {
      en: 'Order it for the account, without an organization or consortium.',
      zh: '请直接为账户订购，无需指定机构或医联体。',
    },
  }));
}

/** The texts show the names of modes; the catalogue lists them with their codes. */
function modeViolation(
  { productLines }: Catalogue,
  index: number,
  { sku, productLine, modes = [] }: Sku,
): Violation {
  const names = productLines.find((line) => line.productLine === productLine)?.modes ?? {};
  const choices = (language: Language) => modes.map((mode) => names[mode]?.[language] ?? mode);
  return {
    path: `lines[${index}].mode`,
    code: 'not_allowed',
    ...(modes.length === 0
      ? {
          message: { en: `${sku} comes in no modes.`, zh: `${sku} 不提供方式选择。` },
          remedy: { en: 'Leave the mode out.', zh: '请去掉方式。' },
        }
      : {
          message: {
            en: `${sku} comes in other modes: ${choices('en').join(', ')}.`,
            zh: `${sku} 可选方式：${choices('zh').join('、')}。`,
          },
          remedy: { en: 'Choose one of them, or leave the mode out.', zh: '请选择其中之一，或去掉方式。' },
        }),
  };
}

/** Only terms queue, so only they can start early. */
function startViolation(index: number, { sku }: Sku): Violation {
  return {
    path: `lines[${index}].start`,
    code: 'not_allowed',
    message: { en: `${sku} has no start to choose.`, zh: `${sku} 不支持选择生效方式。` },
    remedy: { en: 'Leave the start out.', zh: '请去掉生效方式。' },
  };
}
