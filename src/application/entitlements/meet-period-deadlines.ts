/** Meets the deadlines of licences and terms: they begin, end soon, or end (rules §8.12, §8.13). */
import type { Instant } from '../../domain/instant.ts';
import type { JsonObject } from '../../domain/json.ts';
import { settleCoverage } from '../arrears/coverage-session.ts';
import { changeLedger } from '../ledger/change-ledger.ts';
import type { DeadlineDocument } from '../../storage/collections/deadlines.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { withLines } from '../orders/update-lines.ts';
import { coveredFrom, factsOf, notifyOf, type PaidPeriod } from './paid-periods.ts';
import type { TransitionContext, TransitionEffect } from '../orders/transition.ts';

/** Ends a licence. The platforms are notified if no other licence follows without a gap. */
export async function endLicence(
  context: TransitionContext,
  { _id, licenceId, at }: DeadlineDocument,
): Promise<TransitionEffect> {
  const { unit } = context;
  const document = await unit.database.models.licences
    .findOneAndUpdate(
      { _id: licenceId ?? '', end: null },
      { $set: { end: 'ended', endedAt: at } },
      { session: unit.session, returnDocument: 'after' },
    )
    .lean();
  if (document === null) return withLines(context, 'licence.ended', { licenceId });
  const period = { kind: 'licence', document } as const;
  const coveredUntil = await coveredFrom(unit, period, at);
  if (coveredUntil === null) notifyOf(unit, period, 'ended', _id, at);
  return withLines(context, 'licence.ended', { ...factsOf(period), coveredUntil });
}

/** Ends a term. If cover ends with it, the platforms are notified, and the episode it opens is booked (rules §8.12). */
export async function endTerm(
  context: TransitionContext,
  deadline: DeadlineDocument,
): Promise<TransitionEffect> {
  // The locked ledger excludes creditings of the account, which may extend the cover concurrently.
  const facts = await changeLedger(context.unit, context.order.accountId, (ledger) =>
    bookEndOfTerm(context, deadline, ledger.at),
  );
  return withLines(context, 'term.ended', facts);
}

async function bookEndOfTerm(
  { unit }: TransitionContext,
  { _id, termId, at }: DeadlineDocument,
  now: Instant,
): Promise<JsonObject> {
  const { terms } = unit.database.models;
  const document = await terms
    .findOneAndUpdate(
      { _id: termId ?? '', end: null },
      { $set: { end: 'ended', endedAt: at } },
      { session: unit.session, returnDocument: 'after' },
    )
    .lean();
  if (document === null) return { termId };
  const period = { kind: 'term', document } as const;
  const coveredUntil = await coveredFrom(unit, period, at);
  if (coveredUntil === null) notifyOf(unit, period, 'ended', _id, at);
  await settleCoverage(unit, document, now);
  return { ...factsOf(period), coveredUntil };
}

/** Announces that a queued period has begun (AMB-55). */
export async function startPeriod(
  { unit }: TransitionContext,
  deadline: DeadlineDocument,
): Promise<TransitionEffect> {
  const period = await periodOf(unit, deadline);
  if (period === null) return { auditType: 'order.deadline_gone', facts: { deadlineId: deadline._id } };
  notifyOf(unit, period, 'activated', period.document._id, deadline.at);
  return { auditType: `${period.kind}.activated`, facts: factsOf(period) };
}

/** Reminds of the end of a period, unless another one follows without a gap (rules §8.12). */
export async function remindOfPeriod(
  { unit }: TransitionContext,
  deadline: DeadlineDocument,
): Promise<TransitionEffect> {
  const { _id, at, daysBefore } = deadline;
  const period = await periodOf(unit, deadline);
  if (period === null) return { auditType: 'order.deadline_gone', facts: { deadlineId: _id } };
  const { until } = period.document;
  const coveredUntil = until === null ? null : await coveredFrom(unit, period, until);
  if (coveredUntil === null) notifyOf(unit, period, 'expiring', _id, at, { daysBefore });
  return {
    auditType: `${period.kind}.reminded`,
    facts: { ...factsOf(period), daysBefore, coveredUntil },
  };
}

/** The term or licence of a deadline; null if it has ended or was refunded. */
async function periodOf(
  { database: { models }, session }: UnitOfWork,
  { termId, licenceId }: DeadlineDocument,
): Promise<PaidPeriod | null> {
  if (licenceId !== null) {
    const document = await models.licences.findOne({ _id: licenceId, end: null }).session(session).lean();
    return document && { kind: 'licence', document };
  }
  const document = await models.terms
    .findOne({ _id: termId ?? '', end: null })
    .session(session)
    .lean();
  return document && { kind: 'term', document };
}
