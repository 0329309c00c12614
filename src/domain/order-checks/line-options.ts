/** Options of a line that its SKU does not have: a mode it does not come in, a start where nothing queues. */
import type { Catalogue } from '../catalogue/catalogue.ts';
import { findSku } from '../catalogue/catalogue.ts';
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
    return problems;
  });
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
