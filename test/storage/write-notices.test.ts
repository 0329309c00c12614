/** What a transaction leaves of a notice: one delivery to each platform, and for those to be made a start and a deadline. */
import { plusMs, type Instant } from '../../src/domain/instant.ts';
import type { PlatformDocument } from '../../src/storage/collections/platforms.ts';
import { runTransaction } from '../../src/storage/transaction.ts';
import { newId } from '../../src/infra/ids.ts';
import { HeldClock } from '../support/held-clock.ts';
import { openAccount, TESTER } from '../support/order-fixtures.ts';
import { useFixture } from '../support/use-fixture.ts';

const NOW: Instant = '2026-03-07T16:00:00.000Z';
const SANDBOX_NOW: Instant = '2025-03-07T09:07:00.000Z';

const fixture = useFixture(new HeldClock(NOW).now);
beforeEach(() => fixture.database.models.platforms.deleteMany({}));

async function given(...platforms: Partial<PlatformDocument>[]): Promise<void> {
  const unset = { url: null, sandboxUrl: null, enabled: true, secrets: [], updatedAt: NOW };
  await fixture.database.models.platforms.insertMany(
    platforms.map((platform) => ({ ...unset, ...platform })),
  );
}

/** Notifies of one cause of a new account, in `times` transactions, and returns what is stored. */
async function notified(sandboxNow: Instant | undefined, times = 1) {
  const { _id: accountId, sandbox } = await openAccount(fixture, {
    agreement: false,
    ...(sandboxNow === undefined ? {} : { sandboxNow }),
  });
  const cause = newId('cmd');
  for (let n = 0; n < times; n += 1) {
    await runTransaction(fixture, TESTER, (unit) => {
      const at: Instant = '2025-01-01T00:00:00.000Z';
      unit.notify({ kind: 'pool.low', cause, accountId, sandbox, at, payload: {} });
      return Promise.resolve();
    });
  }
  const { deliveries, deadlines, outbox, notices } = fixture.database.models;
  return {
    notices: await notices.countDocuments({ accountId }),
    deliveries: await deliveries.find({ accountId }).sort({ platform: 1 }).lean(),
    deadlines: await deadlines.find({ accountId }).lean(),
    messages: (await outbox.find({ accountId }).lean()).map(({ message }) => message),
  };
}

test('without an endpoint both deliveries are in the inbox, and nothing is left to do', async () => {
  await given({ _id: 'business', url: 'http://platform.test/', enabled: false });
  const left = await notified(undefined);
  expect(left.deliveries).toMatchObject([
    { platform: 'business', state: 'delivered', attempts: 1, nextAttemptAt: null },
    { platform: 'management', state: 'delivered', attempts: 1, nextAttemptAt: null },
  ]);
  expect([left.deadlines, left.messages]).toEqual([[], []]);
});

test.each([
  ['a customer', undefined, NOW],
  ['a sandbox', SANDBOX_NOW, SANDBOX_NOW],
])(
  'to an endpoint for %s a delivery is due at once, and given up three days later, by account time',
  async (_name, sandboxNow, now) => {
    await given({ _id: 'management', url: 'http://platform.test/', sandboxUrl: 'http://platform.test/' });
    const { deliveries, deadlines, messages } = await notified(sandboxNow);
    const pending = deliveries.find(({ platform }) => platform === 'management')!;
    expect(pending).toMatchObject({
      state: 'pending',
      attempts: 0,
      nextAttemptAt: now,
      givesUpAt: plusMs(now, 72 * 3_600_000),
      deliveredAt: null,
    });
    const workflowId = `notice:${pending._id}`;
    expect(deadlines).toMatchObject([{ kind: 'delivery.retry', at: now, workflowId, orderId: null }]);
    expect(messages).toEqual([{ type: 'workflow.start', workflowId }]);
  },
);

test('a cause that is reported again sends nothing again', async () => {
  await given({ _id: 'business', url: 'http://platform.test/' });
  const left = await notified(undefined, 3);
  expect([left.notices, left.deliveries.length]).toEqual([1, 2]);
  expect([left.deadlines.length, left.messages.length]).toEqual([1, 1]);
});

test('a notice keeps its title, its text and the names in both languages, as they were when it was sent', async () => {
  const account = await openAccount(fixture, { agreement: false });
  const { _id: accountId, sandbox } = account;
  const payload = { resource: 'inspection', available: 125_000, until: NOW };
  await runTransaction(fixture, TESTER, (unit) => {
    unit.notify({ kind: 'pool.low', cause: accountId, accountId, sandbox, at: NOW, payload });
    return Promise.resolve();
  });
  await fixture.database.models.accounts.updateOne({ _id: accountId }, { $set: { name: 'Another name' } });
  const [notice] = await fixture.database.models.notices.find({ accountId }).lean();
  expect(notice?.payload).toMatchObject({
    ...payload,
    accountName: account.name,
    resourceName: { en: 'Cloud inspections', zh: '云检查' },
    title: { en: 'Running low: Cloud inspections', zh: '余量不足：云检查' },
    text: {
      en: `The balance of Cloud inspections of ${account.name} is low: 125,000 inspections left. Please top up Cloud inspections in good time.`,
      zh: `${account.name}：云检查余量不足，剩余 12.5 万例次。请续费云检查，以免影响使用。`,
    },
  });
});
