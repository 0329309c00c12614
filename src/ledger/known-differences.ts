/** Which differences of an account's ledger have a task already: one fact, one task, however often it is found. */
import type { BalanceDifference } from '../domain/ledger/balance-differences.ts';
import type { Database, Session } from '../persistence/database.ts';
import type { StoredObject } from '../persistence/models/define.ts';
import type { LedgerHeadDocument } from '../persistence/models/ledger.ts';
import type { LedgerFault } from './check-ledger.ts';

/** What a task `reconcile.difference` about a ledger tells: plain data. */
export type DifferenceFacts = {
  about: 'ledger';
  resources: string[];
  chain: { sequence: number; reason: string } | null;
  wrongBalance: { sequence: number; resource: string } | null;
  /** Sequence of the first entry that is broken or whose balance is wrong; null where the journal is sound. */
  firstBroken: number | null;
  differences: { resource: string; figure: string; stored: number; rebuilt: number }[];
  /** Of a resolved one: the last entry that was booked before the decision. */
  decidedAt?: number;
};

export interface KnownDifferences {
  /** Whether an operator still has to decide about something. */
  readonly isAnyOpen: boolean;
  readonly isChainKnown: boolean;
  readonly keys: ReadonlySet<string>;
  /** By resource: entries whose balance was decided about. */
  readonly decidedAt: ReadonlyMap<string, number>;
}

/** True for the facts of a task about a ledger. */
export function isAboutLedger(facts: StoredObject): facts is DifferenceFacts {
  return facts['about'] === 'ledger';
}

export async function knownDifferences(
  { models }: Database,
  accountId: string,
  session?: Session,
): Promise<KnownDifferences> {
  const tasks = await models.tasks
    .find({ accountId, kind: 'reconcile.difference' })
    .session(session ?? null)
    .lean();
  const keys = new Set<string>();
  const decidedAt = new Map<string, number>();
  let isChainKnown = false;
  let isAnyOpen = false;
  for (const { state, facts } of tasks) {
    if (!isAboutLedger(facts)) continue;
    if (state === 'open') {
      isAnyOpen = true;
      isChainKnown ||= facts.chain !== null;
    }
    for (const difference of facts.differences) {
      // Balances were put right when the task was resolved, so that the same difference again is a new one. The record
      // of a use was not: it stays as it is.
      if (state === 'open' || difference.figure.startsWith('usage:')) keys.add(keyOf(difference));
    }
    for (const resource of facts.resources) {
      const sequence = facts.decidedAt ?? 0;
      decidedAt.set(resource, Math.max(sequence, decidedAt.get(resource) ?? 0));
    }
  }
  return { isAnyOpen, isChainKnown, keys, decidedAt };
}

/** What of a fault nobody was told yet. */
export function newsIn(fault: LedgerFault, head: LedgerHeadDocument, known: KnownDifferences): LedgerFault {
  // Nothing can be held against a journal that is known to be broken.
  if (known.isChainKnown) return { chain: null, wrongBalance: null, differences: [] };
  if (fault.chain !== null) return fault;
  return {
    chain: null,
    wrongBalance: isWrongBalanceKnown(fault, head, known) ? null : fault.wrongBalance,
    differences: fault.differences.filter((difference) => !known.keys.has(keyOf(difference))),
  };
}

/** What was booked while a pool was blocked or before it was decided about tells figures that were known to be wrong. */
function isWrongBalanceKnown(
  { wrongBalance }: LedgerFault,
  { pools }: LedgerHeadDocument,
  { decidedAt }: KnownDifferences,
): boolean {
  if (wrongBalance === null) return true;
  const { resource, sequence } = wrongBalance;
  const isBlocked = pools.some((pool) => pool.resource === resource && pool.blockedBy !== null);
  return isBlocked || sequence <= (decidedAt.get(resource) ?? 0);
}

export function isEmptyFault({ chain, wrongBalance, differences }: LedgerFault): boolean {
  return chain === null && wrongBalance === null && differences.length === 0;
}

/** Both figures move together while the pool goes on, so that what lies between them tells the difference. */
function keyOf({ resource, figure, stored, rebuilt }: BalanceDifference): string {
  return `${resource} ${figure} ${stored - rebuilt}`;
}
