/** Finds the agreement that lets an account buy from a product line on a date (AMB-31, AMB-32). */
import type { CalendarDate } from '../domain/calendar.ts';
import type { Database, Session } from '../persistence/database.ts';
import type { AgreementDocument } from '../persistence/models/agreement.ts';

/** The newest agreement that is active on `date` and covers the product line, or null. */
export async function findActiveAgreement(
  database: Database,
  accountId: string,
  productLine: string,
  date: CalendarDate,
  session: Session | null,
): Promise<AgreementDocument | null> {
  return database.models.agreements
    .findOne({
      accountId,
      productLines: productLine,
      terminatedAt: null,
      signedOn: { $lte: date },
      $or: [{ validTo: null }, { validTo: { $gte: date } }],
    })
    .sort({ _id: -1 })
    .session(session)
    .lean();
}
