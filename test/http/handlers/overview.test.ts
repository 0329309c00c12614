/** The overview of an account: what it shows, within which bounds, and remedies that can be taken as they stand. */
import type { Instant } from '../../../src/domain/instant.ts';
import type { OrderDocument } from '../../../src/storage/collections/orders.ts';
import { newId } from '../../../src/infra/ids.ts';
import { storeServices, storeTerm } from '../../support/entitlements.ts';
import { CommandCounter } from '../../support/command-counter.ts';
import { creditLot, setClock } from '../../support/lots.ts';
import { INSPECTIONS, orderOf, signAgreement } from '../../support/order-fixtures.ts';
import { customerKey, newAccount, startApi, type Api } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const NOW: Instant = '2025-06-01T00:00:00.000Z';
const SOON: Instant = '2025-06-20T16:00:00.000Z';
const END: Instant = '2026-06-01T16:00:00.000Z';
const DELIVERY = 'AIMIS-INTL-SVC-DELIVERY';
const FEATURE = 'IPC-SW-PRECONSULT';

interface Customer {
  readonly accountId: string;
  readonly organizationId: string;
}

interface Part {
  readonly items: Record<string, unknown>[];
  readonly more: boolean;
}

interface Remedy {
  readonly kind: string;
  readonly text: { readonly en: string; readonly zh: string };
  readonly request: { readonly path: string; readonly body: object; readonly missing: readonly string[] };
}

async function customer(): Promise<Customer> {
  const accountId = await newAccount(api, { name: 'Santa Clara', sandboxNow: NOW });
  await signAgreement(api.fixture, await accountOf(accountId));
  return { accountId, organizationId: await organizationOf(accountId, 'Radiology') };
}

const accountOf = (accountId: string) =>
  api.fixture.database.models.accounts.findById(accountId).orFail().lean();

async function organizationOf(accountId: string, name: string): Promise<string> {
  const made = await api.call('sales', `/v1/accounts/${accountId}/organizations`, { body: { name } });
  return String(made.body['id']);
}

async function overviewOf(accountId: string, query = '', key?: string) {
  const path = `/v1/accounts/${accountId}/overview${query}`;
  const answer = await api.call('sales', path, key === undefined ? {} : { key });
  const part = (name: string) => (answer.body[name] ?? { items: [], more: false }) as Part;
  const remedies = part('remedies').items as unknown as Remedy[];
  return { ...answer, part, remedies, kinds: remedies.map(({ kind }) => kind) };
}

/** Sends the request of a remedy with the fields that it says are missing. */
async function take({ request }: Remedy, fields: object) {
  expect(Object.keys(fields)).toEqual(request.missing);
  return api.call('sales', request.path, { body: { ...request.body, ...fields } });
}

const order = async (accountId: string, line: object): Promise<OrderDocument> =>
  orderOf(api.fixture, await accountOf(accountId), [line as typeof INSPECTIONS]);

const setOrder = (order: OrderDocument, fields: object) =>
  api.fixture.database.models.orders.updateOne({ _id: order._id }, { $set: fields });

async function service(owner: Customer, fields: object): Promise<string> {
  const of = await order(owner.accountId, {
    sku: DELIVERY,
    quantity: 1,
    organizationId: owner.organizationId,
  });
  await setOrder(of, { state: 'active' });
  const [stored] = await storeServices(api.fixture, {
    ...owner,
    orderId: of._id,
    lineId: of.lines[0]!.id,
    purchasedAt: NOW,
    startBy: END,
    ...fields,
  });
  return stored!._id;
}

/** A running subscription that an active order paid for. */
async function subscription(owner: Customer, until: Instant): Promise<OrderDocument> {
  const term = { count: 1, unit: 'month' };
  const bought = await order(owner.accountId, {
    sku: FEATURE,
    quantity: 1,
    term,
    organizationId: owner.organizationId,
  });
  await setOrder(bought, { state: 'active' });
  await storeTerm(api.fixture, {
    ...owner,
    orderId: bought._id,
    lineId: bought.lines[0]!.id,
    sku: FEATURE,
    sets: 2,
    features: ['pre-consultation'],
    policyVersion: '1',
    from: '2025-05-20T00:00:00.000Z',
    until,
    chain: { startedOn: '2025-05-20', months: 1, movedDays: 0 },
  });
  return bought;
}

