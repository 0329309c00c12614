/** Lines of an order as a customer knows them: what was bought, for how much, and what it became. */
import { termText } from '../../domain/catalogue/term-words.ts';
import { statesIn, type ServiceTally } from '../../domain/orders/service-tally.ts';
import type { LineState } from '../../domain/orders/line-states.ts';
import type { CheckedLine } from '../../domain/orders/checks/checked-order.ts';
import type { Language, Localized } from '../../domain/json.ts';
import type { Money } from '../../domain/money.ts';
import { formatInteger } from '../../domain/money.ts';
import { formatList } from '../format.ts';
import { wordOfFact } from '../words.ts';
import { sumText } from './table.ts';

export type BoughtLine = Pick<CheckedLine, 'name' | 'term' | 'formula' | 'fulfilment'>;

export interface OrderLine extends BoughtLine {
  readonly amount: Money;
  readonly state: LineState;
  readonly entitlements: readonly { readonly kind: string; readonly id: string }[];
  readonly services: ServiceTally | null;
}

/** Summaries are cut at 200 bytes by Temporal's client; this leaves room for the sum. */
const SUMMARY_LENGTH = 150;

/** `10,000 inspections, stored 15 years`; `AIMIS software, Basic Edition: 1 set, 3 years`. */
export function boughtText({ name, term, formula, fulfilment }: BoughtLine, language: Language): string {
  // The calculation that the buyer has seen starts with the quantity and its unit.
  const [quantity = ''] = formula[language].split(' × ');
  if (fulfilment.kind === 'lot' && fulfilment.storageYears !== null) {
    const years = termText(fulfilment.storageYears, 'year')[language];
    return language === 'zh' ? `${quantity}，存储 ${years}` : `${quantity}, stored ${years}`;
  }
  const words = [quantity, ...(term === null ? [] : [termText(term.count, term.unit)[language]])];
  return language === 'zh' ? `${name.zh}：${words.join('，')}` : `${name.en}: ${words.join(', ')}`;
}

/** `10,000 inspections, stored 15 years · USD 43,700.00`: lines that do not fit are counted. */
export function orderSummary({
  lines,
  total,
}: {
  readonly lines: readonly BoughtLine[];
  readonly total: Money;
}): string {
  const texts = lines.map((line) => boughtText(line, 'en'));
  let shown = texts.length;
  while (shown > 1 && texts.slice(0, shown).join('; ').length > SUMMARY_LENGTH) shown -= 1;
  const rest = texts.length - shown;
  const bought = texts.slice(0, shown).join('; ').slice(0, SUMMARY_LENGTH);
  return `${bought}${rest === 0 ? '' : ` and ${rest} more`} · ${sumText(total, 'en')}`;
}

/** What was bought, its amount, and what it became. */
export function lineText(line: OrderLine): Localized {
  const text = (language: Language): string => {
    const bought = `${boughtText(line, language)} · ${sumText(line.amount, language)}`;
    const became = becameText(line, language);
    return language === 'zh' ? `${bought}：${became}` : `${bought}: ${became}`;
  };
  return { en: text('en'), zh: text('zh') };
}

function becameText({ state, entitlements, services }: OrderLine, language: Language): string {
  const word = (value: string): string => wordOfFact('state', value, language) ?? value;
  const parts =
    services === null
      ? entitlements.map(({ id }) => id)
      : statesIn(services).map((name) => `${formatInteger(services.counts[name] ?? 0)} ${word(name)}`);
  if (parts.length === 0) return word(state);
  const list = formatList(parts, language);
  return language === 'zh' ? `${word(state)}（${list}）` : `${word(state)} (${list})`;
}
