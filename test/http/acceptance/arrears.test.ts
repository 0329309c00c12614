/**
 * Uncovered usage becomes arrears, which suspend uploading after 24 hours. A top-up pays the arrears first and resumes
 * uploading (rules §8.9, §8.10). Tested over HTTP on real servers with sandbox clocks.
 */
import { HOUR_MS, plusMs, type Instant } from '../../../src/domain/instant.ts';
import { soundLedger } from '../../support/ledger-checks.ts';
import { usage } from '../../../src/contracts/usages.ts';
import {
  ProductClient,
  read,
  domainErrorIn,
  SANDBOX_START,
  type Customer,
} from '../../support/product-client.ts';
import { startProduct, type Product } from '../../support/product.ts';

const RESOURCE = 'inspection';
const SKU = 'AIMIS-INTL-CI-QTY-15Y';
const T0 = SANDBOX_START;
const DEADLINE = plusMs(T0, 24 * HOUR_MS);

let product: Product;
let client: ProductClient;
beforeAll(async () => {
  product = await startProduct();
  client = new ProductClient(product);
});
afterAll(() => product.close());

const topUp = (customer: Customer, quantity: number) => client.bought(customer.id, [{ sku: SKU, quantity }]);
const use = (customer: Customer, quantity: number) => client.use(customer, { resource: RESOURCE, quantity });
const at = (customer: Customer, to: Instant) => client.advance(customer.id, { to });
const noticeKinds = async (customer: Customer) =>
  (await client.notices(customer.id)).map(({ kind }) => kind).filter((kind) => kind !== 'order.paid');

/** Creates a customer with this many available inspections. */
async function customerWith(available: number): Promise<Customer> {
  const customer = await client.customer();
  await topUp(customer, 1_000);
  if (available < 1_000) await use(customer, 1_000 - available);
  return customer;
}

/** A customer whose uploading was suspended an hour ago, with arrears. */
async function suspendedWith(arrears: number): Promise<Customer> {
  const customer = await customerWith(50);
  await use(customer, 50 + arrears);
  await at(customer, plusMs(DEADLINE, HOUR_MS));
  return customer;
}

test('GV-13: 80 uploads on 50 available deduct 50 and open an episode of 24 hours, with one notice to each platform', async () => {
  const customer = await customerWith(50);
  const used = await use(customer, 80);
  expect(used).toMatchObject({
    at: T0,
    draws: [{ units: 50, storageYears: 15 }],
    arrears: 30,
    balance: { available: 0, arrears: 30 },
    suspendsAt: DEADLINE,
  });
  const [episode, ...others] = await client.episodes(customer.id);
  expect(others).toEqual([]);
  expect(episode).toMatchObject({
    id: used.episodeId,
    kind: 'units',
    capability: 'inspection.upload',
    state: 'open',
    openedAt: T0,
    suspendsAt: DEADLINE,
    arrears: 30,
    peakArrears: 30,
    offsets: [],
    notices: [
      { kind: 'arrears.opened', platform: 'business', state: 'delivered' },
      { kind: 'arrears.opened', platform: 'management', state: 'delivered' },
    ],
    workflow: { workflowId: `arrears:${used.episodeId}` },
  });
  expect(await client.pool(customer.id, RESOURCE)).toMatchObject({
    available: 0,
    arrears: 30,
    suspended: false,
    byStorage: [],
  });
  expect(await client.deadlines(customer.id)).toContainEqual(
    expect.objectContaining({ kind: 'episode.suspends', at: DEADLINE, episodeId: used.episodeId }),
  );
  await soundLedger(product.fixture, customer.id);
});

test('GV-15: further arrears do not move the deadline; a top-up in time pays them first, and nothing is suspended', async () => {
  const customer = await customerWith(50);
  const { episodeId } = await use(customer, 80);
  await at(customer, plusMs(T0, 3 * HOUR_MS));
  expect(await use(customer, 20)).toMatchObject({
    episodeId,
    suspendsAt: DEADLINE,
    balance: { arrears: 50 },
  });
  const toppedUpAt = await at(customer, plusMs(T0, 10 * HOUR_MS));
  const order = await topUp(customer, 1_000);
  const [lot] = order.lines[0]!.entitlements;

  expect(await client.pool(customer.id, RESOURCE)).toMatchObject({ available: 950, arrears: 0, offset: 50 });
  expect(await client.episode(episodeId!)).toMatchObject({
    state: 'closed',
    outcome: 'paid',
    closedAt: toppedUpAt,
    arrears: 0,
    peakArrears: 50,
    offsets: [{ at: toppedUpAt, units: 50, lotId: lot!.id }],
  });
  await client.advance(customer.id, { by: 'P2D' });
  expect(await client.episode(episodeId!)).not.toHaveProperty('suspendedAt');
  expect((await client.deadlines(customer.id)).map(({ kind }) => kind)).not.toContain('episode.suspends');
  const kinds = await noticeKinds(customer);
  expect(kinds.filter((kind) => kind.startsWith('arrears.') || kind.startsWith('service.'))).toEqual([
    'arrears.cleared',
    'arrears.opened',
  ]);
  await soundLedger(product.fixture, customer.id);
});

