/** However many records there are, a run of reconciliation looks at so many: at what changed, and at the next part of the rest. */
import { workflowIdOf, type WorkflowId } from '../../src/domain/workflow-ids.ts';
import { noteInconsistencies } from '../../src/application/reconciliation/inconsistencies.ts';
import { nextPart, type PartSizes } from '../../src/application/reconciliation/part-of-records.ts';
import { reconcileWorkflows } from '../../src/temporal/reconciliation/reconcile-workflows.ts';
import { verifyLedgers } from '../../src/application/reconciliation/verify-ledgers.ts';
import { newId } from '../../src/infra/ids.ts';
import type { OrderDocument } from '../../src/storage/collections/orders.ts';
import { eventually } from '../support/eventually.ts';
import { LiveTestSystem } from '../support/live-test-system.ts';
import { openAccount, openFixture, closeFixture, type OrderFixture } from '../support/order-fixtures.ts';

let testSystem: LiveTestSystem;
beforeAll(async () => {
  testSystem = await LiveTestSystem.open();
});
afterAll(() => testSystem.close());

const statusOf = async ({ _id }: OrderDocument) => (await testSystem.handle({ _id }).describe()).status.name;
async function lose(order: OrderDocument): Promise<void> {
  await testSystem.handle(order).terminate('lost');
  const query = `WorkflowId = '${workflowIdOf('order', order._id)}' AND ExecutionStatus = 'Running'`;
  await eventually(
    async () => (await testSystem.client.workflow.count(query)).count,
    (count) => count === 0,
  );
}
/** One run over a part. */
async function run(sizes: Partial<PartSizes>) {
  const { client, fixture, services } = testSystem;
  const { workflowStarter } = services.gateway;
  const part = await nextPart(fixture.database, sizes);
  const { counts, seen, checked } = await reconcileWorkflows(
    { client, database: fixture.database, workflowStarter },
    { signalAll: false, part },
  );
  await noteInconsistencies(fixture, seen, { checked });
  await part.done();
  return counts;
}

describe('of 2,000 open orders that nobody touched', () => {
  const ORDERS = 2_000;
  const REST = 100;
  let fixture: OrderFixture;
  beforeAll(async () => {
    fixture = await openFixture();
    const collection = fixture.database.models.orders.collection;
    await collection.insertMany(
      // Each open one has closed ones beside it.
      Array.from({ length: 2 * ORDERS }, (_, n) => ({
        _id: newId('ord') as never,
        accountId: 'acc_1',
        state: n % 2 === 0 ? 'active' : 'completed',
      })),
    );
    await (await nextPart(fixture.database, { rest: REST })).done();
    await fixture.database.models.reconciliationCursors.deleteMany({ _id: 'order' });
  });
  afterAll(() => closeFixture(fixture));

  test('a run examines a part, and after enough runs each had its turn, once', async () => {
    const { connection } = fixture.database;
    const db = connection.getClient().db(connection.name);
    const seen: WorkflowId[] = [];
    for (let part = 0; part < ORDERS / REST; part += 1) {
      await db.command({ profile: 2 });
      const { checked, done } = await nextPart(fixture.database, { rest: REST });
      await db.command({ profile: 0 });
      const reads = await db.collection('system.profile').find({ op: 'query' }).toArray();
      const examined = reads.reduce((sum, read) => sum + Number(read['docsExamined'] ?? 0), 0);
      expect(examined).toBeLessThanOrEqual(3 * REST);
      await db.collection('system.profile').drop();
      seen.push(...checked);
      await done();
    }
    expect(seen).toHaveLength(ORDERS);
    expect(new Set(seen).size).toBe(ORDERS);
  });

  test('one with a new audit record is checked in the next run, whichever part has its turn', async () => {
    await fixture.database.models.reconciliationCursors.deleteMany({ _id: 'order' });
    const [last] = await fixture.database.models.orders
      .find({ state: 'active' })
      .sort({ _id: -1 })
      .limit(1)
      .lean();
    await fixture.database.models.audit.collection.insertOne({
      _id: newId('aud') as never,
      orderId: last!._id,
      at: fixture.serverNow(),
    });
    const { checked, done } = await nextPart(fixture.database, { rest: REST });
    expect(checked.has(workflowIdOf('order', last!._id))).toBe(true);
    expect(checked.size).toBe(REST + 1);
    await done();
    expect(
      (await nextPart(fixture.database, { rest: REST })).checked.has(workflowIdOf('order', last!._id)),
    ).toBe(false);
  });
});

test('a lost workflow is found at once where its order changed, and within a rotation where nothing did', async () => {
  const account = await openAccount(testSystem.fixture);
  const orders: OrderDocument[] = [];
  for (let n = 0; n < 4; n += 1) orders.push(await testSystem.orderThatIs('confirmed', account));
  await run({ rest: 1 });
  await run({ rest: 1 });

  const [, , quiet, changed] = orders;
  await testSystem.command(changed!, 'hold');
  await lose(changed!);
  await lose(quiet!);
  expect(await run({ rest: 1 })).toMatchObject({ started: expect.any(Number) as number, failed: 0 });
  expect(await statusOf(changed!)).toBe('RUNNING');
  for (let n = 0; n < orders.length + 1 && (await statusOf(quiet!)) !== 'RUNNING'; n += 1)
    await run({ rest: 1 });
  expect(await statusOf(quiet!)).toBe('RUNNING');
});

test('an inconsistency stays known while other parts have their turn, and is forgotten once a check finds it repaired', async () => {
  const { inconsistencies } = testSystem.fixture.database.models;
  await inconsistencies.deleteMany({});
  const subject = workflowIdOf('order', 'ord_other');
  const seen = { kind: 'workflow' as const, subject, accountId: '', workflowId: subject, facts: {} };
  await noteInconsistencies(testSystem.fixture, [seen], { checked: new Set([subject]) });
  await noteInconsistencies(testSystem.fixture, [], { checked: new Set([workflowIdOf('order', 'ord_1')]) });
  expect(await inconsistencies.countDocuments()).toBe(1);
  // It is looked at in every run.
  expect((await nextPart(testSystem.fixture.database, { rest: 1 })).checked.has(subject)).toBe(true);
  await noteInconsistencies(testSystem.fixture, [], { checked: new Set([subject]) });
  expect(await inconsistencies.countDocuments()).toBe(0);
});

test('ledgers have their turn one part after the other, and all of them in a full run', async () => {
  const { ledgers, verifications } = testSystem.fixture.database.models;
  for (let n = 0; n < 3; n += 1) await openAccount(testSystem.fixture);
  const all = await ledgers.countDocuments();
  await verifications.deleteMany({});
  for (let n = 1; n <= all; n += 1) {
    expect(await verifyLedgers(testSystem.fixture, { full: false, accounts: 1 })).toMatchObject({
      accounts: 1,
    });
    expect(await verifications.countDocuments()).toBe(n);
  }
  expect(await verifyLedgers(testSystem.fixture, { full: true, accounts: 1 })).toMatchObject({
    accounts: all,
  });
});
