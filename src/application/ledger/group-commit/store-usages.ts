/** Decides usages on the ledgers of their accounts and stores the result, in one attempt at one transaction. */
import type { AccountId } from '../../../domain/ids.ts';
import type { Instant } from '../../../domain/instant.ts';
import type { LedgerDocument } from '../../../storage/collections/ledgers.ts';
import { SYSTEM } from '../../../storage/actor.ts';
import { runTransactionOnce, type TransactionDependencies } from '../../../storage/transaction.ts';
import type { UnitOfWork } from '../../../storage/unit-of-work.ts';
import { BasicSoftware } from '../basic-software.ts';
import { LedgerSession } from '../ledger-session.ts';
import { policiesOfBatch, type UsagePolicies } from '../usage-policies.ts';
import { writeSessions } from '../write-sessions.ts';
import { isConflict } from './commit-failures.ts';
import type { CommitObserver, Transacted } from './commit-observer.ts';
import { decideUsages, organizationsToCheck } from './decide-usages.ts';
import type { DecidedUsage, Decision, PendingUsage } from './pending-usages.ts';

export interface UsageStorage extends TransactionDependencies {
  readonly policies: UsagePolicies;
  readonly observer: CommitObserver;
}

export interface StoredUsages {
  readonly decided: readonly DecidedUsage[];
  /** Usages of accounts that have more due than this transaction may book. */
  readonly undecided: readonly PendingUsage[];
  /** The ledger states as written. The commit proves that the decisions on these accounts were made on current states. */
  readonly states: readonly LedgerDocument[];
}

export interface LedgerStateSource {
  /** Whether accounts share the transaction. */
  readonly lane: Transacted['lane'];
  /** The ledgers of the accounts that exist, by account. */
  readonly of: (unit: UnitOfWork) => Promise<ReadonlyMap<AccountId, LedgerDocument>>;
  /** Most ends of lots and of graces to book, over all of them. */
  readonly mostDue: number;
}

/** Resolves no caller. Throws what the driver throws, and `StaleLedgerError` where a state given is no longer current. */
export async function storeUsages(
  storage: UsageStorage,
  batch: readonly PendingUsage[],
  source: LedgerStateSource,
): Promise<StoredUsages> {
  const begunMs = performance.now();
  const report = (outcome: Transacted['outcome']) => {
    const seconds = (performance.now() - begunMs) / 1_000;
    storage.observer.transacted({ lane: source.lane, usages: batch.length, seconds, outcome });
  };
  try {
    const stored = await storeOnce(storage, batch, source);
    report('committed');
    return stored;
  } catch (error) {
    report(isConflict(error) ? 'conflict' : 'failed');
    throw error;
  }
}

async function storeOnce(
  { policies: all, observer: _, ...dependencies }: UsageStorage,
  batch: readonly PendingUsage[],
  { of, mostDue }: LedgerStateSource,
): Promise<StoredUsages> {
  const policies = policiesOfBatch(all);
  let ready = batch;
  let decisions: readonly Decision[] = [];
  let states: readonly LedgerDocument[] = [];
  await runTransactionOnce(dependencies, SYSTEM, async (unit) => {
    const ledgers = openLedgers(await of(unit), unit.recordedAt, mostDue);
    ready = batch.filter(({ request }) => ledgers.get(request.accountId)?.isSettled !== false);
    // What follows for an account belongs to the trace of its last usage in the transaction.
    for (const { request, traceparent } of ready)
      if (traceparent !== undefined) unit.traceAs(request.accountId, traceparent);
    const requests = ready.map(({ request }) => request);
    const basics = await BasicSoftware.of(unit, organizationsToCheck(requests, ledgers, policies));
    decisions = decideUsages(requests, ledgers, policies, basics);
    const changed = [...ledgers.values()].filter((ledger) => ledger.changed && ledger.isSettled);
    if (changed.length === 0) return 'nothing';
    states = await writeSessions(unit, changed);
    return 'commit';
  });
  const decided = ready.flatMap((pending, index) => {
    const decision = decisions[index];
    return decision === undefined ? [] : [{ pending, decision }];
  });
  return { decided, undecided: without(batch, ready), states };
}

function without(batch: readonly PendingUsage[], ready: readonly PendingUsage[]): readonly PendingUsage[] {
  if (ready.length === batch.length) return [];
  const isReady = new Set(ready);
  return batch.filter((pending) => !isReady.has(pending));
}

function openLedgers(
  states: ReadonlyMap<AccountId, LedgerDocument>,
  recordedAt: Instant,
  mostDue: number,
): ReadonlyMap<AccountId, LedgerSession> {
  let left = mostDue;
  return new Map(
    [...states].map(([accountId, state]) => {
      const ledger = new LedgerSession(state, recordedAt, left);
      if (ledger.isSettled) left -= ledger.booked.entries.length + ledger.booked.episodeEvents.length;
      return [accountId, ledger];
    }),
  );
}
