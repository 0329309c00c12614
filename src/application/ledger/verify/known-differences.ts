/** Which differences of an account's ledger have a task already: one fact, one task, however often it is found. */
import type { AccountId } from '../../../domain/ids.ts';
import type { BalanceDifference } from '../../../domain/ledger/balance-differences.ts';
import type { Database, Session } from '../../../storage/database.ts';
import type { JsonObject } from '../../../domain/json.ts';
import type { LedgerInconsistency } from './check-ledger.ts';

/** What a task `reconcile.difference` about a ledger tells: plain data. */
export type DifferenceFacts = {
  about: 'ledger';
  resources: string[];
  chain: { sequence: number; reason: string } | null;
  wrongBalance: { sequence: number; resource: string } | null;
  /** Sequence of the first entry that is broken or whose balance is wrong; null where the journal is sound. */
  firstBroken: number | null;
  differences: { resource: string; figure: string; stored: number; rebuilt: number }[];
  /** The last entry before the figures were put right from the journal; null where its chain is broken. */
  repairedAt: number | null;
};

export interface KnownDifferences {
  readonly isChainKnown: boolean;
  /** Of records that stay as they are. */
  readonly keys: ReadonlySet<string>;
  /** By resource: entries up to it may tell a balance that was wrong. */
  readonly repairedAt: ReadonlyMap<string, number>;
}

/** True for the facts of a task about a ledger. */
export function isAboutLedger(facts: JsonObject): facts is DifferenceFacts {
  return facts['about'] === 'ledger';
}

export async function knownDifferences(
  { models }: Database,
  accountId: AccountId,
  session?: Session,
): Promise<KnownDifferences> {
  const tasks = await models.tasks
    .find({ accountId, kind: 'reconcile.difference' })
    .session(session ?? null)
    .lean();
  const keys = new Set<string>();
  const repairedAt = new Map<string, number>();
  let isChainKnown = false;
  for (const { state, facts } of tasks) {
    if (!isAboutLedger(facts)) continue;
    if (state === 'open' && facts.chain !== null) isChainKnown = true;
    for (const difference of facts.differences) {
      // Balances were put right, so that the same difference again is a new one. The record of a use was not.
      if (difference.figure.startsWith('usage:')) keys.add(keyOf(difference));
    }
    for (const resource of facts.resources) {
      repairedAt.set(resource, Math.max(facts.repairedAt ?? 0, repairedAt.get(resource) ?? 0));
    }
  }
  return { isChainKnown, keys, repairedAt };
}

/** What of a fault nobody was told yet. */
export function changesIn(fault: LedgerInconsistency, known: KnownDifferences): LedgerInconsistency {
  // Nothing can be held against a journal that is known to be broken.
  if (known.isChainKnown) return { chain: null, wrongBalance: null, differences: [] };
  if (fault.chain !== null) return fault;
  const { wrongBalance } = fault;
  const isOld =
    wrongBalance !== null && wrongBalance.sequence <= (known.repairedAt.get(wrongBalance.resource) ?? 0);
  return {
    chain: null,
    wrongBalance: isOld ? null : wrongBalance,
    differences: fault.differences.filter((difference) => !known.keys.has(keyOf(difference))),
  };
}

export function isEmptyFault({ chain, wrongBalance, differences }: LedgerInconsistency): boolean {
  return chain === null && wrongBalance === null && differences.length === 0;
}

function keyOf({ resource, figure, stored, rebuilt }: BalanceDifference): string {
  return `${resource} ${figure} ${stored} ${rebuilt}`;
}
