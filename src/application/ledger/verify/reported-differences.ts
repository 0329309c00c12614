/** The differences of an account's ledger that have a task already: a difference opens one task, however often it is found. */
import type { AccountId } from '../../../domain/ids.ts';
import type { BalanceDifference } from '../../../domain/ledger/balance-differences.ts';
import type { Database, Session } from '../../../storage/database.ts';
import type { JsonObject } from '../../../domain/json.ts';
import type { LedgerInconsistency } from './check-ledger.ts';

/** Facts of a task `reconcile.difference` about a ledger. Plain data. */
export type DifferenceFacts = {
  about: 'ledger';
  resources: string[];
  chain: { sequence: number; reason: string } | null;
  wrongBalance: { sequence: number; resource: string } | null;
  /** Sequence of the first entry that is broken or whose balance is wrong; null where the journal is sound. */
  firstBroken: number | null;
  differences: { resource: string; figure: string; stored: number; rebuilt: number }[];
  /** The last entry before the figures were rebuilt from the journal; null where its chain is broken. */
  repairedAt: number | null;
};

export interface ReportedDifferences {
  readonly isChainReported: boolean;
  /** Differences of records that a repair does not change. */
  readonly keys: ReadonlySet<string>;
  /** By resource: entries up to this number may carry a balance that was wrong. */
  readonly repairedAt: ReadonlyMap<string, number>;
}

/** True for the facts of a task about a ledger. */
export function isAboutLedger(facts: JsonObject): facts is DifferenceFacts {
  return facts['about'] === 'ledger';
}

export async function reportedDifferences(
  { models }: Database,
  accountId: AccountId,
  session?: Session,
): Promise<ReportedDifferences> {
  const tasks = await models.tasks
    .find({ accountId, kind: 'reconcile.difference' })
    .session(session ?? null)
    .lean();
  const keys = new Set<string>();
  const repairedAt = new Map<string, number>();
  let isChainReported = false;
  for (const { state, facts } of tasks) {
    if (!isAboutLedger(facts)) continue;
    if (state === 'open' && facts.chain !== null) isChainReported = true;
    for (const difference of facts.differences) {
      // Balances were repaired, so the same difference again is a new one. Records of usages were not.
      if (difference.figure.startsWith('usage:')) keys.add(keyOf(difference));
    }
    for (const resource of facts.resources) {
      repairedAt.set(resource, Math.max(facts.repairedAt ?? 0, repairedAt.get(resource) ?? 0));
    }
  }
  return { isChainReported, keys, repairedAt };
}

/** The part of an inconsistency that no task reports yet. */
export function unreportedIn(
  inconsistency: LedgerInconsistency,
  reported: ReportedDifferences,
): LedgerInconsistency {
  // A journal that is known to be broken proves nothing further.
  if (reported.isChainReported) return { chain: null, wrongBalance: null, differences: [] };
  if (inconsistency.chain !== null) return inconsistency;
  const { wrongBalance } = inconsistency;
  const isReported =
    wrongBalance !== null && wrongBalance.sequence <= (reported.repairedAt.get(wrongBalance.resource) ?? 0);
  return {
    chain: null,
    wrongBalance: isReported ? null : wrongBalance,
    differences: inconsistency.differences.filter((difference) => !reported.keys.has(keyOf(difference))),
  };
}

export function isConsistent({ chain, wrongBalance, differences }: LedgerInconsistency): boolean {
  return chain === null && wrongBalance === null && differences.length === 0;
}

function keyOf({ resource, figure, stored, rebuilt }: BalanceDifference): string {
  return `${resource} ${figure} ${stored} ${rebuilt}`;
}
