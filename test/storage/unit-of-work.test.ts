import { mongo } from 'mongoose';
import { openAgreementTask, resolveAgreementTask } from '../../src/application/agreements/agreement-task.ts';
import { resolveTasks } from '../../src/storage/resolve-tasks.ts';
import type { TaskEntry } from '../../src/storage/side-effects.ts';
import { runTransaction } from '../../src/storage/transaction.ts';
import type { UnitOfWork } from '../../src/storage/unit-of-work.ts';
import { newId } from '../../src/infra/ids.ts';
import { openAccount, orderOf, readOrder, TESTER } from '../support/order-fixtures.ts';
import type { Instant } from '../../src/domain/instant.ts';
import { useHeldFixture } from '../support/use-fixture.ts';

const START: Instant = '2026-01-10T09:00:00.000Z';
const { fixture, clock } = useHeldFixture(START);

const run = (work: (unit: UnitOfWork) => Promise<unknown>) => runTransaction(fixture, TESTER, work);
const inDatabase = (accountId: string) => {
  const { models } = fixture.database;
  const count = (model: { countDocuments: (filter: object) => Promise<number> }) =>
    model.countDocuments({ accountId });
  return Promise.all(
    [models.audit, models.outbox, models.tasks, models.notices, models.deadlines].map(count),
  );
};

/** Owes one of everything. */
function oweAll(unit: UnitOfWork, accountId: string): Promise<void> {
  const fact = { cause: accountId, accountId, sandbox: false, at: START };
  unit.audit({ type: 'test.done', at: START, accountId });
  unit.publish(accountId, { type: 'workflow.signal', workflowId: 'order:ord_1', reason: 'test' });
  unit.openTask({ ...fact, kind: 'payment.late', dueAt: START, facts: {} });
  unit.notify({ ...fact, kind: 'order.paid', payload: {} });
  unit.setDeadline({
    _id: `payment.due:${accountId}`,
    kind: 'payment.due',
    at: START,
    accountId,
    sandbox: false,
    workflowId: 'order:1',
  });
  return Promise.resolve();
}

it('side effects are stored with the change, once each, and a notice goes to both platforms', async () => {
  const accountId = newId('acc');
  await run((unit) => oweAll(unit, accountId));
  expect(await inDatabase(accountId)).toEqual([1, 1, 1, 1, 1]);
  const [notice] = await fixture.database.models.notices.find({ accountId }).lean();
  const deliveries = await fixture.database.models.deliveries.find({ noticeId: notice!._id }).lean();
  expect(deliveries.map(({ platform, state }) => [platform, state]).sort()).toEqual([
    ['business', 'delivered'],
    ['management', 'delivered'],
  ]);
});

it('an error stores nothing of it', async () => {
  const accountId = newId('acc');
  const failing = run(async (unit) => {
    await oweAll(unit, accountId);
    await unit.flush();
    throw new Error('planted');
  });
  await expect(failing).rejects.toThrow('planted');
  expect(await inDatabase(accountId)).toEqual([0, 0, 0, 0, 0]);
});

it('an error that passes runs the work again at a new time, and nothing is doubled', async () => {
  const accountId = newId('acc');
  const times: string[] = [];
  await run(async (unit) => {
    times.push(unit.recordedAt);
    await oweAll(unit, accountId);
    clock.pass(1_000);
    if (times.length < 3) {
      const error = new mongo.MongoServerError({ message: 'planted', code: 112 });
      error.addErrorLabel('TransientTransactionError');
      throw error;
    }
  });
  expect(times).toEqual([START, '2026-01-10T09:00:01.000Z', '2026-01-10T09:00:02.000Z']);
  expect(await inDatabase(accountId)).toEqual([1, 1, 1, 1, 1]);
  expect(await fixture.database.models.audit.findOne({ accountId }).lean()).toMatchObject({
    at: START,
    recordedAt: times[2],
  });
});

it('writers of one document do not lose each other: all of them count', async () => {
  const { _id } = await openAccount(fixture, { agreement: false });
  const { ledgers } = fixture.database.models;
  await Promise.all(
    Array.from({ length: 8 }, () =>
      run(async (unit) => {
        const { version } = await ledgers.findById(_id).session(unit.session).orFail().lean();
        await ledgers.updateOne({ _id }, { $set: { version: version + 1 } }, { session: unit.session });
      }),
    ),
  );
  expect(await ledgers.findById(_id).lean()).toMatchObject({ version: 8 });
});

