/** Books usages of an account in one transaction at a past instant, as the product would have booked them then. */
import { changeLedger } from '../../src/application/ledger/change-ledger.ts';
import { decideUsages } from '../../src/application/ledger/group-commit/decide-usages.ts';
import type { UsageRequest } from '../../src/application/ledger/group-commit/pending-usages.ts';
import type { UsagePolicies } from '../../src/application/ledger/usage-policies.ts';
import type { Database } from '../../src/storage/database.ts';
import type { LotDocument } from '../../src/storage/collections/lots.ts';
import { SYSTEM } from '../../src/storage/actor.ts';
import { runTransaction } from '../../src/storage/transaction.ts';
import { creditOf } from './bench-accounts.ts';
import type { Instant } from '../../src/domain/instant.ts';

export interface PastUses {
  readonly accountId: string;
  readonly at: Instant;
  readonly policies: UsagePolicies;
  /** Credited first. */
  readonly lots?: readonly LotDocument[];
  readonly requests: readonly UsageRequest[];
}

/** Throws the refusal of the first refused usage. */
export async function bookUsages(
  database: Database,
  { accountId, at, policies, lots = [], requests }: PastUses,
): Promise<void> {
  await runTransaction({ database, serverNow: () => at }, SYSTEM, async (unit) => {
    const { session } = unit;
    if (lots.length > 0) await database.models.lots.insertMany([...lots], { session });
    await changeLedger(unit, accountId, (ledger) => {
      for (const lot of lots) ledger.credit(lot.resource, creditOf(lot), { type: 'line', id: lot._id });
      return decideUsages(requests, new Map([[accountId, ledger]]), policies).map((decision) => {
        if (decision.type === 'refused') throw decision.refusal;
        return decision.usage;
      });
    });
  });
}