test('GV-17: a top-up below the arrears leaves the suspension; the next one pays the rest and resumes uploading automatically', async () => {
  const customer = await suspendedWith(1_200);
  const [episode] = await client.episodes(customer.id);
  expect(episode).toMatchObject({ state: 'suspended', suspendedAt: DEADLINE, arrears: 1_200 });
  // Arrears reached one minimum package: operators get one task (AMB-16).
  const { body } = await client.call('operator', `/v1/tasks?kind=arrears.high&accountId=${customer.id}`);
  expect(body['items']).toMatchObject([
    { role: 'operator', state: 'open', dueAt: T0, facts: { episodeId: episode!.id, arrears: 1_200 } },
  ]);

  await topUp(customer, 1_000);
  expect(await client.pool(customer.id, RESOURCE)).toMatchObject({
    available: 0,
    arrears: 200,
    suspended: true,
  });
  expect(domainErrorIn(await client.post(customer, { resource: RESOURCE, quantity: 1 }))).toMatchObject({
    code: 'suspended',
    rule: 'R-INTL-53',
    evidence: { episodeId: episode!.id, since: DEADLINE, arrears: 200 },
  });
  await topUp(customer, 1_000);
  expect(await client.pool(customer.id, RESOURCE)).toMatchObject({
    available: 800,
    arrears: 0,
    offset: 1_200,
    suspended: false,
  });
  expect(await client.episode(episode!.id)).toMatchObject({
    state: 'closed',
    outcome: 'paid',
    peakArrears: 1_200,
    resumedAt: plusMs(DEADLINE, HOUR_MS),
    offsets: [{ units: 1_000 }, { units: 200 }],
  });
  expect(await use(customer, 1)).toMatchObject({ arrears: 0, balance: { available: 799 } });
  const kinds = await noticeKinds(customer);
  for (const kind of [
    'arrears.opened',
    'service.suspended',
    'arrears.reduced',
    'arrears.cleared',
    'service.resumed',
  ]) {
    expect(kinds.filter((noticed) => noticed === kind)).toEqual([kind]);
  }
  await soundLedger(product.fixture, customer.id);
});

describe('the deadline of 24 hours', () => {
  test('an upload one millisecond before it is accepted', async () => {
    const customer = await customerWith(0);
    await use(customer, 30);
    await at(customer, plusMs(DEADLINE, -1));
    expect(await use(customer, 5)).toMatchObject({ arrears: 5, suspendsAt: DEADLINE });
    expect(await client.pool(customer.id, RESOURCE)).toMatchObject({ arrears: 35, suspended: false });
  });

  test.each([0, 1])('an upload %i ms after it is rejected and consumes nothing', async (laterMs) => {
    const customer = await customerWith(0);
    await use(customer, 30);
    await at(customer, plusMs(DEADLINE, laterMs));
    const problem = domainErrorIn(await client.post(customer, { resource: RESOURCE, quantity: 1 }));
    expect(problem).toMatchObject({ status: 402, code: 'suspended', evidence: { since: DEADLINE } });
    expect(await client.pool(customer.id, RESOURCE)).toMatchObject({ arrears: 30, suspended: true });
  });
});

test('AMB-17: a top-up of just the arrears clears them and leaves uploading suspended until a unit is available', async () => {
  const customer = await suspendedWith(1_000);
  const [{ id } = { id: '' }] = await client.episodes(customer.id);
  await topUp(customer, 1_000);
  expect(await client.episode(id)).toMatchObject({ state: 'suspended', arrears: 0 });
  expect(await client.pool(customer.id, RESOURCE)).toMatchObject({
    available: 0,
    arrears: 0,
    suspended: true,
  });
  await topUp(customer, 1_000);
  expect(await client.episode(id)).toMatchObject({ state: 'closed', outcome: 'paid' });
  expect(await client.pool(customer.id, RESOURCE)).toMatchObject({ available: 1_000, suspended: false });
});