it('a task or a notice of the same cause is not made again, even if it was resolved since', async () => {
  const accountId = newId('acc');
  await run((unit) => oweAll(unit, accountId));
  await fixture.database.models.tasks.updateOne({ accountId }, { $set: { state: 'resolved', note: 'done' } });
  await run((unit) => oweAll(unit, accountId));
  expect(await fixture.database.models.tasks.find({ accountId }).lean()).toMatchObject([
    { state: 'resolved', note: 'done' },
  ]);
  expect(await fixture.database.models.notices.countDocuments({ accountId })).toBe(1);
});

it("an operator's task makes its order need attention, one for sales does not", async () => {
  const account = await openAccount(fixture);
  const order = await orderOf(fixture, account);
  const open = (kind: TaskEntry['kind'], cause = newId('cmd')) =>
    run((unit) => {
      const fact = {
        cause,
        accountId: account._id,
        sandbox: false,
        at: START,
        dueAt: START,
        facts: {},
      };
      unit.openTask({ ...fact, kind, orderId: order._id });
      return Promise.resolve();
    });
  await open('agreement.needed');
  expect((await readOrder(fixture, order)).needsAttention).toBe(false);
  await open('payment.late', 'a payment');
  expect((await readOrder(fixture, order)).needsAttention).toBe(true);

  // An operator has dealt with it. The same fact reported again needs no more attention.
  await fixture.database.models.orders.updateOne({ _id: order._id }, { $set: { needsAttention: false } });
  await open('payment.late', 'a payment');
  expect((await readOrder(fixture, order)).needsAttention).toBe(false);
});

it('a deadline of the same id replaces the one before, and is gone once it is cleared', async () => {
  const accountId = newId('acc');
  const _id = `payment.due:${accountId}`;
  const set = (at: Instant) =>
    run((unit) => {
      unit.setDeadline({ _id, kind: 'payment.due', at, accountId, sandbox: false, workflowId: 'order:1' });
      return Promise.resolve();
    });
  await set('2026-02-01T00:00:00.000Z');
  await set('2026-02-02T00:00:00.000Z');
  expect(await fixture.database.models.deadlines.find({ accountId }).lean()).toMatchObject([
    { at: '2026-02-02T00:00:00.000Z' },
  ]);
  await run((unit) => unit.clearDeadlines({ _id }));
  expect(await fixture.database.models.deadlines.countDocuments({ accountId })).toBe(0);
});

