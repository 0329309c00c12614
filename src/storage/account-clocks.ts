/** Clocks and zones of accounts as one transaction sees them. Each clock is read once, because only the transaction itself can change it. */
import { DomainError } from '../domain/errors.ts';
import type { AccountId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { Database, Session } from './database.ts';
import { runsOnServerClock, timeZoneOf } from './account-facts.ts';

export class AccountClocks {
  private readonly frozen = new Map<string, Promise<Instant | null>>();

  constructor(
    private readonly database: Database,
    private readonly session: Session,
    private readonly serverNow: Instant,
  ) {}

  /** Account time: the sandbox's frozen clock, or the server's. */
  async now(accountId: AccountId): Promise<Instant> {
    if (await runsOnServerClock(this.database, accountId, this.session)) return this.serverNow;
    return (await this.frozenAt(accountId)) ?? this.serverNow;
  }

  /** Zone of the account, in which its dates are counted. */
  timeZone(accountId: AccountId): Promise<string> {
    return timeZoneOf(this.database, accountId, this.session);
  }

  private frozenAt(accountId: AccountId): Promise<Instant | null> {
    const known = this.frozen.get(accountId);
    if (known !== undefined) return known;
    const read = this.read(accountId);
    this.frozen.set(accountId, read);
    return read;
  }

  private async read(accountId: AccountId): Promise<Instant | null> {
    const ledger = await this.database.models.ledgers
      .findById(accountId, { frozenAt: 1 }, { session: this.session })
      .lean();
    if (ledger === null) throw new DomainError('not_found', { kind: 'account', id: accountId });
    return ledger.frozenAt;
  }
}
