/** Policy overrides of an agreement. Decisions record the version that applied (AMB-16, 17, 46). */
import { HOUR_MS, plusMs } from '../../../src/domain/instant.ts';
import { newId } from '../../../src/infra/ids.ts';
import {
  agreementOf,
  orderOf,
  ProductClient,
  domainErrorIn,
  SANDBOX_START,
  type Customer,
} from '../../support/product-client.ts';
import { usagesOf } from '../../support/journal.ts';
import { startProduct, type Product } from '../../support/product.ts';

const RESOURCE = 'inspection';
const IPC = { termsVersion: '2026-03-24' };
const LINE = { sku: 'AIMIS-INTL-CI-QTY-15Y', quantity: 1_000 };

let product: Product;
let client: ProductClient;
beforeAll(async () => {
  product = await startProduct();
  client = new ProductClient(product);
});
afterAll(() => product.close());

interface Under {
  readonly customer: Customer;
  readonly agreementId: string;
}

/** A customer with 1,000 inspections under an agreement with these overrides. */
async function customerUnder(overrides: object, fields: object = {}): Promise<Under> {
  const customer = await client.customer({ agreement: false });
  const { id } = await client.sign(customer.id, { overrides, ...fields });
  await client.bought(customer.id, [LINE]);
  return { customer, agreementId: id };
}
const post = ({ customer }: Under, quantity: number) =>
  client.post(customer, { resource: RESOURCE, quantity });
const use = ({ customer }: Under, quantity: number) => client.use(customer, { resource: RESOURCE, quantity });

test('overdraftCap: arrears reach the cap, and a usage beyond it is rejected entirely', async () => {
  const under = await customerUnder({ overdraftCap: 100 });
  await use(under, 1_060);
  expect(domainErrorIn(await post(under, 41))).toMatchObject({
    status: 402,
    code: 'insufficient_balance',
    rule: 'AMB-16',
    evidence: { overdraftCap: 100, arrears: 60 },
  });
  expect(await use(under, 40)).toMatchObject({ balance: { arrears: 100 } });
  expect(await client.pool(under.customer.id, RESOURCE)).toMatchObject({ used: 1_000, arrears: 100 });
});

test('graceHours: the episode suspends uploading after the agreed hours, and records the version that applied', async () => {
  const under = await customerUnder({ graceHours: 48 });
  const { suspendsAt, episodeId } = await use(under, 1_001);
  expect(suspendsAt).toBe(plusMs(SANDBOX_START, 48 * HOUR_MS));
  expect((await client.episode(episodeId!)).policyVersion).toContain(under.agreementId);
  await client.advance(under.customer.id, { to: plusMs(suspendsAt!, -1) });
  await use(under, 1);
  await client.advance(under.customer.id, { to: suspendsAt! });
  expect(domainErrorIn(await post(under, 1)).code).toBe('suspended');
});

test('resumeRequires: uploading resumes only with the agreed number of available units', async () => {
  const under = await customerUnder({ resumeRequires: 1_500 });
  await use(under, 1_001);
  await client.advance(under.customer.id, { by: 'P2D' });
  await client.bought(under.customer.id, [LINE]);
  expect(await client.pool(under.customer.id, RESOURCE)).toMatchObject({
    available: 999,
    arrears: 0,
    suspended: true,
  });
  await client.bought(under.customer.id, [LINE]);
  expect(await client.pool(under.customer.id, RESOURCE)).toMatchObject({
    available: 1_999,
    suspended: false,
  });
});

test('usageNeedsBasic: only organizations with active basic software can draw units', async () => {
  const under = await customerUnder({ usageNeedsBasic: true });
  const { customer } = under;
  expect(domainErrorIn(await post(under, 1))).toMatchObject({
    status: 409,
    code: 'basic_inactive',
    rule: 'AMB-46',
    // Only SKUs of the account's own edition (AMB-56).
    evidence: { organizationId: customer.organizationId, needsOneOf: ['AIMIS-INTL-SW-BASIC'] },
  });
  expect(await client.pool(customer.id, RESOURCE)).toMatchObject({ available: 1_000, used: 0 });
  const { consortiumId, organizationId } = await client.consortium(customer.id);
  await client.bought(customer.id, [
    { sku: 'AIMIS-INTL-SW-BASIC', quantity: 1, consortiumId, term: { count: 1, unit: 'year' } },
  ]);
  const member = { ...customer, organizationId };
  expect(await client.use(member, { resource: RESOURCE, quantity: 1 })).toMatchObject({ arrears: 0 });
  expect(domainErrorIn(await post(under, 1)).code).toBe('basic_inactive');
  // A year later the software has ended, and usage with it; renewed units do not help.
  await client.advance(customer.id, { by: 'P1Y1D' });
  const later = await client.post(member, { resource: RESOURCE, quantity: 1 });
  expect(domainErrorIn(later).code).toBe('basic_inactive');
});

