/** A balance is changed in the database: its pool is blocked until an operator decides, and everything else goes on. */
import type { ReconciliationResult } from '../../../workflows/reconciliation.ts';
import { task as taskShape, type Task } from '../../../src/contracts/tasks.ts';
import { newId } from '../../../src/infra/ids.ts';
import { soundLedger } from '../../support/ledger-checks.ts';
import { ProductClient, read, domainErrorIn, type Customer } from '../../support/product-client.ts';
import { startProduct, type Product } from '../../support/product.ts';

let product: Product;
let client: ProductClient;
beforeAll(async () => {
  product = await startProduct();
  client = new ProductClient(product);
});
afterAll(() => product.close());

const MIMI = { sku: 'AIMIS-INTL-AI-MIMI', quantity: 1_000 };
const INSPECTIONS = { sku: 'AIMIS-INTL-CI-QTY-15Y', quantity: 1_000 };
const review = { resource: 'ai:mimi', quantity: 10 };
const inspection = { resource: 'inspection', quantity: 10 };

async function reconcile(full = false): Promise<ReconciliationResult> {
  const { client: temporal, taskQueue } = product.testSystem;
  const workflow = { workflowId: newId('cmd'), taskQueue, args: [{ full }] };
  return (await temporal.workflow.execute('reconciliation', workflow)) as ReconciliationResult;
}

/** Changes a figure of the pool directly in the database. */
async function tamper({ id }: Customer, resource: string, change: Record<string, number>): Promise<void> {
  const { ledgers } = product.fixture.database.native;
  const head = await ledgers.findOne({ _id: id });
  const index = head!.pools.findIndex((pool) => pool.resource === resource);
  const $inc = Object.fromEntries(Object.entries(change).map(([path, by]) => [`pools.${index}.${path}`, by]));
  await ledgers.updateOne({ _id: id }, { $inc });
}

async function differencesOf({ id }: Customer): Promise<Task[]> {
  return (await client.tasks(id)).filter(({ kind }) => kind === 'reconcile.difference');
}

async function resolve({ id }: Task): Promise<Task> {
  const body = { note: 'Somebody had edited the document' };
  return read(taskShape, await client.call('operator', `/v1/tasks/${id}/resolve`, { body }));
}

test('the pool is repaired from the journal and blocked until the decision, and everything else goes on', async () => {
  const customer = await client.customer();
  await client.bought(customer.id, [MIMI, INSPECTIONS]);
  await client.use(customer, review);
  await client.use(customer, inspection);
  expect((await reconcile()).verifyJournals).toMatchObject({ blocked: 0, failed: 0 });
  await tamper(customer, 'ai:mimi', { 'lots.0.remaining': 500 });
  expect((await reconcile()).verifyJournals).toMatchObject({ blocked: 1, failed: 0 });

  const [task] = await differencesOf(customer);
  expect(task).toMatchObject({
    role: 'operator',
    state: 'open',
    facts: {
      about: 'ledger',
      resources: ['ai:mimi'],
      chain: null,
      firstBroken: null,
      differences: [{ resource: 'ai:mimi', stored: 1_490, rebuilt: 990 }],
    },
  });
  const waiting = 'open_tasks{kind="reconcile.difference",role="operator",sandbox="true"} 1';
  expect(await (await fetch(`${product.url}/metrics`)).text()).toContain(waiting);
  const refused = await client.post(customer, review);
  expect(refused.status).toBe(409);
  expect(domainErrorIn(refused)).toMatchObject({ code: 'conflict' });
  expect(refused.body).toMatchObject({
    rule: '§8.8',
    remedy: 'Ask an operator to check the balance of this account.',
  });
  await client.use(customer, inspection);
  expect(await client.capabilities(customer.id)).toContainEqual(
    expect.objectContaining({ capability: 'ai.review', allowed: false }),
  );
  expect(await client.pool(customer.id, 'ai:mimi')).toMatchObject({ available: 990, used: 10 });
  const topUp = await client.bought(customer.id, [MIMI]);
  expect(topUp.state).toBe('active');
  expect((await reconcile(true)).verifyJournals).toMatchObject({ blocked: 0, known: 1 });
  expect(await differencesOf(customer)).toHaveLength(1);

  expect(await resolve(task!)).toMatchObject({ state: 'resolved' });
  expect(await client.pool(customer.id, 'ai:mimi')).toMatchObject({ available: 1_990, used: 10 });
  await client.use(customer, review);
  await soundLedger(product.fixture, customer.id);
  const types = (await client.audit(customer.id)).map(({ type }) => type);
  expect(types).toEqual(expect.arrayContaining(['pool.blocked', 'pool.unblocked', 'task.resolved']));
  expect((await reconcile(true)).verifyJournals).toMatchObject({ blocked: 0, known: 0 });
  const again = await client.call('operator', `/v1/tasks/${task!.id}/resolve`, { body: { note: 'again' } });
  expect(again.status).toBe(409);
});

test('arrears, episodes, write-offs and reversals on ended lots are all found consistent', async () => {
  const customer = await client.customer();
  await client.bought(customer.id, [INSPECTIONS]);
  const first = await client.use(customer, { ...inspection, quantity: 990 });
  await reconcile();
  const second = await client.use(customer, { ...inspection, quantity: 30 });
  await reconcile();
  await client.bought(customer.id, [INSPECTIONS]);
  await client.reverse(second.id);
  expect((await reconcile()).verifyJournals).toMatchObject({ blocked: 0, known: 0, failed: 0 });
  await client.reverse(first.id);
  await client.use(customer, { ...inspection, quantity: 2_010 });
  const [episode] = await client.episodes(customer.id);
  await client.call('operator', `/v1/episodes/${episode!.id}/write-off`, { body: { reason: 'Goodwill' } });
  expect((await reconcile()).verifyJournals).toMatchObject({ blocked: 0, known: 0, failed: 0 });
  await client.advance(customer.id, { by: 'P1Y1D' });
  expect((await reconcile()).verifyJournals).toMatchObject({ blocked: 0, known: 0, failed: 0 });
  expect((await reconcile(true)).verifyJournals).toMatchObject({ blocked: 0, known: 0, failed: 0 });
});
