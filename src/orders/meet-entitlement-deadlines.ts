/** What happens when the time of a licence or a term is over, or soon will be. */
import { coverUntil } from '../domain/entitlements/period.ts';
import type { Instant } from '../domain/instant.ts';
import type { JsonObject } from '../domain/json.ts';
import { settleCoverOf } from '../episodes/cover-book.ts';
import { changeLedger } from '../ledger/change-ledger.ts';
import type { TermDocument } from '../persistence/models/entitlement.ts';
import type { DeadlineDocument } from '../persistence/models/work.ts';
import type { UnitOfWork } from '../persistence/unit-of-work.ts';
import { updateLines } from './commands.ts';
import type { TransitionContext, TransitionEffect } from './transition.ts';

export async function endLicence(
  context: TransitionContext,
  { licenceId, at }: DeadlineDocument,
): Promise<TransitionEffect> {
  const { database, session } = context.unit;
  await database.models.licences.updateOne(
    { _id: licenceId ?? '', end: null },
    { $set: { end: 'ended', endedAt: at } },
    { session },
  );
  return withLines(context, 'licence.ended', { licenceId });
}

/** A term ends. The platforms hear of it where cover ends with it, and what that opens is booked with it (rules §8.12). */
export async function endTerm(
  context: TransitionContext,
  deadline: DeadlineDocument,
): Promise<TransitionEffect> {
  // The ledger's head excludes creditings of the account, which may go on with the cover at this moment.
  const facts = await changeLedger(context.unit, context.order.accountId, (book) =>
    bookEndOfTerm(context, deadline, book.at),
  );
  return withLines(context, 'term.ended', facts);
}

async function bookEndOfTerm(
  { unit, order }: TransitionContext,
  { _id, termId, at }: DeadlineDocument,
  now: Instant,
): Promise<JsonObject> {
  const { terms } = unit.database.models;
  const term = await terms
    .findOneAndUpdate(
      { _id: termId ?? '', end: null },
      { $set: { end: 'ended', endedAt: at } },
      { session: unit.session, returnDocument: 'after' },
    )
    .lean();
  const covered = term === null ? null : await coverFrom(unit, term, at);
  const facts = { termId, sku: term?.sku ?? null, organizationId: term?.organizationId ?? null };
  if (term !== null && covered === null) {
    unit.notify({
      kind: 'term.ended',
      cause: _id,
      accountId: order.accountId,
      sandbox: order.sandbox,
      at,
      payload: { ...facts, orderId: order._id, until: term.until },
    });
  }
  if (term !== null) await settleCoverOf(unit, term, now);
  return { ...facts, coveredUntil: covered };
}

/** Reminds of the end of cover. A term that another one follows needs no reminder (rules §8.12). */
export async function remindOfTerm(
  { unit, order }: TransitionContext,
  { _id, termId, at, daysBefore }: DeadlineDocument,
): Promise<TransitionEffect> {
  const term = await unit.database.models.terms
    .findById(termId ?? '')
    .session(unit.session)
    .lean();
  const covered = term === null ? null : await coverFrom(unit, term, term.until);
  const facts = {
    termId,
    daysBefore,
    sku: term?.sku ?? null,
    organizationId: term?.organizationId ?? null,
    until: term?.until ?? null,
  };
  if (term?.end === null && covered === null) {
    unit.notify({
      kind: 'term.expiring',
      cause: _id,
      accountId: order.accountId,
      sandbox: order.sandbox,
      at,
      payload: { ...facts, orderId: order._id },
    });
  }
  return { auditType: 'term.reminded', facts: { ...facts, coveredUntil: covered } };
}

/** Until when other terms of the same thing cover on from an instant; null where none does. */
async function coverFrom(unit: UnitOfWork, term: TermDocument, from: Instant): Promise<Instant | null> {
  const { _id, accountId, organizationId, sku } = term;
  const others = await unit.database.models.terms
    .find({
      _id: { $ne: _id },
      accountId,
      organizationId,
      sku,
      end: { $ne: 'refunded' },
      until: { $gt: from },
    })
    .session(unit.session)
    .lean();
  return coverUntil(from, others);
}

async function withLines(
  context: TransitionContext,
  auditType: string,
  facts: NonNullable<TransitionEffect['facts']>,
): Promise<TransitionEffect> {
  const { changes } = await updateLines(context);
  return { auditType, facts, ...(changes === undefined ? {} : { changes }) };
}
