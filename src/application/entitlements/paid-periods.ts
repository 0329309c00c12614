/**
 * Deadlines and notices that terms and licences share: they begin, end soon and end, and the platforms are notified of
 * each (AMB-55). No notice is sent about an end that another period follows without a gap.
 */
import { coverUntil } from '../../domain/entitlements/period.ts';
import { remindersOfPeriod } from '../../domain/entitlements/reminders.ts';
import type { Instant } from '../../domain/instant.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { LicenceDocument } from '../../storage/collections/licences.ts';
import type { TermDocument } from '../../storage/collections/terms.ts';
import type { OrderDocument } from '../../storage/collections/orders.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { deadlineFieldsOf } from '../orders/deadline-fields.ts';

export type PaidPeriod =
  | { readonly kind: 'term'; readonly document: TermDocument }
  | { readonly kind: 'licence'; readonly document: LicenceDocument };

/** The facts of a period for notices and the audit. */
export function factsOf({ kind, document }: PaidPeriod): JsonObject {
  const { _id, orderId, sku, organizationId, from, until } = document;
  const of = { orderId, sku, organizationId, from, until };
  return kind === 'term'
    ? { termId: _id, ...of }
    : { licenceId: _id, ...of, consortiumId: document.consortiumId };
}

/**
 * Sets the deadlines of a period that was just credited at `now`. A period that has begun is announced at once, a
 * queued one when it begins.
 */
export function setPeriodDeadlines(
  unit: UnitOfWork,
  order: OrderDocument,
  period: PaidPeriod,
  { now, timeZone }: { readonly now: Instant; readonly timeZone: string },
): void {
  const { kind, document } = period;
  const { _id, from, until } = document;
  const ids = period.kind === 'term' ? { termId: period.document._id } : { licenceId: period.document._id };
  const fields = { ...deadlineFieldsOf(order), ...ids };
  if (from <= now) notifyOf(unit, period, 'activated', _id, now);
  else unit.setDeadline({ _id: `${kind}.starts:${_id}`, kind: `${kind}.starts`, at: from, ...fields });
  if (until === null) return;
  for (const { daysBefore, at } of remindersOfPeriod(
    { from, until },
    order.policies.reminderDays,
    timeZone,
  )) {
    if (at <= now) continue;
    const reminder = { kind: `${kind}.reminder` as const, at, daysBefore };
    unit.setDeadline({ _id: `${kind}.reminder:${_id}:${daysBefore}`, ...reminder, ...fields });
  }
  unit.setDeadline({ _id: `${kind}.ends:${_id}`, kind: `${kind}.ends`, at: until, ...fields });
}

/** Notifies the platforms of a period, once for each `cause`. */
export function notifyOf(
  unit: UnitOfWork,
  period: PaidPeriod,
  what: 'activated' | 'expiring' | 'ended',
  cause: string,
  at: Instant,
  facts: JsonObject = {},
): void {
  const { accountId, sandbox } = period.document;
  const payload = { ...factsOf(period), ...facts };
  unit.notify({ kind: `${period.kind}.${what}`, cause, accountId, sandbox, at, payload });
}

/** Exclusive end of the cover by other periods of the same SKU and scope from an instant on; null if there is none. */
export async function coveredFrom(
  unit: UnitOfWork,
  period: PaidPeriod,
  from: Instant,
): Promise<Instant | null> {
  const { terms, licences } = unit.database.models;
  const { _id, accountId, sku, organizationId } = period.document;
  const others = {
    _id: { $ne: _id },
    accountId,
    sku,
    organizationId,
    end: { $ne: 'refunded' as const },
    until: { $gt: from },
  };
  const found =
    period.kind === 'term'
      ? await terms.find(others).session(unit.session).lean()
      : await licences
          .find({ ...others, consortiumId: period.document.consortiumId })
          .session(unit.session)
          .lean();
  return coverUntil(
    from,
    found.flatMap((other) => (other.until === null ? [] : [{ from: other.from, until: other.until }])),
  );
}
