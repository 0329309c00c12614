/**
 * Warnings about valid orders: a period that starts after another one, and optional software that outlasts the basic
 * software it needs (AMB-29, AMB-46). `added` is the period that each line would add.
 */
import { dateIn } from '../../calendar.ts';
import { dateText } from '../../date-text.ts';
import { coverUntil } from '../../entitlements/period.ts';
import type { Instant } from '../../instant.ts';
import type { Localized } from '../../json.ts';
import type { RuleId } from '../../rules.ts';
import { filledOf, type Facts } from '../../wording.ts';
import type { CheckedLine, OrderWarning } from './checked-order.ts';
import type { HeldPeriod, OrderContext } from './order-input.ts';

const WARNINGS = {
  queues: {
    rule: 'AMB-29',
    message: {
      en: '{name} is already paid through the day before {date}: what you buy now starts on {date}.',
      zh: '{name}尚在有效期内，本次购买将自 {date} 起生效。',
    },
  },
  outlasts_basic: {
    rule: 'AMB-46',
    message: {
      en: '{name} needs {basic}, which ends before {date}: from then on it is not activated until {basic} is renewed.',
      zh: '{name}依赖{basic}，后者将于 {date} 到期；到期后该功能停用，续费{basic}后自动恢复。',
    },
  },
  awaits_basic: {
    rule: 'AMB-46',
    message: {
      en: '{name} needs {basic}, which is not active when it starts on {date}: it is activated once {basic} is.',
      zh: '{name}依赖{basic}，而{basic}在其生效日 {date} 尚未启用；{basic}启用后自动激活。',
    },
  },
} as const satisfies Record<string, { readonly rule: RuleId; readonly message: Localized }>;
type WarningCode = keyof typeof WARNINGS;

/** In the order of the lines. An invalid line is null and has no warnings. */
export function warningsOf(
  lines: readonly (CheckedLine | null)[],
  added: readonly (HeldPeriod | null)[],
  context: OrderContext,
): OrderWarning[] {
  const status = [...context.account.periods, ...added.filter((period) => period !== null)];
  return lines.flatMap((line, index) => {
    const period = added[index] ?? null;
    if (line === null || period === null) return [];
    const path = `lines[${index}]`;
    return [
      ...queueWarnings(path, line, period, context),
      ...basicWarnings(path, line, period, status, context),
    ];
  });
}

function queueWarnings(
  path: string,
  { name }: CheckedLine,
  { from }: HeldPeriod,
  context: OrderContext,
): OrderWarning[] {
  return from > context.now ? [warning('queues', path, { name, date: dateOf(from, context) })] : [];
}

function basicWarnings(
  path: string,
  { name, requires }: CheckedLine,
  { from, until, scopeId }: HeldPeriod,
  status: readonly HeldPeriod[],
  context: OrderContext,
): OrderWarning[] {
  return requires.flatMap((sku) => {
    const basics = status.filter((period) => period.sku === sku && period.scopeId === scopeId);
    if (basics.some((basic) => basic.until === null && basic.from <= from)) return [];
    const fixed = basics.flatMap((basic) =>
      basic.until === null ? [] : [{ from: basic.from, until: basic.until }],
    );
    const covered = coverUntil(from, fixed);
    const basic = context.catalogue.skus.find((other) => other.sku === sku)?.name ?? sku;
    if (covered === null)
      return [warning('awaits_basic', path, { name, basic, date: dateOf(from, context) })];
    if (until !== null && until <= covered) return [];
    return [warning('outlasts_basic', path, { name, basic, date: dateOf(covered, context) })];
  });
}

function warning(code: WarningCode, path: string, facts: Facts): OrderWarning {
  const { rule, message } = WARNINGS[code];
  return { path, code, message: filledOf(message, facts), rule };
}

/** Periods end at local midnight, so a date is sufficient. */
function dateOf(instant: Instant, { account: { timeZone } }: OrderContext): Localized {
  return dateText(dateIn(timeZone, instant));
}
