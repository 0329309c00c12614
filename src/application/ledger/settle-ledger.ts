/**
 * Books what is due in an account's ledger in steps, each a transaction of its own: thousands of lots may end at one
 * midnight, and a transaction has limits of time and size.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { AccountId, LotId } from '../../domain/ids.ts';
import type { Database } from '../../storage/database.ts';
import type { LedgerDocument } from '../../storage/collections/ledgers.ts';
import { SYSTEM } from '../../storage/actor.ts';
import {
  PrerequisiteError,
  runTransaction,
  type TransactionDependencies,
} from '../../storage/transaction.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { Semaphore } from '../../infra/slots.ts';
import { LedgerSession } from './ledger-session.ts';
import { lockLedger, readLiveLot } from './ledger-state.ts';
import { StaleLedgerError, writeSessions } from './write-sessions.ts';

/** Most ends of lots and of graces that one transaction books. */
export const MOST_DUE = 100;
/** After a step, settling pauses this many times as long as the step took, to leave the machine to others. */
const REST = 3;

interface Settling {
  readonly runs: Map<string, Promise<void>>;
  /** One step at a time, so that the share holds for any number of accounts. */
  readonly turns: Semaphore;
}

interface Step {
  readonly isSettled: boolean;
  /** As the step stored it; null where it is not known. */
  readonly state: LedgerDocument | null;
}

const SETTLING = new WeakMap<Database, Settling>();

/** Concurrent calls for one account share the steps within this process. */
export async function settleLedger(
  dependencies: TransactionDependencies,
  accountId: AccountId,
): Promise<void> {
  const { database } = dependencies;
  let settling = SETTLING.get(database);
  if (settling === undefined)
    SETTLING.set(database, (settling = { runs: new Map(), turns: new Semaphore(1) }));
  const { runs, turns } = settling;
  let run = runs.get(accountId);
  if (run === undefined) {
    run = settleInSteps(dependencies, accountId, turns).finally(() => runs.delete(accountId));
    runs.set(accountId, run);
  }
  await run;
}

/** To be thrown by a unit of work that finds more due than it may book; `runTransaction` settles and runs it again. */
export function settleFirst(accountId: AccountId): PrerequisiteError {
  return new PrerequisiteError(`what is due in the ledger of ${accountId} is booked first`, (dependencies) =>
    settleLedger(dependencies, accountId),
  );
}

/**
 * Makes sure that the due end of a lot is booked before this unit of work, without locking the ledger here: throws
 * `PrerequisiteError` unless the end is booked already, or still lies ahead.
 */
export async function settleEndOfLot(
  { database, session, recordedAt }: UnitOfWork,
  { accountId, lotId }: { readonly accountId: AccountId; readonly lotId: LotId | null },
): Promise<void> {
  if (lotId === null) return;
  const lot = await database.models.lots.findById(lotId, { end: 1 }).session(session).lean();
  if (lot === null || lot.end !== null) return;
  const stored = await readLiveLot(database, accountId, lotId, session);
  const live = stored?.live ?? null;
  // The lot's end may lie ahead although a deadline says otherwise: it may have been extended.
  if (live !== null && live.lot.expiresAt <= (stored?.frozenAt ?? recordedAt)) throw settleFirst(accountId);
}

async function settleInSteps(
  dependencies: TransactionDependencies,
  accountId: AccountId,
  turns: Semaphore,
): Promise<void> {
  let step: Step = { isSettled: false, state: null };
  while (!step.isSettled) {
    step = await turns.run(async () => {
      const begun = performance.now();
      const booked = await bookStep(dependencies, accountId, step.state);
      if (!booked.isSettled) await delay(REST * (performance.now() - begun));
      return booked;
    });
  }
}

/**
 * `known` is the state as the step before stored it, which saves reading thousands of lots again. Where another writer came
 * in between, nothing is booked and the next step reads the state.
 */
async function bookStep(
  dependencies: TransactionDependencies,
  accountId: AccountId,
  known: LedgerDocument | null,
): Promise<Step> {
  let before = known;
  try {
    return await runTransaction(dependencies, SYSTEM, async (unit) => {
      const state = before ?? (await lockLedger(unit.database, accountId, unit.session));
      before = null;
      if (state === null) return { isSettled: true, state };
      const ledger = new LedgerSession(state, unit.recordedAt, MOST_DUE);
      const [stored = state] = ledger.changed ? await writeSessions(unit, [ledger]) : [];
      return { isSettled: ledger.isSettled, state: stored };
    });
  } catch (error) {
    if (known === null || !(error instanceof StaleLedgerError)) throw error;
    return { isSettled: false, state: null };
  }
}
