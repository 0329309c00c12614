/** Decides uses on the heads of their accounts and stores what came of it, in one attempt at one transaction. */
import type { Instant } from '../../../domain/instant.ts';
import type { LedgerDocument } from '../../../storage/collections/ledgers.ts';
import {
  attempt,
  SYSTEM,
  type TransactionDependencies,
  type UnitOfWork,
} from '../../../storage/unit-of-work.ts';
import { BasicSoftware } from '../basic-software.ts';
import { decideUses, organizationsToCheck, type Decision, type UsagePolicies } from './decide-uses.ts';
import { LedgerSession } from '../ledger-session.ts';
import type { Decided, Waiting } from './waiting-uses.ts';
import { writeSessions } from '../write-sessions.ts';

export interface UsageStorage extends TransactionDependencies {
  readonly policies: UsagePolicies;
}

export interface StoredUses {
  readonly decided: readonly Decided[];
  /** Uses of accounts in which more is due than was to be booked here. */
  readonly undecided: readonly Waiting[];
  /** The heads that were written: the commit proves what was decided on them. */
  readonly heads: readonly LedgerDocument[];
}

export interface LedgerStateSource {
  /** By account, those that are there. */
  readonly of: (unit: UnitOfWork) => Promise<ReadonlyMap<string, LedgerDocument>>;
  /** Ends of lots and of graces that may be booked on all of them together. */
  readonly mostDue: number;
}

/** Nobody is answered yet. Throws what the driver throws, and `StaleLedgerError` where a head is no longer the one given. */
export async function storeUses(
  { policies, ...dependencies }: UsageStorage,
  batch: readonly Waiting[],
  { of, mostDue }: LedgerStateSource,
): Promise<StoredUses> {
  let ready = batch;
  let decisions: readonly Decision[] = [];
  let heads: readonly LedgerDocument[] = [];
  await attempt(dependencies, SYSTEM, async (unit) => {
    const books = openBooks(await of(unit), unit.recordedAt, mostDue);
    ready = batch.filter(({ request }) => books.get(request.accountId)?.isSettled !== false);
    const requests = ready.map(({ request }) => request);
    const basics = await BasicSoftware.of(unit, organizationsToCheck(requests, books, policies));
    decisions = decideUses(requests, books, policies, basics);
    const uses = decisions.flatMap((decision) => (decision.type === 'accepted' ? [decision.usage] : []));
    const written = [...books.values()].filter((book) => book.changed && book.isSettled);
    if (written.length === 0) return 'nothing';
    heads = await writeSessions(unit, written);
    if (uses.length > 0) {
      await unit.database.native.usages.insertMany(uses, { session: unit.session });
    }
    return 'commit';
  });
  const decided = ready.flatMap((waiting, index) => {
    const decision = decisions[index];
    return decision === undefined ? [] : [{ waiting, decision }];
  });
  return { decided, undecided: without(batch, ready), heads };
}

function without(batch: readonly Waiting[], ready: readonly Waiting[]): readonly Waiting[] {
  if (ready.length === batch.length) return [];
  const isReady = new Set(ready);
  return batch.filter((waiting) => !isReady.has(waiting));
}

function openBooks(
  heads: ReadonlyMap<string, LedgerDocument>,
  recordedAt: Instant,
  mostDue: number,
): ReadonlyMap<string, LedgerSession> {
  let left = mostDue;
  return new Map(
    [...heads].map(([accountId, head]) => {
      const book = new LedgerSession(head, recordedAt, left);
      if (book.isSettled) left -= book.entries.length + book.episodeEvents.length;
      return [accountId, book];
    }),
  );
}
