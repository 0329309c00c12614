/**
 * The periods that lines would add, each behind what is held and behind the lines before it, and how far ahead they may
 * reach (AMB-29). Decided as crediting would decide it if the lines were paid now.
 */
import { anniversaryEnd, lastDateBefore } from '../../calendar.ts';
import { dateText } from '../../date-text.ts';
import { chainedPeriod, type ChainedPeriod } from '../../entitlements/period-chains.ts';
import { lastToEnd } from '../../entitlements/validity.ts';
import type { Instant } from '../../instant.ts';
import type { Violation } from '../../errors.ts';
import type { OrderId } from '../../ids.ts';
import { violationOf } from './violations.ts';
import type { CheckedLine } from './checked-order.ts';
import type { HeldPeriod } from './order-input.ts';

/** A line as far as its period needs it. */
export type PeriodLine = Pick<
  CheckedLine,
  'sku' | 'name' | 'scope' | 'organizationId' | 'consortiumId' | 'start' | 'fulfilment'
>;

/** The purchase that adds periods. */
export interface PeriodPurchase {
  readonly orderId: OrderId;
  readonly capturedAt: Instant;
  /** Id of the order that it renews; null for a new purchase. */
  readonly renews: string | null;
  readonly timeZone: string;
}

/** How far ahead of a purchase the cover of one thing may be paid for. */
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

/** What is wrong with the line of an order whose period would reach too far ahead; empty where nothing is. */
export function tooFarAhead(
  { name }: PeriodLine,
  index: number,
  added: HeldPeriod | null,
  { capturedAt, timeZone }: Pick<PeriodPurchase, 'capturedAt' | 'timeZone'>,
): Violation[] {
  const latest = anniversaryEnd(capturedAt, { years: MOST_YEARS_AHEAD }, timeZone);
  if (added?.until == null || added.until <= latest.expiresAt) return [];
  const facts = {
    name,
    until: dateText(lastDateBefore(added.until, timeZone)),
    latest: dateText(latest.expiresOn),
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

/** The period as others queue behind it; nothing queues behind a perpetual licence. */
function queueable(period: HeldPeriod): (ChainedPeriod & HeldPeriod)[] {
  const { until, chain } = period;
  return until === null || chain === null ? [] : [{ ...period, until, chain }];
}

/** The organization or consortium that a line is for; null where it is for the account. */
function scopeIdOf({ scope, organizationId, consortiumId }: PeriodLine): string | null {
  if (scope === 'account') return null;
  return scope === 'consortium' ? consortiumId : organizationId;
}
