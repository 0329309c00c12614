/** Finds the agreements that let an account buy on a date (AMB-31, AMB-32). Newest first: it is the one that is used. */
import type { CalendarDate } from '../domain/calendar.ts';
import type { Database, Session } from '../persistence/database.ts';
import type { AgreementDocument } from '../persistence/models/agreement.ts';

/** Every agreement of the account that is active on `date`. */
export async function findActiveAgreements(
  database: Database,
  accountId: string,
  date: CalendarDate,
  session: Session | null,
): Promise<AgreementDocument[]> {
  return database.models.agreements
    .find({
      accountId,
      terminatedAt: null,
      signedOn: { $lte: date },
      $or: [{ validTo: null }, { validTo: { $gte: date } }],
    })
    .sort({ _id: -1 })
    .session(session)
    .lean();
}

/** The one among them that covers the product line, or null. */
export async function findActiveAgreement(
  database: Database,
  accountId: string,
  productLine: string,
  date: CalendarDate,
  session: Session | null,
): Promise<AgreementDocument | null> {
  const active = await findActiveAgreements(database, accountId, date, session);
  return active.find(({ productLines }) => productLines.includes(productLine)) ?? null;
}