it('names pools in arrears, and the top-up in it is an order that can be placed as it stands', async () => {
  const { accountId, organizationId } = await customer();
  await creditLot(api.fixture, accountId, {
    resource: 'inspection',
    units: 10,
    purchasedAt: NOW,
    expiresAt: END,
  });
  const full = await overviewOf(accountId);
  expect([full.status, full.headers.get('x-server-now')]).toEqual([200, NOW]);
  expect(full.body).toMatchObject({ accountId, accountName: 'Santa Clara', now: NOW });
  expect(full.part('pools')).toEqual({
    items: [
      {
        resource: 'inspection',
        resourceName: { en: 'Cloud inspections', zh: expect.any(String) as unknown },
        available: 10,
        used: 0,
        arrears: 0,
        suspended: false,
        topUpSku: 'AIMIS-INTL-CI-QTY-15Y',
        nextExpiry: { at: END, units: 10 },
      },
    ],
    more: false,
  });
  expect(full.remedies).toMatchObject([
    {
      kind: 'top_up',
      text: { en: expect.stringMatching(/^Cloud inspections: 10 inspections left/) as unknown },
    },
  ]);

  const use = { accountId, organizationId, resource: 'inspection', quantity: 1_510 };
  expect((await api.call('platform', '/v1/usages', { body: use })).status).toBe(201);
  const owing = await overviewOf(accountId);
  expect(owing.part('pools').items).toMatchObject([
    { available: 0, used: 10, arrears: 1_500, nextExpiry: null },
  ]);
  expect(owing.kinds).toEqual(['top_up']);
  const [topUp] = owing.remedies;
  expect(topUp).toMatchObject({ resource: 'inspection', name: { en: expect.any(String) as unknown } });
  expect(topUp!.text.en).toMatch(/^Top up .*: order 2,000 inspections of/);
  expect(topUp!.text.zh).toMatch(/^请续费/);

  const placed = await take(topUp!, { termsAccepted: true });
  expect([placed.status, placed.body['state']]).toEqual([201, 'awaiting_confirmation']);
  const ordered = await overviewOf(accountId);
  expect(ordered.part('orders').items).toMatchObject([{ id: placed.body['id'], accountName: 'Santa Clara' }]);
  expect(ordered.kinds).toEqual(['top_up', 'confirm_order']);
});

it('tops up what is low or will be soon, and says until when it lasts where usage tells', async () => {
  const owner = await customer();
  const { accountId } = owner;
  const lot = { resource: 'inspection', units: 1_000, purchasedAt: NOW, expiresAt: END };
  await creditLot(api.fixture, accountId, lot);
  expect((await overviewOf(accountId)).kinds).toEqual([]);
  const use = (quantity: number) =>
    api.call('platform', '/v1/usages', { body: { ...owner, resource: 'inspection', quantity } });
  expect((await use(799)).status).toBe(201);
  expect((await overviewOf(accountId)).kinds).toEqual([]);
  expect((await use(1)).status).toBe(201);
  const [low] = (await overviewOf(accountId)).remedies;
  expect(low!.text).toEqual({
    en: 'Cloud inspections: 200 inspections left. Top up in time: order 1,000 inspections of "Cloud inspections by quantity, stored 15 years".',
    zh: '云检查剩余 200 例次，请及时续费：订购 1,000 例次“云检查资源（按量，存储 15 年）”。',
  });
  expect((await take(low!, { termsAccepted: true })).status).toBe(201);

  // 800 units in 20 days are 40 a day: 1,200 units last for 30 days, a millisecond less is soon.
  await creditLot(api.fixture, accountId, lot);
  await setClock(api.fixture, accountId, '2025-06-21T00:00:00.000Z');
  expect((await overviewOf(accountId)).kinds).toEqual(['confirm_order']);
  expect((await use(40)).status).toBe(201);
  const soon = await overviewOf(accountId);
  expect(soon.kinds).toEqual(['confirm_order', 'top_up']);
  expect(soon.remedies[1]!.text.en).toMatch(
    /^Cloud inspections: 1,160 inspections left, which last until about 1\d July 2025, .* at the recent rate\. Order/,
  );
  expect(soon.remedies[1]!.text.zh).toMatch(/^云检查剩余 1,160 例次，按近期用量预计可用至 2025年7月/);
});

