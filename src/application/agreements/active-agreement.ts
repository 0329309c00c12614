/**
 * Finds the agreements under which an account may buy at an instant (AMB-31, AMB-32, D-16). The one that an order names
 * is the one that is used, and otherwise the newest.
 */
import { dateIn } from '../../domain/calendar.ts';
import type { Instant } from '../../domain/instant.ts';
import { DomainError } from '../../domain/errors.ts';
import type { AccountId, AgreementId } from '../../domain/ids.ts';
import type { Database, Session } from '../../storage/database.ts';
import type { AgreementDocument } from '../../storage/collections/agreements.ts';

/** An instant, and the account's time zone, which decides its date. */
export interface AccountInstant {
  readonly at: Instant;
  readonly timeZone: string;
}

/**
 * The account's agreements that are active at the instant: its date in the account's time zone lies in [signedOn,
 * validTo], and the agreement was not terminated by then (D-16). Newest first, except that `named` comes first if it is
 * active.
 */
export async function findActiveAgreements(
  database: Database,
  accountId: AccountId,
  { at, timeZone }: AccountInstant,
  session: Session | null,
  named: string | null = null,
): Promise<AgreementDocument[]> {
  const date = dateIn(timeZone, at);
  const active = await database.models.agreements
    .find({
      accountId,
      signedOn: { $lte: date },
      $and: [
        { $or: [{ validTo: null }, { validTo: { $gte: date } }] },
        { $or: [{ terminatedAt: null }, { terminatedAt: { $gt: at } }] },
      ],
    })
    .sort({ _id: -1 })
    .session(session)
    .lean();
  return [...active.filter(({ _id }) => _id === named), ...active.filter(({ _id }) => _id !== named)];
}

/** The preferred active agreement that covers the product line; null if there is none. */
export async function findActiveAgreement(
  database: Database,
  accountId: AccountId,
  productLine: string,
  instant: AccountInstant,
  session: Session | null,
  named: string | null = null,
): Promise<AgreementDocument | null> {
  const active = await findActiveAgreements(database, accountId, instant, session, named);
  return agreementFor(productLine, active);
}

/** The first of the agreements that covers the product line; null if there is none. */
export function agreementFor(
  productLine: string,
  agreements: readonly AgreementDocument[],
): AgreementDocument | null {
  return agreements.find(({ productLines }) => productLines.includes(productLine)) ?? null;
}

/** Throws `not_found` for an agreement that does not belong to the account. */
export async function assertAgreementOf(
  database: Database,
  accountId: AccountId,
  agreementId: AgreementId,
  session: Session | null,
): Promise<void> {
  const found = await database.models.agreements.exists({ _id: agreementId, accountId }).session(session);
  if (found === null) throw new DomainError('not_found', { kind: 'agreement', id: agreementId });
}
