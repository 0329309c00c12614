/** Clocks and zones of accounts as one transaction sees them. Each is read once, because only the transaction itself can change it. */
import { DomainError } from '../domain/errors.ts';
import type { AccountId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { LedgerDocument } from './collections/ledgers.ts';
import type { Database, Session } from './database.ts';
import { runsOnServerClock } from './sandbox-accounts.ts';

type AccountClock = Pick<LedgerDocument, 'frozenAt' | 'timeZone'>;

export class AccountClocks {
  private readonly clocks = new Map<string, Promise<AccountClock>>();

  constructor(
    private readonly database: Database,
    private readonly session: Session,
    private readonly serverNow: Instant,
  ) {}

  /** Account time: the sandbox's frozen clock, or the server's. */
  async now(accountId: AccountId): Promise<Instant> {
    if (await runsOnServerClock(this.database, accountId, this.session)) return this.serverNow;
    return (await this.clockOf(accountId)).frozenAt ?? this.serverNow;
  }

  /** Zone of the account, in which its dates are counted. */
  async timeZone(accountId: AccountId): Promise<string> {
    return (await this.clockOf(accountId)).timeZone;
  }

  private clockOf(accountId: AccountId): Promise<AccountClock> {
    const known = this.clocks.get(accountId);
    if (known !== undefined) return known;
    const read = this.read(accountId);
    this.clocks.set(accountId, read);
    return read;
  }

  private async read(accountId: AccountId): Promise<AccountClock> {
    const clock = await this.database.models.ledgers
      .findById(accountId, { frozenAt: 1, timeZone: 1 }, { session: this.session })
      .lean();
    if (clock === null) throw new DomainError('not_found', { kind: 'account', id: accountId });
    return clock;
  }
}