it('reads its organization once, besides the names beside ids', async () => {
  const { accountId, organizationId } = await customer();
  const counter = new CommandCounter(api.fixture.database);
  await overviewOf(accountId, `?organizationId=${organizationId}`);
  counter.stop();
  const reads = counter.take().filter((command) => command === 'find organizations');
  expect(reads.length).toBeLessThanOrEqual(2);
});

it('orders the basic software without which an organization cannot use units', async () => {
  const { accountId } = await customer();
  const made = async (what: string, body: object) =>
    String((await api.call('sales', `/v1/accounts/${accountId}/${what}`, { body })).body['id']);
  const consortiumId = await made('consortia', { name: 'North Alliance' });
  const member = await made('organizations', { name: 'North Clinic', consortiumId });
  await creditLot(api.fixture, accountId, {
    resource: 'inspection',
    units: 1,
    purchasedAt: NOW,
    expiresAt: END,
  });
  const layer = { version: 'agreement', values: { usageNeedsBasic: true } };
  await api.fixture.database.models.ledgers.updateOne(
    { _id: accountId },
    { $set: { overrides: [{ productLines: ['aimis-intl'], from: NOW, until: null, layer }] } },
  );
  const { remedies } = await overviewOf(accountId, `?organizationId=${member}`);
  expect(remedies).toMatchObject([
    { kind: 'buy_software', organizationName: 'North Clinic', sku: 'AIMIS-INTL-SW-BASIC' },
    { kind: 'top_up', resource: 'inspection' },
  ]);
  const placed = await take(remedies[0]!, { termsAccepted: true });
  expect([placed.status, placed.body['lines']]).toMatchObject([201, [{ consortiumId }]]);
});

it('says for each open order what its next step is', async () => {
  const { accountId } = await customer();
  const first = await order(accountId, INSPECTIONS);
  const second = await order(accountId, INSPECTIONS);
  await setOrder(second, { state: 'awaiting_payment' });
  const third = await order(accountId, INSPECTIONS);
  await setOrder(third, { state: 'active' });
  const { remedies, part } = await overviewOf(accountId);
  expect(part('orders').items.map(({ id }) => id)).toEqual([second._id, first._id]);
  expect(remedies).toMatchObject([
    { kind: 'pay_order', orderId: second._id, request: { missing: ['token'] } },
    { kind: 'confirm_order', orderId: first._id, request: { path: `/v1/orders/${first._id}/confirm` } },
  ]);
  const without = await newAccount(api, { sandboxNow: NOW });
  const waiting = await order(without, INSPECTIONS);
  const unsigned = (await overviewOf(without)).remedies;
  expect(unsigned).toMatchObject([{ kind: 'sign_agreement', orderId: waiting._id }]);
  expect(unsigned[0]).not.toHaveProperty('request');
});

it('offers the renewal of what ends soon with nothing behind it, until a renewal is open', async () => {
  const owner = await customer();
  const ending = await subscription(owner, SOON);
  await subscription({ ...owner, organizationId: await organizationOf(owner.accountId, 'Eye Clinic') }, END);
  const { remedies, part } = await overviewOf(owner.accountId);
  expect(
    part('terms')
      .items.map(({ organizationName }) => organizationName)
      .sort(),
  ).toEqual(['Eye Clinic', 'Radiology']);
  expect(part('cover').items).toHaveLength(2);
  expect(remedies).toMatchObject([
    { kind: 'renew_order', orderId: ending._id, organizationName: 'Radiology', sku: FEATURE },
  ]);
  const renewed = await take(remedies[0]!, { termsAccepted: true });
  expect([renewed.status, renewed.body['renews']]).toEqual([201, ending._id]);
  expect((await overviewOf(owner.accountId)).kinds).toEqual(['confirm_order']);
});

