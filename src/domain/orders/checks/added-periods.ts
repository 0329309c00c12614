/**
 * The periods that lines would add, each after existing periods and earlier lines, and how far ahead they may reach
 * (AMB-29). Computed as crediting would do it if the order were paid now.
 */
import { anniversaryEnd, lastDateBefore } from '../../calendar.ts';
import { chainedPeriod, type ChainedPeriod } from '../../entitlements/period-chains.ts';
import { lastToEnd } from '../../entitlements/validity.ts';
import type { Instant } from '../../instant.ts';
import type { OrderId } from '../../ids.ts';
import { violationOf, type OrderViolation } from './violations.ts';
import type { CheckedLine } from './checked-order.ts';
import type { HeldPeriod } from './order-input.ts';

/** The part of a line that its period depends on. */
export type PeriodLine = Pick<
  CheckedLine,
  'sku' | 'name' | 'scope' | 'organizationId' | 'consortiumId' | 'start' | 'fulfilment'
>;

/** The purchase that adds periods. */
export interface PeriodPurchase {
  readonly orderId: OrderId;
  readonly capturedAt: Instant;
  /** Id of the renewed order; null for a new purchase. */
  readonly renews: string | null;
  readonly timeZone: string;
}

/** How far beyond the purchase cover may be paid in advance. */
const MOST_YEARS_AHEAD = 100;

/** In the order of the lines; null for a line that is null or adds no period. */
export function addedPeriods(
  lines: readonly (PeriodLine | null)[],
  held: readonly HeldPeriod[],
  purchase: PeriodPurchase,
): (HeldPeriod | null)[] {
  const status = [...held];
  return lines.map((line, index) => {
    const added = line === null ? null : addedPeriod(line, index, status, purchase);
    if (added !== null) status.push(added);
    return added;
  });
}

/** The violation of a line whose period would reach too far ahead; empty if it does not. */
export function tooFarAhead(
  { name }: PeriodLine,
  index: number,
  added: HeldPeriod | null,
  { capturedAt, timeZone }: Pick<PeriodPurchase, 'capturedAt' | 'timeZone'>,
): OrderViolation[] {
  const latest = anniversaryEnd(capturedAt, { years: MOST_YEARS_AHEAD }, timeZone);
  if (added?.until == null || added.until <= latest.expiresAt) return [];
  const facts = {
    name,
    until: { date: lastDateBefore(added.until, timeZone) },
    latest: { date: latest.expiresOn },
  };
  return [violationOf('paid_too_far_ahead', `lines[${index}].term.count`, facts)];
}

function addedPeriod(
  line: PeriodLine,
  index: number,
  status: readonly HeldPeriod[],
  { orderId, capturedAt, renews, timeZone }: PeriodPurchase,
): HeldPeriod | null {
  const { sku, fulfilment, start } = line;
  if (fulfilment.kind !== 'term' && fulfilment.kind !== 'licence') return null;
  const scopeId = scopeIdOf(line);
  const own = { sku, scopeId, orderId, graceHours: 0 };
  const chainId = `${orderId}, line ${index}`;
  const { term } = fulfilment;
  if (term === null || (fulfilment.kind === 'licence' && fulfilment.validity === 'perpetual'))
    return { ...own, chainId, from: capturedAt, until: null, chain: null };
  const earlier = status
    .filter((period) => period.sku === sku && period.scopeId === scopeId)
    .flatMap(queueable);
  const period = chainedPeriod(chainId, earlier, {
    capturedAt,
    start,
    renews,
    term,
    timeZone,
    lateDays: 0,
    graceHours: lastToEnd(earlier)?.graceHours ?? 0,
  });
  return { ...own, ...period };
}

/** The period after which later ones queue; none queues after a perpetual licence. */
function queueable(period: HeldPeriod): (ChainedPeriod & HeldPeriod)[] {
  const { until, chain } = period;
  return until === null || chain === null ? [] : [{ ...period, until, chain }];
}

/** The organization or consortium of a line; null for the account. */
function scopeIdOf({ scope, organizationId, consortiumId }: PeriodLine): string | null {
  if (scope === 'account') return null;
  return scope === 'consortium' ? consortiumId : organizationId;
}
