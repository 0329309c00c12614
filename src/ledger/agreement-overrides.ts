/** Brings what an account's agreements say of its pools into the ledger's head, where every use finds it. */
import { endOfDate } from '../domain/calendar.ts';
import { POOL_POLICIES } from '../domain/catalogue/policies.ts';
import { readPolicies } from '../domain/catalogue/policy-values.ts';
import type { AgreementDocument } from '../persistence/models/agreement.ts';
import type { PoolOverride } from '../persistence/models/ledger.ts';
import type { UnitOfWork } from '../persistence/unit-of-work.ts';

/**
 * Reads them anew, oldest first, so that the newest word wins. The head's version moves: whoever decides on what he
 * remembers decides again.
 */
export async function refreshOverrides(unit: UnitOfWork, accountId: string): Promise<void> {
  const { agreements, ledgers } = unit.database.models;
  const { session } = unit;
  const head = await ledgers.findById(accountId, { timeZone: 1 }).session(session).lean();
  if (head === null) throw new Error(`account ${accountId} has no ledger`);
  const all = await agreements
    .find({ accountId, overrides: { $ne: null } })
    .sort({ _id: 1 })
    .session(session)
    .lean();
  const overrides = all.flatMap((agreement) => poolOverrideOf(agreement, head.timeZone));
  await ledgers.updateOne({ _id: accountId }, { $set: { overrides }, $inc: { version: 1 } }, { session });
}

function poolOverrideOf(
  { _id, productLines, overrides, validTo, terminatedAt, createdAt }: AgreementDocument,
  timeZone: string,
): PoolOverride[] {
  const { values } = readPolicies(overrides ?? {}, POOL_POLICIES, '');
  if (Object.keys(values).length === 0) return [];
  const ends = [validTo === null ? null : endOfDate(validTo, timeZone), terminatedAt].filter(
    (at) => at !== null,
  );
  return [
    {
      productLines,
      from: createdAt,
      until: ends.sort()[0] ?? null,
      layer: { version: _id, values },
    },
  ];
}
