/**
 * What terms and fixed-term licences have in common while an order looks after them: they begin, are about to end and end,
 * and the platforms hear of each (AMB-55). An end that another period follows without a gap is not told.
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

/** What notices and the audit say of a period, besides what happened. */
export function factsOf({ kind, document }: PaidPeriod): JsonObject {
  const { _id, orderId, sku, organizationId, from, until } = document;
  const of = { orderId, sku, organizationId, from, until };
  return kind === 'term'
    ? { termId: _id, ...of }
    : { licenceId: _id, ...of, consortiumId: document.consortiumId };
}

/**
 * Sets the deadlines of a period that was just credited, and says that it runs where it does. One that queues is told when
 * it begins. `now` is the instant of the crediting.
 */
export function watchPeriod(
  unit: UnitOfWork,
  order: OrderDocument,
  period: PaidPeriod,
  { now, timeZone }: { readonly now: Instant; readonly timeZone: string },
): void {
  const { kind, document } = period;
  const { _id, from, until } = document;
  const own = period.kind === 'term' ? { termId: period.document._id } : { licenceId: period.document._id };
  const owned = { ...deadlineFieldsOf(order), ...own };
  if (from <= now) notifyOf(unit, period, 'activated', _id, now);
  else unit.setDeadline({ _id: `${kind}.starts:${_id}`, kind: `${kind}.starts`, at: from, ...owned });
  if (until === null) return;
  for (const { daysBefore, at } of remindersOfPeriod(
    { from, until },
    order.policies.reminderDays,
    timeZone,
  )) {
    if (at <= now) continue;
    const reminder = { kind: `${kind}.reminder` as const, at, daysBefore };
    unit.setDeadline({ _id: `${kind}.reminder:${_id}:${daysBefore}`, ...reminder, ...owned });
  }
  unit.setDeadline({ _id: `${kind}.ends:${_id}`, kind: `${kind}.ends`, at: until, ...owned });
}

/** Tells both platforms. `cause` names what made it due, so that it is told once. */
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

/** Until when others of the same thing and scope go on from an instant; null where none does. */
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
