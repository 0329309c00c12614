/** An account with years of history: exhausted lots, and for each unit a usage, an entry and a place in the chain. */
import { DAY_MS, plusMs } from '../../src/domain/instant.ts';
import type { Database } from '../../src/storage/database.ts';
import { systemClock } from '../../src/infra/clock.ts';
import { drawPolicies } from '../support/draw-policy.ts';
import { addCustomer, addLot, lotOf, type Bought, type Customer } from './bench-accounts.ts';
import { requestOf } from './bench-usages.ts';
import { bookUsages } from './book-usages.ts';

const YEARS = 4;
const USES_A_LOT = 100;
/** Units bought and consumed in one transaction: few, so that several transactions lie between two checkpoints. */
const LOTS_AT_ONCE = 2;
const LOT_LIFE_MS = 365 * DAY_MS;

/**
 * Booked by the engine with the clock set back, transaction by transaction, evenly over four years. One lot is live all
 * the time, as in an account without history.
 */
export async function addAgedAccount(
  database: Database,
  bought: Bought,
  deadLots: number,
  progress: (line: string) => void,
): Promise<Customer> {
  const steps = Math.ceil(deadLots / LOTS_AT_ONCE);
  const end = systemClock();
  const stepMs = Math.floor((YEARS * 365 * DAY_MS) / steps);
  const begin = plusMs(end, -stepMs * steps);
  const policies = drawPolicies();
  const past = { database, serverNow: () => begin };
  const customer = await addCustomer(past);
  const { accountId } = customer;
  await addLot(past, accountId, bought);
  for (let step = 0; step < steps; step += 1) {
    const at = plusMs(begin, step * stepMs);
    const expiresAt = plusMs(at, LOT_LIFE_MS);
    const lots = Array.from({ length: LOTS_AT_ONCE }, () =>
      lotOf(accountId, at, { ...bought, expiresAt, units: USES_A_LOT }),
    );
    const requests = Array.from({ length: LOTS_AT_ONCE * USES_A_LOT }, () => requestOf(accountId, bought));
    await bookUsages(database, { accountId, at, policies, lots, requests });
    if ((step + 1) % Math.ceil(steps / 10) === 0) {
      progress(`history: ${(step + 1) * LOTS_AT_ONCE * USES_A_LOT} usages of ${deadLots * USES_A_LOT}`);
    }
  }
  return customer;
}