test('GV-42, A-103: any top-up pays the arrears, and the usage shows how long its inspections are stored', async () => {
  const customer = await customerWith(0);
  const overdrawn = await client.use(customer, { resource: RESOURCE, quantity: 30, storageYears: 10 });
  expect(overdrawn).toMatchObject({ draws: [], arrears: 30 });
  const toppedUpAt = await at(customer, plusMs(DEADLINE, HOUR_MS));
  expect(await client.pool(customer.id, RESOURCE)).toMatchObject({ suspended: true });

  const order = await client.bought(customer.id, [{ sku: 'AIMIS-INTL-CI-QTY-1Y', quantity: 1_000 }]);
  const [line] = order.lines;
  expect(await client.pool(customer.id, RESOURCE)).toMatchObject({
    available: 970,
    arrears: 0,
    suspended: false,
    byStorage: [{ storageYears: 1, available: 970 }],
  });
  expect((await client.explained(overdrawn.id)).offsets).toEqual([
    {
      at: toppedUpAt,
      units: 30,
      lotId: line!.entitlements[0]!.id,
      orderId: order.id,
      lineId: line!.id,
      unitPrice: line!.unitPrice,
      lineAmount: line!.amount,
      earned: { amountMinor: (line!.amount.amountMinor * 30) / 1_000, currency: 'USD' },
      storageYears: 1,
      storedUntil: '2026-03-07T16:00:00.000Z',
      expiresAt: '2026-03-08T16:00:00.000Z',
    },
  ]);
  expect(await use(customer, 1)).toMatchObject({ balance: { available: 969, arrears: 0 } });
  await soundLedger(product.fixture, customer.id);
});

test('A-011, GV-43: an account that never had inspections cannot upload; any earlier lot allows an overdraft', async () => {
  const customer = await client.customer();
  const refused = domainErrorIn(await client.post(customer, { resource: RESOURCE, quantity: 1 }));
  expect(refused).toMatchObject({
    status: 402,
    code: 'insufficient_balance',
    rule: 'AMB-16',
    evidence: { available: 0, quantity: 1 },
  });
  expect(await client.episodes(customer.id)).toEqual([]);
  await client.grant(customer.id, { units: 10 });
  expect(await use(customer, 12)).toMatchObject({ arrears: 2 });
  await soundLedger(product.fixture, customer.id);
});

test('AMB-26: an episode whose arrears were reversed is closed, neither paid nor written off', async () => {
  const customer = await customerWith(0);
  const overdrawn = await use(customer, 30);
  const answer = await client.call('operator', `/v1/usages/${overdrawn.id}/reverse`, {
    body: { reason: 'A test' },
  });
  expect(answer.status).toBe(201);
  const episode = await client.episode(overdrawn.episodeId!);
  expect(episode).toMatchObject({ state: 'closed', closedAt: T0, arrears: 0, peakArrears: 30 });
  expect(episode).not.toHaveProperty('outcome');
});

test('a write-off closes the episode immediately; a suspension lasts until units are available', async () => {
  const customer = await suspendedWith(40);
  const [episode] = await client.episodes(customer.id);
  const path = `/v1/episodes/${episode!.id}/write-off`;
  const written = await client.call('operator', path, { body: { reason: 'an outage of ours' } });
  expect(written.body).toMatchObject({
    state: 'closed',
    outcome: 'written_off',
    arrears: 0,
    peakArrears: 40,
    offsets: [{ units: 40, lotId: null }],
  });
  expect(await client.pool(customer.id, RESOURCE)).toMatchObject({ arrears: 0, offset: 0, suspended: true });
  expect(domainErrorIn(await client.call('operator', path, { body: { reason: 'again' } }))).toMatchObject({
    code: 'illegal_transition',
  });
  expect(domainErrorIn(await client.post(customer, { resource: RESOURCE, quantity: 1 })).code).toBe(
    'suspended',
  );
  await topUp(customer, 1_000);
  expect(await client.pool(customer.id, RESOURCE)).toMatchObject({ available: 1_000, suspended: false });
  expect(await noticeKinds(customer)).toContain('service.resumed');
  const audit = await client.audit(customer.id);
  expect(audit.find(({ type }) => type === 'episode.written_off')).toMatchObject({
    reason: 'an outage of ours',
    facts: { units: 40 },
  });
  await soundLedger(product.fixture, customer.id);
});

