/**
 * Warnings about valid orders: a period that starts after another one, and optional software that outlasts the basic
 * software it needs (AMB-29, AMB-46). `added` is the period that each line would add.
 */
import { dateIn, lastDateBefore } from '../../calendar.ts';
import { coverUntil } from '../../entitlements/period.ts';
import type { Fact, Facts } from '../../found-violation.ts';
import type { Instant } from '../../instant.ts';
import type { CheckedLine, FoundWarning } from './checked-order.ts';
import type { HeldPeriod, OrderContext } from './order-input.ts';
import { ORDER_WARNINGS, type OrderWarningCode } from './violations.ts';

/** In the order of the lines. An invalid line is null and has no warnings. */
export function warningsOf(
  lines: readonly (CheckedLine | null)[],
  added: readonly (HeldPeriod | null)[],
  context: OrderContext,
): FoundWarning[] {
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
): FoundWarning[] {
  if (from <= context.now) return [];
  const until = { date: lastDateBefore(from, context.account.timeZone) };
  return [warning('queues', path, { name, until, date: dateOf(from, context) })];
}

function basicWarnings(
  path: string,
  { name, requires }: CheckedLine,
  { from, until, scopeId }: HeldPeriod,
  status: readonly HeldPeriod[],
  context: OrderContext,
): FoundWarning[] {
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

function warning(code: OrderWarningCode, path: string, facts: Facts): FoundWarning {
  return { path, code, rule: ORDER_WARNINGS[code], facts };
}

/** Periods end at local midnight, so a date is sufficient. */
function dateOf(instant: Instant, { account: { timeZone } }: OrderContext): Fact {
  return { date: dateIn(timeZone, instant) };
}