it('follows the clock of the account: what has ended by it is not listed', async () => {
  const owner = await customer();
  await subscription(owner, SOON);
  await service(owner, {});
  const feature = [expect.objectContaining({ code: 'pre-consultation' })];
  const of = `?organizationId=${owner.organizationId}`;
  const before = await overviewOf(owner.accountId, of);
  expect(before.part('features')).toEqual({ items: feature, more: false });
  expect(before.part('services').items).toMatchObject([
    { state: 'available', organizationName: 'Radiology' },
  ]);
  await setClock(api.fixture, owner.accountId, END);
  const after = await overviewOf(owner.accountId, of);
  expect(after.body['now']).toBe(END);
  for (const part of ['features', 'terms', 'cover', 'services'])
    expect([part, after.part(part).items]).toEqual([part, []]);
});

it('offers the renewal of a feature whose cover is over', async () => {
  const owner = await customer();
  const ended = await subscription(owner, SOON);
  await setClock(api.fixture, owner.accountId, END);
  await api.fixture.database.models.episodes.insertMany([
    {
      _id: newId('epi'),
      ...owner,
      sandbox: true,
      kind: 'validity',
      capability: 'ipc.patient',
      state: 'suspended',
      outcome: null,
      openedAt: SOON,
      suspendsAt: SOON,
      suspendedAt: SOON,
      closedAt: null,
      resumedAt: null,
      policyVersion: '1',
      resource: null,
      peakArrears: 24,
      sku: FEATURE,
      causedBy: 'trm_none',
      workflowRunId: null,
    },
  ]);
  const { remedies } = await overviewOf(owner.accountId);
  expect(remedies).toMatchObject([
    { kind: 'renew_order', orderId: ended._id, request: { path: `/v1/orders/${ended._id}/renew` } },
  ]);
  expect(remedies[0]!.text.en).toMatch(/it ended on 2[01] June 2025/);
});

it('asks to accept what was delivered, and to start what lapses within 30 days', async () => {
  const owner = await customer();
  const delivered = await service(owner, { state: 'delivered', startedAt: NOW, deliveredAt: NOW });
  const lapsing = await service(owner, { startBy: SOON });
  await service(owner, {});
  const { remedies, part } = await overviewOf(owner.accountId);
  expect(part('services').items).toHaveLength(3);
  expect(remedies).toMatchObject([
    { kind: 'accept_service', serviceId: delivered, organizationName: 'Radiology' },
    { kind: 'start_service', serviceId: lapsing, request: { path: `/v1/services/${lapsing}/start` } },
  ]);
});

it('is of one organization where it is asked about one, which must be of the account', async () => {
  const owner = await customer();
  const other = { ...owner, organizationId: await organizationOf(owner.accountId, 'Eye Clinic') };
  const mine = await service(owner, {});
  await service(other, {});
  const of = await overviewOf(owner.accountId, `?organizationId=${owner.organizationId}`);
  expect(of.body).toMatchObject({ organizationId: owner.organizationId, organizationName: 'Radiology' });
  expect(of.part('services').items.map(({ id }) => id)).toEqual([mine]);
  const foreign = await customer();
  const refused = await overviewOf(owner.accountId, `?organizationId=${foreign.organizationId}`);
  expect([refused.status, refused.body['code']]).toEqual([404, 'not_found']);
});

it('lists at most 20 items of a part and says that there are more', async () => {
  const { accountId } = await customer();
  for (let count = 0; count < 20; count += 1) await order(accountId, INSPECTIONS);
  const whole = await overviewOf(accountId);
  await order(accountId, INSPECTIONS);
  const cut = await overviewOf(accountId);
  for (const part of ['orders', 'remedies']) {
    expect([part, whole.part(part).items.length, whole.part(part).more]).toEqual([part, 20, false]);
    expect([part, cut.part(part).items.length, cut.part(part).more]).toEqual([part, 20, true]);
  }
});

it('shows customers their own account without workflows, and no other', async () => {
  const { accountId } = await customer();
  const { accountId: other } = await customer();
  await order(accountId, INSPECTIONS);
  const key = await customerKey(api, accountId);
  const own = await overviewOf(accountId, '', key);
  expect([own.status, own.kinds]).toEqual([200, ['confirm_order']]);
  expect(own.part('orders').items[0]).not.toHaveProperty('workflow');
  expect((await overviewOf(other, '', key)).status).toBe(404);
});
