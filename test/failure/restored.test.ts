/**
 * MongoDB is restored from a backup while Temporal is ahead of it: after a run of reconciliation every open record has its
 * workflow, nothing else runs, and every record can reach its end.
 */
import type { mongo } from 'mongoose';
import { workflowIdOf } from '../../src/domain/workflow-ids.ts';
import { newId } from '../../src/infra/ids.ts';
import type { Database } from '../../src/storage/database.ts';
import type { reconciliation, ReconciliationResult } from '../../workflows/reconciliation.ts';
import { soundLedger } from '../support/ledger-checks.ts';
import { closeFixture, openFixture, type OrderFixture } from '../support/order-fixtures.ts';
import { ProductClient, type Customer } from '../support/product-client.ts';
import { startProduct, type Product, type ProductPast } from '../support/product.ts';
import { expectTogether, untilDelivered } from './compared.ts';

const RESOURCE = 'inspection';
const INSPECTIONS = { sku: 'AIMIS-INTL-CI-QTY-15Y', quantity: 1_000 };
const MIMI = { sku: 'AIMIS-INTL-AI-MIMI', quantity: 1_000 };
let fixture: OrderFixture;
let product: Product;
let client: ProductClient;
beforeAll(async () => {
  fixture = await openFixture();
  await start({ fixture });
});
afterAll(async () => {
  await product.close();
  await closeFixture(fixture);
});

async function start(past: ProductPast): Promise<void> {
  product = await startProduct(past);
  client = new ProductClient(product);
}

/** A copy of all collections. */
type Backup = ReadonlyMap<string, readonly mongo.Document[]>;

function collectionsOf({ connection }: Database): mongo.Db {
  return connection.getClient().db(connection.name);
}

async function backup(): Promise<Backup> {
  await untilDelivered(fixture.database);
  const db = collectionsOf(fixture.database);
  const names = (await db.listCollections().toArray()).map(({ name }) => name);
  return new Map(
    await Promise.all(names.map(async (name) => [name, await db.collection(name).find().toArray()] as const)),
  );
}

async function restore(saved: Backup): Promise<void> {
  const db = collectionsOf(fixture.database);
  for (const [name, documents] of saved) {
    await db.collection(name).deleteMany({});
    if (documents.length > 0) await db.collection(name).insertMany([...documents]);
  }
}

async function reconcile(): Promise<ReconciliationResult> {
  const { client: temporal, taskQueue } = product.testSystem;
  return temporal.workflow.execute<typeof reconciliation>('reconciliation', {
    workflowId: newId('cmd'),
    taskQueue,
  });
}

function expectAllTogether(): Promise<void> {
  const { client: temporal, taskQueue } = product.testSystem;
  return expectTogether({ database: fixture.database, client: temporal, taskQueue });
}

/** A customer in real time with arrears of inspections. */
async function owing(): Promise<Customer> {
  const customer = await client.customer({ sandboxNow: null });
  await client.bought(customer.id, [INSPECTIONS]);
  await client.use(customer, { resource: RESOURCE, quantity: INSPECTIONS.quantity + 10 });
  await untilDelivered(fixture.database);
  return customer;
}

test('MongoDB was restored from a backup: workflows without a record end, the others continue from it', async () => {
  const payer = await client.customer({ sandboxNow: null });
  const order = await client.confirmed(payer.id, [MIMI]);
  const held = await client.confirmed(payer.id, [MIMI]);
  const debtor = await owing();
  const sandbox = await client.customer();
  const yearly = await client.bought(sandbox.id, [MIMI]);
  await reconcile();
  const saved = await backup();

  // Everything from here on is missing in the backup.
  await client.pay(order.id);
  await client.until(order.id, 'active');
  await client.call('operator', `/v1/orders/${held.id}/hold`, { body: { reason: 'Looked into' } });
  expect((await product.testSystem.view({ _id: held.id }))?.held).toBe(true);
  const forgotten = await client.confirmed(payer.id, [MIMI]);
  const stranger = await owing();
  await client.bought(debtor.id, [INSPECTIONS]);
  await client.advance(sandbox.id, { by: 'P1Y1D' });
  await client.until(yearly.id, 'completed');
  await untilDelivered(fixture.database);
  const [episode] = await client.episodes(debtor.id);
  const [strangers] = await client.episodes(stranger.id);
  expect(episode!.state).toBe('closed');
  await reconcile();

  const { taskQueue } = product.testSystem;
  await product.close();
  await restore(saved);
  await start({ fixture, taskQueue });
  expect((await reconcile()).reconcile).toMatchObject({ restored: true, failed: 0, tasks: 0 });
  expect((await reconcile()).verifyJournals).toMatchObject({ blocked: 0, known: 0, failed: 0 });
  await expectAllTogether();
  const ended = [workflowIdOf('order', forgotten.id), workflowIdOf('arrears', strangers!.id)];
  for (const workflowId of ended) {
    expect((await product.testSystem.client.workflow.getHandle(workflowId).describe()).status.name).toBe(
      'TERMINATED',
    );
  }

  // Its state is the same before and after, so that its workflow does not show the restore.
  expect((await product.testSystem.view({ _id: held.id }))?.held).toBe(false);

  // The lost steps are done again in the same way.
  expect((await product.testSystem.view({ _id: order.id }))?.state).toBe('awaiting_payment');
  await client.pay(order.id);
  await client.until(order.id, 'active');
  expect((await client.episode(episode!.id)).state).toBe('open');
  await client.bought(debtor.id, [INSPECTIONS]);
  expect(await client.episode(episode!.id)).toMatchObject({ state: 'closed', outcome: 'paid' });
  expect((await client.order(yearly.id)).state).toBe('active');
  await client.advance(sandbox.id, { by: 'P1Y1D' });
  await client.until(yearly.id, 'completed');
  await expectAllTogether();
  for (const { id } of [payer, debtor, sandbox]) await soundLedger(fixture, id);
});
