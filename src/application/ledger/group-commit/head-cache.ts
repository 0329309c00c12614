/** Heads as this process last stored or read them. Only a guess: a commit proves it by the head's version. */
import type { AccountId } from '../../../domain/ids.ts';
import type { Database } from '../../../storage/database.ts';
import type { LedgerDocument } from '../../../storage/collections/ledgers.ts';

const LIMIT = 10_000;

export class LedgerStateCache {
  private readonly heads = new Map<string, LedgerDocument>();

  /** The heads of these accounts, read where they are not known. Accounts without a head are left out. */
  async load(database: Database, accountIds: readonly AccountId[]): Promise<Map<string, LedgerDocument>> {
    const unknown = accountIds.filter((id) => !this.heads.has(id));
    if (unknown.length > 0) {
      this.remember(await database.models.ledgers.find({ _id: { $in: unknown } }).lean());
    }
    const found = new Map<string, LedgerDocument>();
    for (const id of accountIds) {
      const head = this.heads.get(id);
      if (head !== undefined) found.set(id, head);
    }
    return found;
  }

  remember(heads: readonly LedgerDocument[]): void {
    if (this.heads.size + heads.length > LIMIT) this.heads.clear();
    for (const head of heads) this.heads.set(head._id, head);
  }

  forget(accountIds: readonly AccountId[]): void {
    for (const id of accountIds) this.heads.delete(id);
  }
}
