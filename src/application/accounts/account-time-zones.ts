/** Time zones of accounts. An account never changes its zone, so they are cached for good. */
import type { AccountId } from '../../domain/ids.ts';
import type { Database } from '../../storage/database.ts';

const MOST_CACHED = 50_000;
/** A response waits no longer than this for the zone of its account. */
const WAIT_MS = 1_000;

export class AccountTimeZones {
  private readonly known = new Map<string, string>();

  constructor(private readonly database: Database) {}

  /** Returns undefined for an unknown account, and if the zone cannot be read in time. */
  async of(accountId: AccountId): Promise<string | undefined> {
    const known = this.known.get(accountId);
    if (known !== undefined) return known;
    const account = await this.database.models.accounts
      .findById(accountId, { timeZone: 1 })
      .maxTimeMS(WAIT_MS)
      .lean()
      .catch(() => null);
    if (account === null) return undefined;
    if (this.known.size >= MOST_CACHED) this.known.clear();
    this.known.set(accountId, account.timeZone);
    return account.timeZone;
  }
}
