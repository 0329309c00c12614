/** The time zones in which problems state times. Only problems whose sentences contain a time look one up. */
import { timeZoneInTime } from '../../application/accounts/account-time-zones.ts';
import type { DomainError } from '../../domain/errors.ts';
import type { Database } from '../../storage/database.ts';
import { statesTime } from './problem-details.ts';

export class AccountZones {
  constructor(private readonly database: Database) {}

  /**
   * Returns the zone of the account in the error's evidence, or else of the account that the request names. Undefined if
   * there is none or its zone cannot be read in time.
   */
  async of(error: DomainError, requestAccountId: string | null): Promise<string | undefined> {
    if (!statesTime(error)) return undefined;
    const { accountId = requestAccountId } = error.evidence;
    return typeof accountId === 'string' ? timeZoneInTime(this.database, accountId) : undefined;
  }
}
