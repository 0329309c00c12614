/** However many records there are, a run of housekeeping looks at so many: at what changed, and at the next part of the rest. */
import { ownerOf, type Owner } from '../../src/domain/workflow-ids.ts';
import { noteFindings } from '../../src/application/reconciliation/inconsistencies.ts';
import { nextPart, type PartSizes } from '../../src/application/reconciliation/part-of-records.ts';
import { reconcileKeepers } from '../../src/temporal/reconciliation/reconcile-workflows.ts';
import { verifyLedgers } from '../../src/application/reconciliation/verify-ledgers.ts';
import { newId } from '../../src/infra/ids.ts';
import type { OrderDocument } from '../../src/storage/collections/order.ts';
import { eventually } from '../support/eventually.ts';
import { LiveWorld } from '../support/live-world.ts';
import { openAccount, openShop, closeShop, type Shop } from '../support/order-fixtures.ts';

let world: LiveWorld;
beforeAll(async () => {
  world = await LiveWorld.open();
});
afterAll(() => world.close());

const statusOf = async ({ _id }: OrderDocument) => (await world.handle({ _id }).describe()).status.name;
async function lose(order: OrderDocument): Promise<void> {
  await world.handle(order).terminate('lost');
  const query = `WorkflowId = '${ownerOf('order', order._id)}' AND ExecutionStatus = 'Running'`;
  await eventually(
    async () => (await world.client.workflow.count(query)).count,
    (count) => count === 0,
  );
}
/** One run over a part. */
async function run(sizes: Partial<PartSizes>) {
  const { client, shop, services } = world;
  const { keepers } = services.gateway;
  const part = await nextPart(shop.database, sizes);
  const { counts, seen, looked } = await reconcileKeepers(
    { client, database: shop.database, keepers },
    { tellAll: false, part },
  );
  await noteFindings(shop, seen, { looked });
  await part.done();
  return counts;
}

describe('of 2,000 open orders that nobody touched', () => {
  const ORDERS = 2_000;
  const REST = 100;
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop();
    const collection = shop.database.models.orders.collection;
    await collection.insertMany(
      // Each open one has closed ones beside it.
      Array.from({ length: 2 * ORDERS }, (_, n) => ({
        _id: newId('ord') as never,
        accountId: 'acc_1',
        state: n % 2 === 0 ? 'active' : 'completed',
      })),
    );
    await (await nextPart(shop.database, { rest: REST })).done();
    await shop.database.models.housekeepingCursors.deleteMany({ _id: 'order' });
  });
  afterAll(() => closeShop(shop));

  test('a run examines a part, and after enough runs each had its turn, once', async () => {
    const { connection } = shop.database;
    const db = connection.getClient().db(connection.name);
    const seen: Owner[] = [];
    for (let part = 0; part < ORDERS / REST; part += 1) {
      await db.command({ profile: 2 });
      const { looked, done } = await nextPart(shop.database, { rest: REST });
      await db.command({ profile: 0 });
      const reads = await db.collection('system.profile').find({ op: 'query' }).toArray();
      const examined = reads.reduce((sum, read) => sum + Number(read['docsExamined'] ?? 0), 0);
      expect(examined).toBeLessThanOrEqual(3 * REST);
      await db.collection('system.profile').drop();
      seen.push(...looked);
      await done();
    }
    expect(seen).toHaveLength(ORDERS);
    expect(new Set(seen).size).toBe(ORDERS);
  });

  test('one of which the audit tells something is looked at in the next run, whoever has the turn', async () => {
    await shop.database.models.housekeepingCursors.deleteMany({ _id: 'order' });
    const [last] = await shop.database.models.orders
      .find({ state: 'active' })
      .sort({ _id: -1 })
      .limit(1)
      .lean();
    await shop.database.models.audit.collection.insertOne({
      _id: newId('aud') as never,
      orderId: last!._id,
      at: shop.serverNow(),
    });
    const { looked, done } = await nextPart(shop.database, { rest: REST });
    expect(looked.has(ownerOf('order', last!._id))).toBe(true);
    expect(looked.size).toBe(REST + 1);
    await done();
    expect((await nextPart(shop.database, { rest: REST })).looked.has(ownerOf('order', last!._id))).toBe(
      false,
    );
  });
});

test('a lost workflow is found at once where its order changed, and within a rotation where nothing did', async () => {
  const account = await openAccount(world.shop);
  const orders: OrderDocument[] = [];
  for (let n = 0; n < 4; n += 1) orders.push(await world.orderThatIs('confirmed', account));
  await run({ rest: 1 });
  await run({ rest: 1 });

  const [, , quiet, changed] = orders;
  await world.command(changed!, 'hold');
  await lose(changed!);
  await lose(quiet!);
  expect(await run({ rest: 1 })).toMatchObject({ started: expect.any(Number) as number, failed: 0 });
  expect(await statusOf(changed!)).toBe('RUNNING');
  for (let n = 0; n < orders.length + 1 && (await statusOf(quiet!)) !== 'RUNNING'; n += 1)
    await run({ rest: 1 });
  expect(await statusOf(quiet!)).toBe('RUNNING');
});

test('what was found amiss stays known while others have their turn, and is forgotten once it is looked at and sound', async () => {
  const { findings } = world.shop.database.models;
  await findings.deleteMany({});
  const subject = ownerOf('order', 'ord_other');
  const seen = { kind: 'workflow' as const, subject, accountId: '', owner: subject, facts: {} };
  await noteFindings(world.shop, [seen], { looked: new Set([subject]) });
  await noteFindings(world.shop, [], { looked: new Set([ownerOf('order', 'ord_1')]) });
  expect(await findings.countDocuments()).toBe(1);
  // It is looked at in every run.
  expect((await nextPart(world.shop.database, { rest: 1 })).looked.has(subject)).toBe(true);
  await noteFindings(world.shop, [], { looked: new Set([subject]) });
  expect(await findings.countDocuments()).toBe(0);
});

test('ledgers have their turn one part after the other, and all of them in a thorough run', async () => {
  const { ledgers, verifications } = world.shop.database.models;
  for (let n = 0; n < 3; n += 1) await openAccount(world.shop);
  const all = await ledgers.countDocuments();
  await verifications.deleteMany({});
  for (let n = 1; n <= all; n += 1) {
    expect(await verifyLedgers(world.shop, { thorough: false, accounts: 1 })).toMatchObject({ accounts: 1 });
    expect(await verifications.countDocuments()).toBe(n);
  }
  expect(await verifyLedgers(world.shop, { thorough: true, accounts: 1 })).toMatchObject({ accounts: all });
});
