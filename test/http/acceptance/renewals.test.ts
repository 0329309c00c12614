/** Renewal: of an order or by a new one, before the end of cover, in its grace, and later (AMB-27, AMB-29, AMB-30). */
import { order as orderShape } from '../../../src/contracts/order.ts';
import { DAY_MS, plusMs } from '../../../src/domain/instant.ts';
import { CHINA, CoverClient, INTERNATIONAL, IPC } from '../../support/cover-client.ts';
import { ProductClient, read, domainErrorIn, SANDBOX_START } from '../../support/product-client.ts';
import { startProduct, type Product } from '../../support/product.ts';

let product: Product;
let client: ProductClient;
let covers: CoverClient;
beforeAll(async () => {
  product = await startProduct();
  client = new ProductClient(product);
  covers = new CoverClient(client);
});
afterAll(() => product.close());

const FEATURE = 'IPC-SW-PRECONSULT';
const PACK = 'IPC-RP-KNOWLEDGE';
/** Of a month that is bought when the sandbox begins: midnight in Shanghai after 7 April. */
const END = '2025-04-07T16:00:00.000Z';
const GRACE_END_LESS_1 = '2025-04-08T15:59:59.999Z';
const GRACE_END = '2025-04-08T16:00:00.000Z';
const TEN_DAYS_LATER = '2025-04-17T15:00:00.000Z';

test('an order is renewed with the same lines and terms, which queue; both orders tell of each other', async () => {
  const { id, line, pack, buy } = await covers.subscriber();
  const first = await buy(line(FEATURE, 2, 1), pack(1, 2));
  expect(first.actions).toContain('renew');
  const answer = await covers.askToRenew(first.id, IPC);
  const placed = read(orderShape, answer, 201);
  expect(placed).toMatchObject({
    accountId: id,
    state: 'awaiting_confirmation',
    renews: first.id,
    total: first.total,
    channel: first.channel,
    salesTeam: first.salesTeam,
  });
  expect(placed.lines.map(({ sku, quantity, term }) => [sku, quantity, term])).toEqual(
    first.lines.map(({ sku, quantity, term }) => [sku, quantity, term]),
  );
  expect(await client.order(first.id)).toMatchObject({ state: 'active', renewedBy: placed.id });
  expect((await client.timeline(first.id)).at(-1)).toMatchObject({
    type: 'order.renewed',
    facts: { renewedBy: placed.id },
  });

  await client.confirm(placed.id);
  await client.pay(placed.id);
  await client.until(placed.id, 'active');
  const { items } = await covers.terms(id);
  expect(
    items
      .filter(({ orderId }) => orderId === placed.id)
      .map(({ sku, sets, from, until }) => [sku, sets, from, until]),
  ).toEqual([
    [FEATURE, 2, END, '2025-05-07T16:00:00.000Z'],
    [PACK, 1, '2025-05-07T16:00:00.000Z', '2025-07-07T16:00:00.000Z'],
  ]);
  // It completes online, and sales contacts the customer afterwards.
  const tasks = await client.tasks(id);
  expect(tasks).toMatchObject([
    {
      kind: 'renewal.contact',
      role: 'sales',
      state: 'open',
      orderId: placed.id,
      dueAt: plusMs(SANDBOX_START, 3 * DAY_MS),
      facts: { renews: first.id },
    },
  ]);
});

test('a renewal may take some of the lines, for another term', async () => {
  const { id, line, pack, buy } = await covers.subscriber();
  const first = await buy(line(FEATURE, 2, 1), pack(1, 2));
  const [feature] = first.lines;
  const lines = [{ lineId: feature!.id, term: { count: 6, unit: 'month' } }];
  const renewal = await covers.renewed(first.id, { ...IPC, lines });
  expect(renewal.lines).toMatchObject([{ sku: FEATURE, quantity: 2, term: { count: 6, unit: 'month' } }]);
  expect(await covers.termOf(renewal)).toMatchObject({
    sets: 2,
    from: END,
    until: '2025-10-07T16:00:00.000Z',
  });

  const ask = async (body: object) => domainErrorIn(await covers.askToRenew(first.id, { ...IPC, ...body }));
  const unknown = await ask({ lines: [{ lineId: 'lin_none', term: { count: 1, unit: 'month' } }] });
  expect(unknown).toMatchObject({ status: 404, code: 'not_found' });
  const badTerm = await ask({ lines: [{ lineId: feature!.id, term: { count: 0, unit: 'month' } }] });
  expect(badTerm).toMatchObject({ code: 'order_invalid', errors: [{ code: 'below_minimum' }] });
  expect(await ask({ termsVersion: '2020-01-01' })).toMatchObject({
    code: 'order_invalid',
    errors: [{ code: 'terms_outdated' }],
  });
  expect(await ask({ termsAccepted: false })).toMatchObject({
    code: 'order_invalid',
    errors: [{ code: 'terms_not_accepted' }],
  });
  expect((await client.order(first.id)).renewedBy).toBe(renewal.id);
  expect(await product.fixture.database.models.orders.countDocuments({ accountId: id })).toBe(2);
});

