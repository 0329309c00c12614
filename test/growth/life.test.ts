/** Nothing slows down with age: the queries of orders, usages, arrears and advances use an index. */
import { removeRounds } from '../../src/application/canary/remove-rounds.ts';
import { retireRecords } from '../../src/application/reconciliation/retire-records.ts';
import { growDatabase, type GrownSizes } from '../support/grown-database.ts';
import { journalOf } from '../support/journal.ts';
import { ProductClient, SANDBOX_START, type Customer } from '../support/product-client.ts';
import { startProduct, type Product } from '../support/product.ts';
import { offencesWhile } from './profile.ts';

const SIZES: GrownSizes = {
  accounts: 300,
  orders: 3_000,
  audit: 8_000,
  deadlines: 5_000,
  notices: 3_000,
  others: 2_500,
};
const HUAWEI = { termsVersion: '2025-07-08' };

let product: Product;
let client: ProductClient;
beforeAll(async () => {
  product = await startProduct({}, { notices: false });
  client = new ProductClient(product);
  await growDatabase(product.fixture.database, SIZES);
}, 180_000);
afterAll(() => product.close());

const offencesOf = (work: () => Promise<void>) => offencesWhile(product.fixture.database, work);

async function given(
  role: 'sales' | 'delivery' | 'operator' | 'platform',
  path: string,
  body: object,
): Promise<void> {
  const { status, text } = await client.call(role, path, { body });
  expect([path, status < 300 ? '' : text]).toEqual([path, '']);
}

const INSPECTIONS = [{ sku: 'AIMIS-INTL-CI-QTY-1Y', quantity: 1_000 }];

async function order(customer: Customer): Promise<void> {
  const { id, total } = await client.confirmed(customer.id, INSPECTIONS);
  const amount = { ...total };
  await given('operator', `/v1/orders/${id}/payments`, {
    method: 'offline',
    reference: id,
    amount,
    evidence: { note: 'Seen' },
  });
  await client.until(id, 'active');
  const other = await client.confirmed(customer.id, INSPECTIONS);
  await given('operator', `/v1/orders/${other.id}/hold`, { reason: 'A check' });
  await given('operator', `/v1/orders/${other.id}/release`, {});
  await given('sales', `/v1/orders/${other.id}/cancel`, { reason: 'Ordered twice' });
}

async function services({ id, organizationId }: Customer): Promise<void> {
  const note = { organizationName: 'North Clinic' };
  const line = { sku: 'HW-DEV-MODELDEV-STD', quantity: 3, organizationId, note };
  const bought = await client.bought(id, [line], HUAWEI);
  const service = bought.lines[0]!.entitlements[0]!.id;
  await given('delivery', `/v1/services/${service}/assign`, { assignee: 'Ana Silva' });
  await given('delivery', `/v1/services/${service}/start`, {});
  await given('delivery', `/v1/services/${service}/deliver`, {});
  await given('delivery', `/v1/services/${service}/reject`, { rejectedBy: 'Dr. Chen', reason: 'Not whole' });
  await given('operator', `/v1/orders/${bought.id}/refunds`, {
    lines: [{ lineId: bought.lines[0]!.id, quantity: 2 }],
    reason: 'Not needed',
  });
}

/** Consumes more than is available, is suspended a day later, tops up, and has a usage reversed. */
async function arrears(customer: Customer): Promise<void> {
  await client.grant(customer.id, { units: 50 });
  const used = await client.use(customer, { resource: 'inspection', quantity: 80 });
  await client.advance(customer.id, { by: 'PT25H' });
  await client.episode(used.episodeId!);
  await client.bought(customer.id, INSPECTIONS);
  await client.reverse(used.id);
  await client.advance(customer.id, { by: 'P400D' });
}

/** Consumes more than is available; the arrears are written off. */
async function writtenOff(customer: Customer): Promise<void> {
  await client.grant(customer.id, { units: 50 });
  const used = await client.use(customer, { resource: 'inspection', quantity: 80 });
  await given('operator', `/v1/episodes/${used.episodeId!}/write-off`, { reason: 'An outage of ours' });
}

async function signOff({ id, organizationId }: Customer): Promise<void> {
  const note = { organizationName: 'North Clinic' };
  const line = { sku: 'HW-DEV-MODELDEV-STD', quantity: 1, organizationId, note };
  const bought = await client.bought(id, [line], HUAWEI);
  const service = bought.lines[0]!.entitlements[0]!.id;
  await given('delivery', `/v1/services/${service}/start`, {});
  await given('delivery', `/v1/services/${service}/deliver`, {});
  const link = await client.call('delivery', `/v1/services/${service}/acceptance-links`, { body: {} });
  const page = `/v1/sign-off/${String(link.body['url']).split('/').at(-1)!}`;
  expect((await client.call('delivery', page, { key: null })).status).toBe(200);
  const decision = { key: null, body: { acceptedBy: 'Dr. Chen' } };
  expect((await client.call('delivery', `${page}/accept`, decision)).status).toBe(200);
}

/** A notice is sent again, and an agreement ends. */
async function endOfBusiness(customer: Customer): Promise<void> {
  await client.bought(customer.id, INSPECTIONS);
  const [notice] = await client.notices(customer.id);
  await given('operator', `/v1/notices/${notice!.id}/resend`, {});
  const agreement = await client.sign(customer.id, { number: 'A-2' });
  await given('operator', `/v1/agreements/${agreement.id}/terminate`, { reason: 'Ended by both parties' });
}

async function reconciliation(): Promise<void> {
  await retireRecords(product.fixture, { retentionDays: 30 });
}

test.each([
  ['an order, from placing until it is active, and one that is cancelled', { sandboxNow: null }, order],
  ['services, assigned, begun, delivered, rejected and refunded', { sandboxNow: null }, services],
  [
    'a sandbox in arrears, from the use to the end of what was bought',
    { sandboxNow: SANDBOX_START },
    arrears,
  ],
  ['arrears that are written off', { sandboxNow: null }, writtenOff],
  ['a service that is accepted on the page of a link', { sandboxNow: null }, signOff],
  ['a notice that is sent again, and an agreement that ends', { sandboxNow: null }, endOfBusiness],
])('%s, is found by indexes', async (_what, wanted, work) => {
  const customer = await client.customer(wanted);
  expect(await offencesOf(() => work(customer))).toEqual([]);
});

test('records that reconciliation removes are found by indexes', async () => {
  expect(await offencesOf(reconciliation)).toEqual([]);
});

test("records of the canary's account, which are removed with its round, are found by indexes", async () => {
  const { models } = product.fixture.database;
  const { id: accountId, organizationId } = await client.customer({ sandboxNow: SANDBOX_START });
  await client.bought(accountId, INSPECTIONS);
  await given('platform', '/v1/usages', { accountId, organizationId, resource: 'inspection', quantity: 1 });
  const roundId = 'cnr_1';
  await models.accounts.updateOne({ _id: accountId }, { canaryRound: roundId });
  const dates = { startedAt: SANDBOX_START, finishedAt: SANDBOX_START };
  await models.canaryRounds.create([{ _id: roundId, accountId, outcome: 'passed', ...dates }]);
  const removal = async () => {
    const { database, serverNow } = product.fixture;
    const endWorkflow = () => Promise.resolve(false);
    expect(await removeRounds({ database, serverNow, endWorkflow })).toBe(1);
  };
  expect(await offencesOf(removal)).toEqual([]);
  expect(await journalOf(product.fixture.database, accountId)).toEqual([]);
});
