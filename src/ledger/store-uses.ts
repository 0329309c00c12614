/** Decides uses on the heads of their accounts and stores what came of it, in one attempt at one transaction. */
import type { LedgerHeadDocument } from '../persistence/models/ledger.ts';
import {
  attempt,
  SYSTEM,
  type TransactionDependencies,
  type UnitOfWork,
} from '../persistence/unit-of-work.ts';
import { BasicSoftware } from './basic-software.ts';
import { decideUses, organizationsToCheck, type Decision, type UsagePolicies } from './decide-uses.ts';
import { LedgerBook } from './ledger-book.ts';
import type { Decided, Waiting } from './waiting-uses.ts';
import { writeBooks } from './write-books.ts';

export interface UsageStorage extends TransactionDependencies {
  readonly policies: UsagePolicies;
}

export interface StoredUses {
  readonly decided: readonly Decided[];
  /** The heads that were written: the commit proves what was decided on them. */
  readonly heads: readonly LedgerHeadDocument[];
}

/** Nobody is answered yet. Throws what the driver throws, and `StaleHeadError` where a head is no longer the one given. */
export async function storeUses(
  { policies, ...dependencies }: UsageStorage,
  batch: readonly Waiting[],
  headsOf: (unit: UnitOfWork) => Promise<ReadonlyMap<string, LedgerHeadDocument>>,
): Promise<StoredUses> {
  const requests = batch.map(({ request }) => request);
  let decisions: readonly Decision[] = [];
  let heads: readonly LedgerHeadDocument[] = [];
  await attempt(dependencies, SYSTEM, async (unit) => {
    const known = await headsOf(unit);
    const books = new Map([...known].map(([id, head]) => [id, new LedgerBook(head, unit.recordedAt)]));
    const basics = await BasicSoftware.of(unit, organizationsToCheck(requests, books, policies));
    decisions = decideUses(requests, books, policies, basics);
    const uses = decisions.flatMap((decision) => (decision.type === 'accepted' ? [decision.usage] : []));
    const written = [...books.values()].filter((book) => book.changed);
    if (written.length === 0) return 'nothing';
    heads = await writeBooks(unit, written);
    if (uses.length > 0) {
      await unit.database.native.usages.insertMany(uses, { session: unit.session });
    }
    return 'commit';
  });
  const decided = batch.flatMap((waiting, index) => {
    const decision = decisions[index];
    return decision === undefined ? [] : [{ waiting, decision }];
  });
  return { decided, heads };
}