describe('C-055: sales contacts the customer', () => {
  const contacts = async (accountId: string) =>
    (await client.tasks(accountId))
      .filter(({ kind }) => kind === 'renewal.contact')
      .map(({ orderId }) => orderId);

  test.each([
    ['before the end', '2025-04-01T00:00:00.000Z', true],
    ['in the last moment of the grace', GRACE_END_LESS_1, true],
    ['when the grace is over', GRACE_END, false],
  ])('after a new order that continues the feature: %s', async (_when, at, isContacted) => {
    const { id, line, buy } = await covers.subscriber();
    await buy(line(FEATURE, 1, 1));
    await client.advance(id, { to: at });
    const again = await buy(line(FEATURE, 1, 1));
    expect(await contacts(id)).toEqual(isContacted ? [again.id] : []);
  });

  test('not after a first order, one of another feature or organization, or sets beside; after a renewed pack', async () => {
    const { id, line, pack, buy } = await covers.subscriber();
    const { organizationId: other } = await client.consortium(id);
    await buy(line(FEATURE, 1, 1), pack(1, 1));
    await buy(line('IPC-SW-SUMMARY', 1, 1));
    await buy({ ...line(FEATURE, 1, 1), organizationId: other });
    await buy({ ...line(FEATURE, 1, 1), start: 'now' });
    expect(await contacts(id)).toEqual([]);
    const again = await buy(pack(1, 1));
    expect(await contacts(id)).toEqual([again.id]);
  });
});

test('D-048: what cannot be renewed says why, by the rule of what was sold', async () => {
  const refused = async (orderId: string) => domainErrorIn(await covers.askToRenew(orderId, INTERNATIONAL));
  const buyAgain = { status: 409, code: 'illegal_transition', remedy: 'Place a new order.' };
  const { id, organizationId } = await client.customer();
  const lots = await client.bought(id, [{ sku: 'AIMIS-INTL-AI-MIMI', quantity: 1_000 }]);
  expect(lots.actions).not.toContain('renew');
  expect(await refused(lots.id)).toMatchObject({ ...buyAgain, rule: 'R-INTL-57' });
  const huawei = { termsVersion: '2025-07-08' };
  const work = await client.bought(id, [{ sku: 'HW-DEV-MODELDEV-STD', quantity: 1, organizationId }], huawei);
  expect(await refused(work.id)).toMatchObject({ ...buyAgain, rule: 'R-HW-08' });
  await client.sign(id, { productLines: ['aimis-cn'] });
  const chinese = await client.bought(id, [{ sku: 'AIMIS-CN-AI-GLAUCOMA', quantity: 1_000 }], CHINA);
  expect(await refused(chinese.id)).toMatchObject({ ...buyAgain, rule: 'R-CN-51' });
  const basic = await client.confirmed(
    id,
    [{ sku: 'AIMIS-CN-SW-BASIC', quantity: 1, organizationId }],
    CHINA,
  );
  expect(await refused(basic.id)).toMatchObject({ code: 'illegal_transition', rule: 'R-CN-30' });
});

test('what was never paid is not renewed, nor a line that has no end, nor one line twice', async () => {
  const buyer = await covers.subscriber();
  const deploy = { sku: 'IPC-SVC-DEPLOY', quantity: 1, organizationId: buyer.organizationId };
  const mixed = await client.bought(buyer.id, [buyer.line(FEATURE, 1, 1), deploy], IPC);
  const term = { count: 1, unit: 'month' };
  const ask = async (...lineIds: string[]) =>
    domainErrorIn(
      await covers.askToRenew(mixed.id, { ...IPC, lines: lineIds.map((lineId) => ({ lineId, term })) }),
    );
  const [feature, service] = mixed.lines.map(({ id }) => id);
  expect(await ask(service!)).toMatchObject({ code: 'illegal_transition', rule: 'R-IPC-22' });
  expect(await ask(feature!, feature!)).toMatchObject({
    status: 422,
    code: 'validation_failed',
    errors: [{ path: 'lines[1].lineId', code: 'repeated_line' }],
  });
  const { id: other, line } = await covers.subscriber();
  const unpaid = await client.confirmed(other, [line(FEATURE, 1, 1)], IPC);
  expect(domainErrorIn(await covers.askToRenew(unpaid.id, IPC)).code).toBe('illegal_transition');
});

