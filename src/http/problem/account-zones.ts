/**
 * Zones of accounts, in which refusals tell times. An account never moves to another zone, so what was read is remembered.
 * Only refusals whose sentences tell a time ask, and none of them fails for want of an answer.
 */
import type { DomainError } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { Database } from '../../storage/database.ts';
import { tellsTime } from './problem-details.ts';

const MOST_REMEMBERED = 50_000;
/** A refusal waits no longer for the zone of its account. */
const WAIT_MS = 1_000;

export class AccountZones {
  private readonly known = new Map<string, string>();

  constructor(private readonly database: Database) {}

  /** Undefined where no account is known, or its zone cannot be read. `subject` = the account that the request names. */
  async of(refusal: DomainError, subject: string | null): Promise<string | undefined> {
    if (!tellsTime(refusal)) return undefined;
    const { accountId = subject } = refusal.evidence;
    return typeof accountId === 'string' ? (this.known.get(accountId) ?? this.read(accountId)) : undefined;
  }

  private async read(accountId: AccountId): Promise<string | undefined> {
    const { accounts } = this.database.models;
    const account = await accounts
      .findById(accountId, { timeZone: 1 })
      .maxTimeMS(WAIT_MS)
      .lean()
      .catch(() => null);
    if (account === null) return undefined;
    if (this.known.size >= MOST_REMEMBERED) this.known.clear();
    this.known.set(accountId, account.timeZone);
    return account.timeZone;
  }
}
