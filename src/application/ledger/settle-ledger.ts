/**
 * Books what is due in an account's ledger in steps, each a transaction of its own: thousands of lots may end at one midnight,
 * and a transaction has bounds of time and size.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { AccountId, LotId } from '../../domain/ids.ts';
import type { Database } from '../../storage/database.ts';
import type { LedgerDocument } from '../../storage/collections/ledgers.ts';
import {
  FirstError,
  SYSTEM,
  transact,
  type TransactionDependencies,
  type UnitOfWork,
} from '../../storage/unit-of-work.ts';
import { Semaphore } from '../../infra/slots.ts';
import { lockLedger } from './lock-ledger.ts';
import { LedgerSession } from './ledger-session.ts';
import { readLiveLot } from './live-lot.ts';
import { StaleLedgerError, writeSessions } from './write-sessions.ts';

/** Ends of lots and of graces that one transaction books at most. */
export const MOST_DUE = 100;
/** A step is followed by so many times as long without one: settling takes its share of the machine, not all of it. */
const REST = 3;

interface Settling {
  readonly runs: Map<string, Promise<void>>;
  /** One step at a time, so that the share holds however many accounts have something due. */
  readonly turns: Semaphore;
}

interface Step {
  readonly isSettled: boolean;
  /** As the step stored it; null where it is not known. */
  readonly head: LedgerDocument | null;
}

const SETTLING = new WeakMap<Database, Settling>();

/** Those of this process who want the same account settled at the same time share the steps. */
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

/** Thrown by who finds more due than one transaction books. */
export function settleFirst(accountId: AccountId): FirstError {
  return new FirstError(`what is due in the ledger of ${accountId} is booked first`, (dependencies) =>
    settleLedger(dependencies, accountId),
  );
}

/**
 * The end of a lot that is due is booked before this unit of work, unless a neighbour has booked it: nothing is left to do then,
 * and the ledger is not held here.
 */
export async function settleEndOfLot(
  { database, session, recordedAt }: UnitOfWork,
  { accountId, lotId }: { readonly accountId: AccountId; readonly lotId: LotId | null },
): Promise<void> {
  if (lotId === null) return;
  const lot = await database.models.lots.findById(lotId, { end: 1 }).session(session).lean();
  if (lot === null || lot.end !== null) return;
  const head = await readLiveLot(database, accountId, lotId, session);
  const live = head?.live ?? null;
  // A lot whose end lies ahead, whatever its deadline says, is left alone.
  if (live !== null && live.lot.expiresAt <= (head?.frozenAt ?? recordedAt)) throw settleFirst(accountId);
}

async function settleInSteps(
  dependencies: TransactionDependencies,
  accountId: AccountId,
  turns: Semaphore,
): Promise<void> {
  let step: Step = { isSettled: false, head: null };
  while (!step.isSettled) {
    step = await turns.run(async () => {
      const begun = performance.now();
      const booked = await bookStep(dependencies, accountId, step.head);
      if (!booked.isSettled) await delay(REST * (performance.now() - begun));
      return booked;
    });
  }
}

/**
 * `known` is the head as the step before stored it, which is not read again: it may hold thousands of lots. Where another
 * writer came between, nothing is booked and no head is known.
 */
async function bookStep(
  dependencies: TransactionDependencies,
  accountId: AccountId,
  known: LedgerDocument | null,
): Promise<Step> {
  let before = known;
  try {
    return await transact(dependencies, SYSTEM, async (unit) => {
      const head = before ?? (await lockLedger(unit.database, accountId, unit.session));
      before = null;
      if (head === null) return { isSettled: true, head };
      const book = new LedgerSession(head, unit.recordedAt, MOST_DUE);
      const [stored = head] = book.changed ? await writeSessions(unit, [book]) : [];
      return { isSettled: book.isSettled, head: stored };
    });
  } catch (error) {
    if (known === null || !(error instanceof StaleLedgerError)) throw error;
    return { isSettled: false, head: null };
  }
}