describe('a renewal', () => {
  const OF_ORDER = 'of the order';
  const NEW_ORDER = 'by a new order';
  it.each([
    [OF_ORDER, 'before the end', '2025-04-01T00:00:00.000Z', END, '2025-05-07T16:00:00.000Z'],
    [OF_ORDER, 'at the end', END, END, '2025-05-07T16:00:00.000Z'],
    [OF_ORDER, 'in the last moment of the grace', GRACE_END_LESS_1, END, '2025-05-07T16:00:00.000Z'],
    [NEW_ORDER, 'in the last moment of the grace', GRACE_END_LESS_1, END, '2025-05-07T16:00:00.000Z'],
    // 9 April in Shanghai: through 9 May, less a day.
    [OF_ORDER, 'when the grace is over', GRACE_END, GRACE_END, '2025-05-08T16:00:00.000Z'],
    [NEW_ORDER, 'when the grace is over', GRACE_END, GRACE_END, '2025-05-08T16:00:00.000Z'],
    // 17 April in Shanghai: through 17 May, less a day.
    [OF_ORDER, 'ten days later', TEN_DAYS_LATER, TEN_DAYS_LATER, '2025-05-16T16:00:00.000Z'],
  ])('%s, %s, captured at %s, runs from %s until %s', async (how, _when, at, from, until) => {
    const { id, line, buy } = await covers.subscriber();
    const first = await buy(line(FEATURE, 1, 1));
    await client.advance(id, { to: at });
    const second = how === OF_ORDER ? await covers.renewed(first.id, IPC) : await buy(line(FEATURE, 1, 1));
    expect(await covers.termOf(second)).toMatchObject({ purchasedAt: at, from, until });
  });
});

test('a renewal queues behind the chain it renews, a new order behind all that runs', async () => {
  const { line, buy } = await covers.subscriber();
  const short = await buy(line(FEATURE, 1, 1));
  const long = await buy({ ...line(FEATURE, 3, 6), start: 'now' });
  expect(await covers.termOf(long)).toMatchObject({ from: SANDBOX_START });
  const renewal = await covers.renewed(short.id, IPC);
  expect(await covers.termOf(renewal)).toMatchObject({ from: END, until: '2025-05-07T16:00:00.000Z' });
  const again = await covers.renewed(renewal.id, IPC);
  expect(await covers.termOf(again)).toMatchObject({ from: '2025-05-07T16:00:00.000Z' });
  const another = await buy(line(FEATURE, 1, 1));
  expect(await covers.termOf(another)).toMatchObject({ from: '2025-09-07T16:00:00.000Z' });
});

test('an order of sets that run beside each other is renewed so', async () => {
  const { id, line, buy } = await covers.subscriber();
  const first = await buy(line(FEATURE, 1, 1), { ...line(FEATURE, 3, 1), start: 'now' });
  const renewal = await covers.renewed(first.id, IPC);
  const { items } = await covers.terms(id);
  expect(items.filter(({ orderId }) => orderId === renewal.id)).toMatchObject([
    { from: END, until: '2025-05-07T16:00:00.000Z' },
    { from: END, until: '2025-05-07T16:00:00.000Z' },
  ]);
  await client.advance(id, { to: END });
  expect((await covers.terms(id)).cover).toMatchObject([{ sets: 4 }]);
});

test('where other cover goes on, an ended chain is renewed whole behind it: no grace was enjoyed', async () => {
  const { id, line, buy } = await covers.subscriber();
  const short = await buy(line(FEATURE, 1, 1));
  await buy({ ...line(FEATURE, 3, 2), start: 'now' });
  await client.advance(id, { to: '2025-04-20T00:00:00.000Z' });
  const renewal = await covers.renewed(short.id, IPC);
  expect(await covers.termOf(renewal)).toMatchObject({
    from: '2025-05-07T16:00:00.000Z',
    until: '2025-06-07T16:00:00.000Z',
  });
});

test('after the end of cover there is nothing to start beside: what starts now gives the grace back too', async () => {
  const { id, line, buy } = await covers.subscriber();
  await buy(line(FEATURE, 1, 1));
  await client.advance(id, { to: TEN_DAYS_LATER });
  const late = await buy({ ...line(FEATURE, 1, 1), start: 'now' });
  expect(await covers.termOf(late)).toMatchObject({
    from: TEN_DAYS_LATER,
    until: '2025-05-16T16:00:00.000Z',
  });
});
