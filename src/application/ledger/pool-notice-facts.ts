/** What holds for the pools that a transaction has to report on. */
import type { AccountId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { LedgerDocument } from '../../storage/collections/ledgers.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import type { UsagePolicy } from './group-commit/decide-uses.ts';
import type { LedgerSession } from './ledger-session.ts';
import { poolPoliciesInForce } from './pool-policies-in-force.ts';
import { usagePoliciesOf } from './group-commit/usage-policies.ts';

/** What holds for a pool of an account at an instant of its time. */
export type PoolPolicyOf = (accountId: AccountId, resource: string, at: Instant) => UsagePolicy;

/** Asks the catalogue only where there is something to tell: most transactions have nothing. */
export async function poolPoliciesFor(
  { database }: UnitOfWork,
  books: readonly Pick<LedgerSession, 'drops' | 'episodeEvents'>[],
  heads: readonly LedgerDocument[],
): Promise<PoolPolicyOf> {
  const hasChanges = books.some(
    ({ drops, episodeEvents }) => episodeEvents.length > 0 || drops.some(isWorthTelling),
  );
  const policies = hasChanges ? await poolPoliciesInForce(database) : usagePoliciesOf({ known: null });
  const headOf = new Map(heads.map((head) => [head._id, head]));
  return (accountId, resource, at) => {
    const head = headOf.get(accountId);
    if (head === undefined) throw new Error(`no head of ${accountId}`);
    return policies.policyOf(head, resource, at);
  };
}

/** Whether thresholds have to be looked at, or are known to be passed. */
function isWorthTelling({ available, before, lowBalanceUnits }: LedgerSession['drops'][number]): boolean {
  return (
    available === 0 ||
    lowBalanceUnits === null ||
    lowBalanceUnits.some((units) => available <= units && units < before)
  );
}
