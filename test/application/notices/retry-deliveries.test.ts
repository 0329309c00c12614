/** What waits for an endpoint that was changed is made due page by page, and nothing else is. */
import { recordAttempt } from '../../../src/application/notices/record-attempt.ts';
import { retryDeliveries } from '../../../src/application/notices/retry-deliveries.ts';
import { HOUR_MS, plusMs, type Instant } from '../../../src/domain/instant.ts';
import type { DeliveriesRetry } from '../../../src/storage/collections/outbox.ts';
import { retryDeadlineId } from '../../../src/storage/side-effects.ts';
import { runTransaction } from '../../../src/storage/transaction.ts';
import { openAccount, TESTER } from '../../support/order-fixtures.ts';
import { useHeldFixture } from '../../support/use-fixture.ts';

const START: Instant = '2025-03-07T09:00:00.000Z';
const LATER = plusMs(START, HOUR_MS);
const { fixture, clock } = useHeldFixture(START);

beforeEach(async () => {
  const { platforms, deliveries, outbox, deadlines } = fixture.database.models;
  await platforms.deleteMany({});
  await deliveries.deleteMany({});
  await outbox.deleteMany({});
  await deadlines.deleteMany({});
  const url = 'https://platform.test/';
  const settings = { url, sandboxUrl: url, enabled: true, secrets: [], updatedAt: START };
  await platforms.insertMany([
    { _id: 'business', ...settings },
    { _id: 'management', ...settings },
  ]);
});

/** Creates notices of a new account, both of whose deliveries failed and wait for an hour. */
async function waiting(count: number, sandboxNow?: Instant): Promise<void> {
  const { _id: accountId, sandbox } = await openAccount(
    fixture,
    sandboxNow === undefined ? {} : { sandboxNow },
  );
  await runTransaction(fixture, TESTER, async (unit) => {
    const at = await unit.accountNow(accountId);
    for (let n = 0; n < count; n += 1)
      unit.notify({ kind: 'pool.low', cause: `${accountId}:${n}`, accountId, sandbox, at, payload: {} });
  });
  const { deliveries, outbox } = fixture.database.models;
  await deliveries.updateMany({ accountId }, { $set: { attempts: 5, failures: 5, nextAttemptAt: LATER } });
  await outbox.deleteMany({});
}

const queued = async () =>
  (await fixture.database.models.outbox.find({}).sort({ _id: 1 }).lean()).map(({ message }) => message);
const due = (platform: 'business' | 'management') =>
  fixture.database.models.deliveries.countDocuments({ platform, nextAttemptAt: { $lte: clock.stand } });
const FIRST: DeliveriesRetry = { type: 'deliveries.retry', platform: 'business', sandbox: false, after: '' };

test('thousands that wait are made due in pages, each of which queues the next one after a pause', async () => {
  await waiting(130);
  clock.stand = plusMs(START, 60_000);
  const signalled = new Set<string>();
  const dueAfterEach: number[] = [];
  for (let next: DeliveriesRetry | undefined = FIRST; next !== undefined;) {
    const begunMs = Date.now();
    await retryDeliveries(fixture, next);
    dueAfterEach.push(await due('business'));
    const messages = await queued();
    for (const message of messages) if (message.type === 'workflow.signal') signalled.add(message.workflowId);
    next = messages.find((message) => message.type === 'deliveries.retry');
    const { outbox } = fixture.database.models;
    const paused = await outbox.findOne({ 'message.type': 'deliveries.retry' }).lean();
    if (paused !== null) expect(paused.visibleAtMs).toBeGreaterThanOrEqual(begunMs + 1_000);
    await outbox.deleteMany({});
  }
  // 260 pending deliveries in pages of 100.
  expect(dueAfterEach).toHaveLength(3);
  expect(Math.max(...dueAfterEach.map((count, page) => count - (dueAfterEach[page - 1] ?? 0)))).toBeLessThan(
    100,
  );
  expect([await due('business'), signalled.size]).toEqual([130, 130]);
  expect(await due('management')).toBe(0);
});

test('a page that was interrupted and repeated leaves the same, with failures and the end of the three days as they were', async () => {
  await waiting(1);
  const { deliveries, deadlines } = fixture.database.models;
  const before = await deliveries.findOne({ platform: 'business' }).orFail().lean();
  await retryDeliveries(fixture, FIRST);
  await retryDeliveries(fixture, FIRST);
  const after = await deliveries.findById(before._id).orFail().lean();
  expect(after).toEqual({ ...before, nextAttemptAt: START });
  expect(await deadlines.findById(retryDeadlineId(before._id)).lean()).toMatchObject({ at: START });
});

test('the endpoint of sandboxes is another one, and theirs are due by their own clock', async () => {
  const sandboxNow: Instant = '2024-01-01T00:00:00.000Z';
  await waiting(1, sandboxNow);
  const { deliveries } = fixture.database.models;
  const nextAttemptAt = async () =>
    (await deliveries.findOne({ platform: 'business' }).orFail().lean()).nextAttemptAt;
  await retryDeliveries(fixture, FIRST);
  expect(await nextAttemptAt()).toBe(LATER);
  await retryDeliveries(fixture, { ...FIRST, sandbox: true });
  expect(await nextAttemptAt()).toBe(sandboxNow);
});

test('an attempt that was under way while the settings changed is repeated at once, under the same limits', async () => {
  await waiting(1);
  const { deliveries, platforms } = fixture.database.models;
  const { _id: deliveryId, attempts } = await deliveries.findOne({ platform: 'business' }).orFail().lean();
  const fail = (attempt: number) =>
    recordAttempt(fixture, {
      deliveryId,
      attempt,
      outcome: { result: 'failed', error: 'answered 503', settingsAt: START },
    });
  await fail(attempts + 1);
  expect(await deliveries.findById(deliveryId).lean()).toMatchObject({
    nextAttemptAt: plusMs(START, 32 * 60_000),
  });
  await platforms.updateOne({ _id: 'business' }, { $set: { updatedAt: LATER } });
  await fail(attempts + 2);
  expect(await deliveries.findById(deliveryId).lean()).toMatchObject({ failures: 7, nextAttemptAt: START });
});
