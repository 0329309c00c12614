/**
 * Books what is due in an account's ledger in steps, each a transaction of its own: thousands of lots may end at one midnight,
 * and a transaction has bounds of time and size.
 */
import type { Database } from '../persistence/database.ts';
import {
  FirstError,
  SYSTEM,
  transact,
  type TransactionDependencies,
  type UnitOfWork,
} from '../persistence/unit-of-work.ts';
import { holdHead } from './hold-head.ts';
import { LedgerBook } from './ledger-book.ts';
import { readLiveLot } from './live-lot.ts';
import { writeBooks } from './write-books.ts';

/** Ends of lots and of graces that one transaction books at most. */
export const MOST_DUE = 250;

const RUNNING = new WeakMap<Database, Map<string, Promise<void>>>();

/** Those of this process who want the same account settled at the same time share the steps. */
export async function settleLedger(dependencies: TransactionDependencies, accountId: string): Promise<void> {
  const { database } = dependencies;
  let running = RUNNING.get(database);
  if (running === undefined) RUNNING.set(database, (running = new Map<string, Promise<void>>()));
  let run = running.get(accountId);
  if (run === undefined) {
    run = settleInSteps(dependencies, accountId).finally(() => running.delete(accountId));
    running.set(accountId, run);
  }
  await run;
}

/** Thrown by who finds more due than one transaction books. */
export function settleFirst(accountId: string): FirstError {
  return new FirstError(`what is due in the ledger of ${accountId} is booked first`, (dependencies) =>
    settleLedger(dependencies, accountId),
  );
}

/**
 * The end of a lot that is due is booked before this unit of work, unless a neighbour has booked it: nothing is left to do then,
 * and the ledger is not held here.
 */
export async function settleEndOfLot(
  { database, session }: UnitOfWork,
  { accountId, lotId }: { readonly accountId: string; readonly lotId: string | null },
): Promise<void> {
  if (lotId === null) return;
  const lot = await database.models.lots.findById(lotId, { end: 1 }).session(session).lean();
  if (lot === null || lot.end !== null) return;
  const head = await readLiveLot(database, accountId, lotId, session);
  if (head !== null && head.live !== null) throw settleFirst(accountId);
}

async function settleInSteps(dependencies: TransactionDependencies, accountId: string): Promise<void> {
  let isSettled = false;
  while (!isSettled) {
    isSettled = await transact(dependencies, SYSTEM, async (unit) => {
      const head = await holdHead(unit.database, accountId, unit.session);
      if (head === null) return true;
      const book = new LedgerBook(head, unit.recordedAt, MOST_DUE);
      if (book.changed) await writeBooks(unit, [book]);
      return book.isSettled;
    });
  }
}
