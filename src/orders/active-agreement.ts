/**
 * Finds the agreements that let an account buy on a date (AMB-31, AMB-32). The one that an order names is the one that is
 * used, and otherwise the newest.
 */
import type { CalendarDate } from '../domain/calendar.ts';
import { DomainError } from '../domain/refusals.ts';
import type { Database, Session } from '../persistence/database.ts';
import type { AgreementDocument } from '../persistence/models/agreement.ts';

/** Every agreement of the account that is active on `date`, the one to use first: `named`, where it is among them. */
export async function findActiveAgreements(
  database: Database,
  accountId: string,
  date: CalendarDate,
  session: Session | null,
  named: string | null = null,
): Promise<AgreementDocument[]> {
  const active = await database.models.agreements
    .find({
      accountId,
      terminatedAt: null,
      signedOn: { $lte: date },
      $or: [{ validTo: null }, { validTo: { $gte: date } }],
    })
    .sort({ _id: -1 })
    .session(session)
    .lean();
  return [...active.filter(({ _id }) => _id === named), ...active.filter(({ _id }) => _id !== named)];
}

/** The one among them that covers the product line, or null. */
export async function findActiveAgreement(
  database: Database,
  accountId: string,
  productLine: string,
  date: CalendarDate,
  session: Session | null,
  named: string | null = null,
): Promise<AgreementDocument | null> {
  const active = await findActiveAgreements(database, accountId, date, session, named);
  return active.find(({ productLines }) => productLines.includes(productLine)) ?? null;
}

/** Refuses with `not_found` an agreement that is none of the account's. */
export async function assertAgreementOf(
  database: Database,
  accountId: string,
  agreementId: string,
  session: Session | null,
): Promise<void> {
  const found = await database.models.agreements.exists({ _id: agreementId, accountId }).session(session);
  if (found === null) throw new DomainError('not_found', { kind: 'agreement', id: agreementId });
}
