/** Ledger states as this process last stored or read them. They may be stale: a commit proves them by their version. */
import type { AccountId } from '../../../domain/ids.ts';
import type { Database } from '../../../storage/database.ts';
import type { LedgerDocument } from '../../../storage/collections/ledgers.ts';

export type LedgerStates = ReadonlyMap<AccountId, LedgerDocument>;

const LIMIT = 10_000;

export class LedgerStateCache {
  private readonly states = new Map<AccountId, LedgerDocument>();

  constructor(private readonly database: Database) {}

  /** The states of these accounts, read where they are not cached. Unknown accounts are absent. */
  async load(accountIds: readonly AccountId[]): Promise<LedgerStates> {
    const unknown = accountIds.filter((id) => !this.states.has(id));
    if (unknown.length > 0) {
      this.remember(await this.database.models.ledgers.find({ _id: { $in: unknown } }).lean());
    }
    const found = new Map<AccountId, LedgerDocument>();
    for (const id of accountIds) {
      const state = this.states.get(id);
      if (state !== undefined) found.set(id, state);
    }
    return found;
  }

  remember(states: readonly LedgerDocument[]): void {
    if (this.states.size + states.length > LIMIT) this.states.clear();
    for (const state of states) this.states.set(state._id, state);
  }

  forget(accountIds: readonly AccountId[]): void {
    for (const id of accountIds) this.states.delete(id);
  }

  /** The accounts whose stored state is no longer the one in `known`. */
  async changedSince(known: LedgerStates, accountIds: readonly AccountId[]): Promise<ReadonlySet<AccountId>> {
    if (accountIds.length === 0) return new Set();
    const stored = await this.database.models.ledgers
      .find({ _id: { $in: accountIds } }, { version: 1 })
      .lean();
    const versions = new Map(stored.map(({ _id, version }) => [_id, version]));
    return new Set(accountIds.filter((id) => known.get(id)?.version !== versions.get(id)));
  }
}