test('an override ends with its agreement: at once on termination, at midnight after its last day', async () => {
  const terminated = await customerUnder({ overdraftCap: 1 });
  expect(domainErrorIn(await post(terminated, 1_010)).rule).toBe('AMB-16');
  await client.call('operator', `/v1/agreements/${terminated.agreementId}/terminate`, {
    body: { reason: 'replaced' },
  });
  expect(await use(terminated, 1_010)).toMatchObject({ balance: { arrears: 10 } });

  const ending = await customerUnder({ overdraftCap: 1 }, { validTo: '2025-03-07' });
  const midnight = '2025-03-07T16:00:00.000Z';
  await client.advance(ending.customer.id, { to: plusMs(midnight, -1) });
  expect(domainErrorIn(await post(ending, 1_010)).rule).toBe('AMB-16');
  await client.advance(ending.customer.id, { to: midnight });
  expect(await use(ending, 1_010)).toMatchObject({ balance: { arrears: 10 } });
});

test('an override for another product line has no effect', async () => {
  const under = await customerUnder({});
  await client.sign(under.customer.id, {
    productLines: ['ipc'],
    overrides: { overdraftCap: 1 },
  });
  expect(await use(under, 1_010)).toMatchObject({ balance: { arrears: 10 } });
});

test('an unknown or ill-typed override is rejected with the expected type', async () => {
  const customer = await client.customer({ agreement: false });
  const answer = await client.call('sales', '/v1/agreements', {
    body: {
      accountId: customer.id,
      number: 'A-1',
      productLines: ['aimis-intl'],
      signedOn: '2025-01-02',
      document: { name: 'agreement.pdf', sha256: 'a'.repeat(64) },
      overrides: { graceHours: 'long', overdraft: 'none', overdraftCap: -1 },
    },
  });
  const problem = domainErrorIn(answer);
  expect(problem).toMatchObject({ status: 422, code: 'validation_failed' });
  expect(problem.errors?.map(({ path, code }) => [path, code])).toEqual([
    ['overrides.graceHours', 'wrong_policy_value'],
    ['overrides.overdraft', 'unknown_policy'],
    ['overrides.overdraftCap', 'wrong_policy_value'],
  ]);
});

describe('bounds: input whose results exceed the calendar is rejected, in every zone', () => {
  it.each(['America/New_York', 'Asia/Shanghai'])('in %s', async (timeZone) => {
    const { id } = await client.customer({ agreement: false, timeZone });
    const record = (number: string, fields: object) =>
      client.call('sales', '/v1/agreements', {
        body: { ...agreementOf(id, { overrides: { graceHours: 48 } }), number, ...fields },
      });
    for (const overrides of [{ graceHours: 70_000_000 }, { graceHours: 721 }, { reminderDays: [800_000] }]) {
      expect(domainErrorIn(await record('never', { overrides }))).toMatchObject({
        status: 422,
        code: 'validation_failed',
      });
    }
    expect((await record('never', { validTo: '9999-12-31' })).status).toBe(422);
    expect((await record('for-long', { validTo: '9998-12-31' })).status).toBe(201);
    expect(await product.fixture.database.models.agreements.countDocuments({ accountId: id })).toBe(1);
  });

  it('for the clock of a sandbox, by every command', async () => {
    const { id } = await client.customer({ sandboxNow: '2999-12-30T00:00:00.000Z' });
    const advance = (body: object) => client.call('sales', `/v1/accounts/${id}/clock/advance`, { body });
    for (const body of [{ by: 'P3D' }, { by: 'P100Y' }, { to: '3000-01-01T00:00:00Z' }])
      expect(domainErrorIn(await advance(body)).status).toBe(422);
    expect((await advance({ by: 'P1D' })).status).toBe(200);
    await client.bought(id, [LINE]);
    expect((await client.pool(id, RESOURCE)).nextExpiry?.at).toBe('3000-12-31T16:00:00.000Z');
  });
});

describe('bounds: cover is paid at most a hundred years ahead, in any sequence of orders (AMB-29)', () => {
  it.each(['2026-01-10T09:00:00.000Z', '2999-06-01T00:00:00.000Z'] as const)('at %s', async (sandboxNow) => {
    const { id, organizationId } = await client.customer({ sandboxNow, agreement: false });
    const lines = (...years: number[]) =>
      years.map((count) => {
        const term = { count, unit: 'year' } as const;
        return { sku: 'IPC-SW-PREVISIT', quantity: 1, organizationId, term };
      });
    const body = orderOf(id, lines(30, 30, 30, 11), IPC);
    const tooFar = (index: number) => ({
      status: 422,
      code: 'order_invalid',
      errors: [{ path: `lines[${index}].term.count`, code: 'above_maximum', rule: 'AMB-29' }],
    });
    expect(domainErrorIn(await client.call('sales', '/v1/orders', { body }))).toMatchObject(tooFar(3));
    const quote = await client.call('sales', '/v1/quotes', { body });
    expect(quote.body['violations']).toMatchObject(tooFar(3).errors);

    const place = async () => (await client.place(id, lines(30, 30), IPC)).id;
    const [first, confirmed, placed] = [await place(), await place(), await place()];
    for (const order of [first, confirmed]) await client.confirm(order);
    await client.pay(first);
    await client.until(first, 'active');
    const confirm = await client.call('sales', `/v1/orders/${placed}/confirm`, { body: {} });
    expect(domainErrorIn(confirm)).toMatchObject(tooFar(1));
    const online = { body: { method: 'online', token: 'tok_ok' } };
    const paid = await client.call('sales', `/v1/orders/${confirmed}/payments`, online);
    expect(domainErrorIn(paid)).toMatchObject(tooFar(1));
    const terms = await product.fixture.database.models.terms.find({ accountId: id }).lean();
    expect(terms).toHaveLength(2);
    for (const { from, until } of terms) expect(from < until).toBe(true);
  });
});