test('a top-up at the instant of the deadline: the suspension is booked first, and uploading resumes at that instant', async () => {
  const customer = await customerWith(0);
  const { episodeId } = await use(customer, 30);
  await at(customer, DEADLINE);
  await topUp(customer, 1_000);
  expect(await client.episode(episodeId!)).toMatchObject({
    state: 'closed',
    suspendedAt: DEADLINE,
    closedAt: DEADLINE,
    resumedAt: DEADLINE,
  });
  expect(await use(customer, 1)).toMatchObject({ arrears: 0, balance: { available: 969 } });
  // Notices of the same instant are in the order in which they occurred.
  const ofEpisode = ['arrears.opened', 'service.suspended', 'arrears.cleared', 'service.resumed'];
  const noticed = (await noticeKinds(customer)).filter((kind) => ofEpisode.includes(kind));
  expect(noticed.reverse()).toEqual(ofEpisode);
  const { notices } = await client.episode(episodeId!);
  expect(notices.filter(({ platform }) => platform === 'business').map(({ kind }) => kind)).toEqual(
    ofEpisode,
  );
  const records = (await client.audit(customer.id)).filter(({ type }) => type.startsWith('episode.'));
  expect(records.map(({ type, at: happenedAt }) => [type, happenedAt]).reverse()).toEqual([
    ['episode.opened', T0],
    ['episode.suspended', DEADLINE],
    ['episode.cleared', DEADLINE],
    ['episode.closed', DEADLINE],
    ['episode.resumed', DEADLINE],
  ]);
});

test('ten uploads at once on a nearly empty pool: each gets its own response, and the sum is exact', async () => {
  const customer = await customerWith(25);
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => client.post(customer, { resource: RESOURCE, quantity: 10 })),
  );
  const uses = answers.map((answer) => read(usage, answer, 201));
  const drawn = uses.flatMap(({ draws }) => draws).reduce((sum, { units }) => sum + units, 0);
  const overdrawn = uses.reduce((sum, { arrears }) => sum + arrears, 0);
  expect([drawn, overdrawn]).toEqual([25, 75]);
  expect(new Set(uses.flatMap(({ episodeId }) => episodeId ?? [])).size).toBe(1);
  expect(await client.pool(customer.id, RESOURCE)).toMatchObject({ available: 0, arrears: 75 });
  await soundLedger(product.fixture, customer.id);
});

test('a usage lists which lots paid its arrears, how much and when; past balances do not change', async () => {
  const customer = await customerWith(50);
  const first = await use(customer, 80);
  await at(customer, plusMs(T0, HOUR_MS));
  const second = await use(customer, 1_000);
  await at(customer, plusMs(T0, 2 * HOUR_MS));
  const { id: lotOne } = (await topUp(customer, 1_000)).lines[0]!.entitlements[0]!;
  await at(customer, plusMs(T0, 3 * HOUR_MS));
  const { id: lotTwo } = (await topUp(customer, 1_000)).lines[0]!.entitlements[0]!;

  expect((await client.explained(first.id)).offsets).toMatchObject([
    { at: plusMs(T0, 2 * HOUR_MS), units: 30, lotId: lotOne },
  ]);
  expect((await client.explained(second.id)).offsets).toMatchObject([
    { at: plusMs(T0, 2 * HOUR_MS), units: 970, lotId: lotOne },
    { at: plusMs(T0, 3 * HOUR_MS), units: 30, lotId: lotTwo },
  ]);
  expect(await client.pool(customer.id, RESOURCE, plusMs(T0, HOUR_MS))).toMatchObject({
    available: 0,
    arrears: 1_030,
    suspended: false,
  });
  expect(await client.pool(customer.id, RESOURCE, T0)).toMatchObject({ arrears: 30 });
});

test('a batch that exceeds the available units is decided usage by usage, and rejected after the deadline', async () => {
  const customer = await customerWith(5);
  const batch = async (...quantities: number[]) => {
    const usages = quantities.map((quantity, index) => ({
      key: `${quantity}-${index}-${customer.id}`,
      accountId: customer.id,
      organizationId: customer.organizationId,
      resource: RESOURCE,
      quantity,
    }));
    const answer = await client.call('platform', '/v1/usages/batch', { body: { usages } });
    return answer.body['results'] as { status: number; usage?: { arrears: number } }[];
  };
  expect((await batch(3, 3, 4)).map(({ status, usage: booked }) => [status, booked?.arrears])).toEqual([
    [201, 0],
    [201, 1],
    [201, 4],
  ]);
  await at(customer, DEADLINE);
  // A key that was used before returns its stored result, also during the suspension.
  expect((await batch(3, 9)).map(({ status }) => status)).toEqual([201, 402]);
});