describe('what one unit owes and takes back takes effect in the order of its calls', () => {
  const deadlineOf = (accountId: string, name: string) => ({
    _id: `${name}:${accountId}`,
    kind: 'lot.expires' as const,
    at: START,
    accountId,
    sandbox: false,
    workflowId: 'order:1',
    orderId: `ord_${accountId}`,
    lotId: `lot_${name}`,
  });
  const idsOf = async (accountId: string) =>
    (await fixture.database.models.deadlines.find({ accountId }).sort({ _id: 1 }).lean()).map(
      ({ _id }) => _id,
    );

  it.each([
    ['its id', (accountId: string) => ({ _id: `a:${accountId}` })],
    ['one of several ids', (accountId: string) => ({ _id: { $in: [`a:${accountId}`, 'none'] } })],
    ['its lot', () => ({ lotId: { $in: ['lot_a'] } })],
  ])('a deadline that is set and then cleared by %s is gone, and others stay', async (_by, filterOf) => {
    const accountId = newId('acc');
    await run(async (unit) => {
      unit.setDeadline(deadlineOf(accountId, 'a'));
      unit.setDeadline(deadlineOf(accountId, 'b'));
      await unit.clearDeadlines(filterOf(accountId));
    });
    expect(await idsOf(accountId)).toEqual([`b:${accountId}`]);
  });

  it('a deadline that is cleared and then set is there, as it was set last', async () => {
    const accountId = newId('acc');
    await run(async (unit) => {
      unit.setDeadline(deadlineOf(accountId, 'a'));
      await unit.clearDeadlines({ orderId: `ord_${accountId}` });
      unit.setDeadline({ ...deadlineOf(accountId, 'a'), at: '2026-03-01T00:00:00.000Z' });
    });
    expect(await fixture.database.models.deadlines.find({ accountId }).lean()).toMatchObject([
      { at: '2026-03-01T00:00:00.000Z' },
    ]);
  });

  it('the earliest deadline of a workflow is the same, whether it is stored, waits, or was taken away in the unit', async () => {
    const accountId = newId('acc');
    const workflowId = `order:ord_${accountId}` as const;
    const at = (name: string, instant: Instant) => ({
      ...deadlineOf(accountId, name),
      workflowId,
      at: instant,
    });
    const earliest: (string | undefined)[] = [];
    await run((unit) => {
      unit.setDeadline(at('stored', '2026-03-02T00:00:00.000Z'));
      return Promise.resolve();
    });
    await run(async (unit) => {
      const note = async () => earliest.push((await unit.earliestDeadline(workflowId))?._id.split(':')[0]);
      await note();
      unit.setDeadline(at('later', '2026-03-03T00:00:00.000Z'));
      unit.setDeadline(at('sooner', '2026-03-01T00:00:00.000Z'));
      await note();
      // Moved behind the others: what is stored of it counts no more.
      unit.setDeadline(at('sooner', '2026-03-04T00:00:00.000Z'));
      await unit.deadlinesSoFar();
      unit.setDeadline(at('stored', '2026-03-05T00:00:00.000Z'));
      await note();
      await unit.clearDeadlines({ _id: `later:${accountId}` });
      await note();
      await unit.clearDeadlines({ orderId: `ord_${accountId}` });
      await note();
      unit.setDeadline(at('last', '2026-03-06T00:00:00.000Z'));
      await unit.clearDeadlines({ _id: `last:${accountId}` });
      await note();
    });
    expect(earliest).toEqual(['stored', 'sooner', 'later', 'sooner', undefined, undefined]);
    expect(await idsOf(accountId)).toEqual([]);
  });

  it('who reads deadlines or tasks in the unit sees those that it set or opened before', async () => {
    const accountId = newId('acc');
    await run(async (unit) => {
      await oweAll(unit, accountId);
      const [deadlines, tasks] = [await unit.deadlinesSoFar(), await unit.tasksSoFar()];
      expect(await deadlines.countDocuments({ accountId }).session(unit.session)).toBe(1);
      expect(await tasks.countDocuments({ accountId }).session(unit.session)).toBe(1);
    });
    expect(await inDatabase(accountId)).toEqual([1, 1, 1, 1, 1]);
  });

  it('a task that is opened and then resolved is resolved, and one opened again for its cause stays so', async () => {
    const accountId = newId('acc');
    const entry: TaskEntry = {
      kind: 'service.to_start',
      cause: accountId,
      accountId,
      sandbox: false,
      at: START,
      dueAt: START,
      facts: {},
    };
    await run(async (unit) => {
      unit.openTask(entry);
      await resolveTasks(unit, { kind: 'service.to_start', causes: [accountId] }, START);
      unit.openTask(entry);
    });
    expect(await fixture.database.models.tasks.find({ accountId }).lean()).toMatchObject([
      { state: 'resolved', resolvedAt: START },
    ]);
  });

  it('an agreement that is asked for twice in one unit is one task', async () => {
    const account = await openAccount(fixture);
    const order = await orderOf(fixture, account);
    await run(async (unit) => {
      await openAgreementTask(unit, order, START);
      await openAgreementTask(unit, order, START);
      await resolveAgreementTask(unit, order._id, START);
      await openAgreementTask(unit, order, START);
    });
    const tasks = await fixture.database.models.tasks.find({ orderId: order._id }).sort({ state: 1 }).lean();
    expect(tasks.map(({ state }) => state)).toEqual(['open', 'resolved']);
  });
});

it("account time is the sandbox's frozen clock, and the server's for every other account", async () => {
  const sandbox = await openAccount(fixture, { sandboxNow: '2025-03-01T00:00:00.000Z', agreement: false });
  const real = await openAccount(fixture, { agreement: false });
  await run(async (unit) => {
    expect(await unit.accountNow(sandbox._id)).toBe('2025-03-01T00:00:00.000Z');
    expect(await unit.accountNow(real._id)).toBe(START);
    await expect(unit.accountNow('acc_missing')).rejects.toMatchObject({ code: 'not_found' });
  });
});
