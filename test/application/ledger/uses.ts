/** Uses for tests of the ledger, and what came of them in short. */
import { DAY_MS, plusMs } from '../../../src/domain/instant.ts';
import type {
  UsageOutcome,
  UsageRequest,
} from '../../../src/application/ledger/group-commit/pending-usages.ts';
import type { UsageDocument } from '../../../src/storage/collections/usages.ts';
import { newId } from '../../../src/infra/ids.ts';
import { drawPolicies } from '../../support/draw-policy.ts';
import { creditLot } from '../../support/lots.ts';
import { openAccount, type OrderFixture } from '../../support/order-fixtures.ts';

export const MIMI = 'ai:mimi';
export const INSPECTION = 'inspection';

/** Every pool refuses what it cannot cover. */
export const NO_OVERDRAFT = drawPolicies();

/** A use of one unit under a key of its own, unless told otherwise; its body's hash follows from what it asks. */
export function useOf(accountId: string, given: Partial<UsageRequest> = {}): UsageRequest {
  const asked = { resource: MIMI, quantity: 1, storageYears: null, preferredStorageYears: null, ...given };
  return {
    accountId,
    organizationId: 'org_1',
    reference: null,
    key: newId('key'),
    bodyHash: `${asked.resource} ${asked.quantity} ${asked.storageYears}`,
    by: 'key_tester',
    requestId: 'req_test',
    ...asked,
  };
}

/** A new account with a lot of so many units that lasts a year. */
export async function accountWith(fixture: OrderFixture, units: number): Promise<string> {
  const { _id } = await openAccount(fixture, { agreement: false });
  const purchasedAt = fixture.serverNow();
  await creditLot(fixture, _id, {
    resource: MIMI,
    units,
    purchasedAt,
    expiresAt: plusMs(purchasedAt, 365 * DAY_MS),
  });
  return _id;
}

/** The use as it was accepted. Fails the test on a refusal. */
export function usageOf(outcome: UsageOutcome): UsageDocument {
  if (!outcome.accepted) throw outcome.refusal;
  return outcome.usage;
}

/** `accepted`, `replayed`, or the code of the refusal. */
export function fateOf(outcome: UsageOutcome): string {
  if (!outcome.accepted) return outcome.refusal.code;
  return outcome.replayed ? 'replayed' : 'accepted';
}

/** Uses of the account as they are stored, in the order in which they were booked. */
export async function storedUses({ database }: OrderFixture, accountId: string): Promise<UsageDocument[]> {
  return database.models.usages.find({ accountId }).sort({ sequence: 1 }).lean();
}
