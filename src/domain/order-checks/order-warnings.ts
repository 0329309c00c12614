/**
 * What an order is allowed to buy and would surprise: a period that queues behind another, and optional software that
 * outlasts the basic software it needs (AMB-29, AMB-46). Decided as crediting would decide it if the order were paid now.
 */
import { dateIn } from '../calendar.ts';
import { dateText } from '../date-text.ts';
import { lastToEnd } from '../entitlements/validity.ts';
import { chainedPeriod, type ChainedPeriod } from '../entitlements/period-chains.ts';
import { coverUntil } from '../entitlements/period.ts';
import type { Instant } from '../instant.ts';
import type { Localized } from '../json.ts';
import type { RuleId } from '../rules.ts';
import { filledOf, type Facts } from '../wording.ts';
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

/** A period that is held, or that a line would add. */
interface Standing extends Pick<HeldPeriod, 'sku' | 'scopeId' | 'from' | 'until'> {
  /** Null for a perpetual licence, behind which nothing queues. */
  readonly chained: ChainedPeriod | null;
  readonly graceHours: number;
}

/** In the order of the lines. A line that cannot be sold is null and warns of nothing. */
export function warningsOf(lines: readonly (CheckedLine | null)[], context: OrderContext): OrderWarning[] {
  const standings = context.account.periods.map(standingOf);
  const bought = lines.map((line, index) => {
    const added = line === null ? null : addedBy(line, index, standings, context);
    if (added !== null) standings.push(added);
    return added;
  });
  return lines.flatMap((line, index) => {
    const added = bought[index] ?? null;
    if (line === null || added === null) return [];
    const path = `lines[${index}]`;
    return [
      ...queueWarnings(path, line, added, context),
      ...basicWarnings(path, line, added, standings, context),
    ];
  });
}

function standingOf({
  sku,
  scopeId,
  from,
  until,
  chain,
  chainId,
  orderId,
  graceHours,
}: HeldPeriod): Standing {
  const chained = until === null || chain === null ? null : { from, until, chain, chainId, orderId };
  return { sku, scopeId, from, until, chained, graceHours };
}

/** The period that a line would add; null where it adds none. */
function addedBy(
  line: CheckedLine,
  index: number,
  standings: readonly Standing[],
  { now, renews, account: { timeZone } }: OrderContext,
): Standing | null {
  const { sku, fulfilment } = line;
  if (fulfilment.kind !== 'term' && fulfilment.kind !== 'licence') return null;
  const scopeId = scopeIdOf(line);
  const of = { sku, scopeId };
  const { term } = fulfilment;
  if (term === null || (fulfilment.kind === 'licence' && fulfilment.validity === 'perpetual'))
    return { ...of, from: now, until: null, chained: null, graceHours: 0 };
  const own = standings.filter((standing) => standing.sku === sku && standing.scopeId === scopeId);
  const earlier = own.flatMap(({ chained, graceHours }) =>
    chained === null ? [] : [{ ...chained, graceHours }],
  );
  const orderId = 'this order';
  const period = chainedPeriod(`line ${index}`, earlier, {
    capturedAt: now,
    start: line.start,
    renews,
    term,
    timeZone,
    lateDays: 0,
    graceHours: lastToEnd(earlier)?.graceHours ?? 0,
  });
  return { ...of, ...period, chained: { ...period, orderId }, graceHours: 0 };
}

/** The organization or consortium that a line is for; null where it is for the account. */
function scopeIdOf({ scope, organizationId, consortiumId }: CheckedLine): string | null {
  if (scope === 'account') return null;
  return scope === 'consortium' ? consortiumId : organizationId;
}

function queueWarnings(
  path: string,
  { name }: CheckedLine,
  { from }: Standing,
  context: OrderContext,
): OrderWarning[] {
  return from > context.now ? [warning('queues', path, { name, date: dateOf(from, context) })] : [];
}

function basicWarnings(
  path: string,
  { name, requires }: CheckedLine,
  { from, until, scopeId }: Standing,
  standings: readonly Standing[],
  context: OrderContext,
): OrderWarning[] {
  return requires.flatMap((sku) => {
    const basics = standings.filter((standing) => standing.sku === sku && standing.scopeId === scopeId);
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

/** Every end of a period is a local midnight, so that a date says it all. */
function dateOf(instant: Instant, { account: { timeZone } }: OrderContext): Localized {
  return dateText(dateIn(timeZone, instant));
}
