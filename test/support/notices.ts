/** Notices to a platform that a test receives. */
import { rotate } from '../../src/application/notices/platform-secrets.ts';
import type { Instant } from '../../src/domain/instant.ts';
import { newId } from '../../src/infra/ids.ts';
import type { DeliveryDocument } from '../../src/storage/collections/deliveries.ts';
import { runTransaction } from '../../src/storage/transaction.ts';
import { openAccount, TESTER, type OrderFixture } from './order-fixtures.ts';
import type { TestSystem } from './order-test-system.ts';
import type { PlatformReceiver } from './platform-receiver.ts';
import { TEST_WEBHOOKS } from './webhooks.ts';

/** Makes the receiver the endpoint of the business platform, for sandboxes too. */
export async function registerBusinessPlatform(
  { database, serverNow }: OrderFixture,
  receiver: PlatformReceiver,
): Promise<void> {
  const { encryptor } = TEST_WEBHOOKS;
  if (encryptor === undefined) throw new Error('secrets cannot be encrypted here');
  const updatedAt = serverNow();
  const { secret, secrets } = rotate('business', [], encryptor, updatedAt);
  receiver.secrets = [secret];
  const url = receiver.url();
  await database.models.platforms.insertMany([
    { _id: 'business', url, sandboxUrl: url, enabled: true, secrets, updatedAt },
  ]);
}

/** Creates a notice of a new account. Returns the delivery to the business platform, whose workflow is started. */
export async function notifyBusiness(
  testSystem: Pick<TestSystem, 'fixture' | 'relay'>,
  sandboxNow?: Instant,
): Promise<DeliveryDocument> {
  const account = await openAccount(testSystem.fixture, sandboxNow === undefined ? {} : { sandboxNow });
  const { _id: accountId, sandbox } = account;
  await runTransaction(testSystem.fixture, TESTER, async (unit) => {
    const at = await unit.accountNow(accountId);
    unit.notify({ kind: 'pool.low', cause: newId('cmd'), accountId, sandbox, at, payload: { available: 5 } });
  });
  await testSystem.relay({ accountId });
  const { deliveries } = testSystem.fixture.database.models;
  return deliveries.findOne({ accountId, platform: 'business' }).orFail().lean();
}
