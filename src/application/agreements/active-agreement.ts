/**
 * Finds the agreements under which an account may buy at an instant (AMB-31, AMB-32, D-16). The one that an order names is
 * the one that is used, and otherwise the newest.
 */
import { dateIn } from '../../domain/calendar.ts';
import type { Instant } from '../../domain/instant.ts';
import { DomainError } from '../../domain/errors.ts';
import type { AccountId, AgreementId } from '../../domain/ids.ts';
import type { Database, Session } from '../../storage/database.ts';
import type { AgreementDocument } from '../../storage/collections/agreements.ts';

/** An instant, and the zone in which the account's dates are counted. */
export interface AccountInstant {
  readonly at: Instant;
  readonly timeZone: string;
}

/**
 * Every agreement of the account that is active at the instant: its date in the account's zone lies in [signedOn, validTo],
 * and it was not terminated by then. The one to use first stands first: `named`, where it is among them.
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

/** The one among them that covers the product line, or null. */
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

/** The first of them that covers the product line, or null. */
export function agreementFor(
  productLine: string,
  agreements: readonly AgreementDocument[],
): AgreementDocument | null {
  return agreements.find(({ productLines }) => productLines.includes(productLine)) ?? null;
}

/** Refuses with `not_found` an agreement that is none of the account's. */
export async function assertAgreementOf(
  database: Database,
  accountId: AccountId,
  agreementId: AgreementId,
  session: Session | null,
): Promise<void> {
  const found = await database.models.agreements.exists({ _id: agreementId, accountId }).session(session);
  if (found === null) throw new DomainError('not_found', { kind: 'agreement', id: agreementId });
}
