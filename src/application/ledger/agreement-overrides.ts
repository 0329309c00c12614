/** Copies the pool policies and validity of an account's agreements into its ledger, where every usage finds them. */
import { endOfDate, plusCalendar } from '../../domain/calendar.ts';
import type { AgreementPeriod } from '../../domain/catalogue/agreement-period.ts';
import type { Instant } from '../../domain/instant.ts';
import { POOL_POLICIES } from '../../domain/catalogue/policies.ts';
import { readPolicies } from '../../domain/catalogue/policy-values.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { AgreementDocument } from '../../storage/collections/agreements.ts';
import type { PoolOverride } from '../../storage/collections/ledgers.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';

/**
 * Call it after each change of an agreement. Overrides are stored oldest first, so that the newest wins. The ledger's version
 * moves, so a process that has the ledger in its cache decides again.
 */
export async function refreshAgreements(unit: UnitOfWork, accountId: AccountId): Promise<void> {
  const { agreements, ledgers } = unit.database.models;
  const { session } = unit;
  const ledger = await ledgers.findById(accountId, { timeZone: 1 }).session(session).lean();
  if (ledger === null) throw new Error(`account ${accountId} has no ledger`);
  const all = await agreements.find({ accountId }).sort({ _id: 1 }).session(session).lean();
  const { timeZone } = ledger;
  const change = {
    overrides: all.flatMap((agreement) => poolOverrideOf(agreement, timeZone)),
    agreements: all.map((agreement) => periodOf(agreement, timeZone)).reverse(),
  };
  await ledgers.updateOne({ _id: accountId }, { $set: change, $inc: { version: 1 } }, { session });
}

/** From the date of its signature through the last date of its validity, in the account's zone (D-16). */
function periodOf(agreement: AgreementDocument, timeZone: string): AgreementPeriod {
  const { productLines, signedOn } = agreement;
  const from = endOfDate(plusCalendar(signedOn, { days: -1 }), timeZone);
  return { productLines: [...productLines], from, until: endOf(agreement, timeZone) };
}

function endOf({ validTo, terminatedAt }: AgreementDocument, timeZone: string): Instant | null {
  const ends = [validTo === null ? null : endOfDate(validTo, timeZone), terminatedAt];
  return ends.filter((at) => at !== null).sort()[0] ?? null;
}

function poolOverrideOf(agreement: AgreementDocument, timeZone: string): PoolOverride[] {
  const { _id, productLines, overrides, createdAt } = agreement;
  const { values } = readPolicies(overrides ?? {}, POOL_POLICIES, '');
  if (Object.keys(values).length === 0) return [];
  return [
    {
      productLines,
      from: createdAt,
      until: endOf(agreement, timeZone),
      layer: { version: _id, values },
    },
  ];
}
