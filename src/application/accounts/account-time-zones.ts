/** Time zones of accounts for responses that must not wait long for them. */
import { setTimeout as delay } from 'node:timers/promises';
import type { AccountId } from '../../domain/ids.ts';
import { timeZoneOf } from '../../storage/account-facts.ts';
import type { Database } from '../../storage/database.ts';

const WAIT_MS = 1_000;

/** Returns undefined for an unknown account, and if the zone cannot be read within a second. */
export function timeZoneInTime(database: Database, accountId: AccountId): Promise<string | undefined> {
  const read = timeZoneOf(database, accountId).catch(() => undefined);
  return Promise.race([read, delay(WAIT_MS, undefined, { ref: false })]);
}
