/** Usages for tests of the ledger, and their outcomes in short. */
import { DAY_MS, plusMs } from '../../../src/domain/instant.ts';
import type {
  UsageOutcome,
  UsageRequest,
} from '../../../src/application/ledger/group-commit/pending-usages.ts';
import type { StoredUsage, UsageRecord } from '../../../src/storage/journal/usage-record.ts';
import { newId } from '../../../src/infra/ids.ts';
import { usagesOf } from '../../support/journal.ts';
import { drawPolicies } from '../../support/draw-policy.ts';
import { creditLot } from '../../support/lots.ts';
import { openAccount, type OrderFixture } from '../../support/order-fixtures.ts';

export const MIMI = 'ai:mimi';
export const INSPECTION = 'inspection';

/** Pools refuse what they cannot cover. */
export const NO_OVERDRAFT = drawPolicies();

/** A request for one unit under a new key, with overrides. */
export function usageRequestOf(accountId: string, given: Partial<UsageRequest> = {}): UsageRequest {
  return {
    accountId,
    organizationId: 'org_1',
    reference: null,
    key: newId('key'),
    by: 'key_tester',
    requestId: 'req_test',
    resource: MIMI,
    quantity: 1,
    storageYears: null,
    preferredStorageYears: null,
    ...given,
  };
}

/** A new account with a lot of `units` that is valid for a year. */
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

/** The accepted usage. Fails the test on a refusal. */
export function usageOf(outcome: UsageOutcome): UsageRecord {
  if (!outcome.accepted) throw outcome.refusal;
  return outcome.usage;
}

/** `accepted`, `replayed`, or the code of the refusal. */
export function outcomeOf(outcome: UsageOutcome): string {
  if (!outcome.accepted) return outcome.refusal.code;
  return outcome.replayed ? 'replayed' : 'accepted';
}

/** Stored usages of the account, in the order in which they were booked. */
export async function storedUses(
  { database }: OrderFixture,
  accountId: string,
): Promise<Omit<StoredUsage, 'money'>[]> {
  return (await usagesOf(database, accountId)).map(({ money: _, ...usage }) => usage);
}