describe('bounds: an end set by an operator is before the year 3000, in every zone', () => {
  it.each([
    ['Etc/GMT+12', '2999-12-31', '2999-12-30'],
    ['UTC', '3000-01-01', '2999-12-31'],
  ])('in %s', async (timeZone, tooLate, last) => {
    const { id, organizationId } = await client.customer({ timeZone, agreement: false });
    await client.sign(id);
    const term = { count: 1, unit: 'year' } as const;
    const order = await client.bought(id, [
      LINE,
      { sku: 'AIMIS-INTL-SVC-MAINT', quantity: 1, organizationId, term },
    ]);
    const services = await client.call('sales', `/v1/services?accountId=${id}&orderId=${order.id}`);
    const [service] = services.body['items'] as { id: string }[];
    const lots = await client.call('sales', `/v1/accounts/${id}/lots`);
    const [lot] = lots.body['items'] as { id: string }[];
    const asked = async (path: string, fields: object) =>
      client.call('operator', path, { body: { reason: 'The site is being rebuilt', ...fields } });
    const credits = { resource: RESOURCE, units: 1, storageYears: 15 };
    for (const [path, field, fields] of [
      [`/v1/lots/${lot!.id}/extend`, 'expiresOn', {}],
      [`/v1/accounts/${id}/credits`, 'expiresOn', credits],
      [`/v1/services/${service!.id}/extend`, 'startBy', {}],
    ] as const) {
      expect(domainErrorIn(await asked(path, { ...fields, [field]: tooLate }))).toMatchObject({
        status: 422,
        code: 'validation_failed',
        errors: [{ path: field, code: 'not_a_last_date' }],
      });
      expect((await asked(path, { ...fields, [field]: '9998-12-31' })).status).toBe(422);
      expect((await asked(path, { ...fields, [field]: last })).status).toBeLessThan(300);
    }
  });
});

describe('characters: input that cannot be stored unchanged is rejected (D-06)', () => {
  it('a member __proto__, in every open body', async () => {
    const { id, organizationId } = await client.customer();
    const raw = (path: string, role: 'sales' | 'platform', body: string) => client.call(role, path, { body });
    const smuggled = (body: object, open: string) =>
      JSON.stringify(body).replace(open, `${open}"__proto__":{"graceHours":1},`);
    const sign = agreementOf(id, { overrides: { graceHours: 48 } });
    expect((await raw('/v1/agreements', 'sales', smuggled(sign, '"overrides":{'))).status).toBe(422);
    const use = { key: newId('cmd'), accountId: id, organizationId, resource: RESOURCE, quantity: 1 };
    const batch = JSON.stringify({ usages: [use] });
    const refused = await raw('/v1/usages/batch', 'platform', batch.replace('[{', '[{"__proto__":{},'));
    expect(domainErrorIn(refused)).toMatchObject({
      status: 422,
      errors: [{ path: 'usages[0].__proto__', code: 'unknown_field' }],
    });
    expect(await usagesOf(product.fixture.database, id)).toHaveLength(0);
  });

  it('NUL and lone surrogates in names and searches, and malformed encodings', async () => {
    const account = { name: 'Ward\u0000', country: 'SG', timeZone: 'Asia/Shanghai', salesTeam: 'asia' };
    for (const name of ['Ward\u0000', 'Ward\ud800', 'Ward\u202e', 'Ward\n7'])
      expect((await client.call('sales', '/v1/accounts', { body: { ...account, name } })).status).toBe(422);
    for (const query of ['%00', '%ED%A0%80', '%zz', '%E4', 'a%E2%80%AE'])
      expect((await client.call('sales', `/v1/orders?query=${query}`)).status).toBe(422);
    expect((await client.call('sales', '/v1/orders?__proto__=x')).status).toBe(422);
  });

  it('an order of a sales team with a long Chinese name starts normally', async () => {
    const { id } = await client.customer();
    const salesTeam = '华东区医疗影像云平台大客户销售一部第一小组组';
    expect(Buffer.byteLength(salesTeam)).toBe(66);
    const order = await client.place(id, [LINE], { salesTeam });
    expect(await client.until(order.id, 'awaiting_confirmation')).toMatchObject({ id: order.id });
  });
});
