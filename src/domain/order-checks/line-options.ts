/**
 * Options of a line that its SKU does not have: a mode it does not come in, a start where nothing queues, an organization
 * or consortium where the term belongs to the account.
 */
import type { Catalogue } from '../catalogue/catalogue.ts';
import { findSku } from '../catalogue/catalogue.ts';
import type { Sku } from '../catalogue/sku.ts';
import type { RefusalEntry } from '../refusals.ts';
import type { OrderLineInput } from './order-input.ts';

/** One entry for each; they make a request ill-formed rather than an order invalid. Unknown SKUs are not looked at. */
export function lineOptionProblems(catalogue: Catalogue, lines: readonly OrderLineInput[]): RefusalEntry[] {
  return lines.flatMap((line, index) => {
    const sku = findSku(catalogue, line.sku);
    if (sku === undefined) return [];
    const modes = sku.modes ?? [];
    const problems: RefusalEntry[] = [];
    if (line.mode !== undefined && !modes.includes(line.mode)) {
      problems.push(problem(index, 'mode', modes));
    }
    if (line.start === 'now' && sku.fulfilment.kind !== 'term') {
      problems.push(problem(index, 'start', ['queue']));
    }
    if (sku.scope === 'account' && sku.fulfilment.kind === 'term') {
      problems.push(...scopeProblemsOf(line, index, sku));
    }
    return problems;
  });
}

/** What is bought for the account names none of its organizations (AMB-28). */
function scopeProblemsOf(line: OrderLineInput, index: number, { name, rules }: Sku): RefusalEntry[] {
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

function problem(index: number, field: string, allowed: readonly string[]): RefusalEntry {
  const choices = allowed.join(', ');
  return {
    path: `lines[${index}].${field}`,
    code: 'not_allowed',
    message:
      allowed.length === 0
        ? { en: 'This SKU has no such option.', zh: '该 SKU 没有此选项。' }
        : { en: `This SKU takes one of: ${choices}.`, zh: `该 SKU 可选：${choices}。` },
    remedy:
      allowed.length === 0
        ? { en: `Leave ${field} out.`, zh: `请省略 ${field}。` }
        : {
            en: `Use one of: ${choices}, or leave ${field} out.`,
            zh: `请使用：${choices}，或省略 ${field}。`,
          },
  };
}
