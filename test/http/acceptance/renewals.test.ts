/** Renewal: of an order or by a new one, before the end of cover, in its grace, and later (AMB-27, AMB-29, AMB-30). */
import { order as orderShape } from '../../../src/contracts/order.ts';
import { CoverClient, INTERNATIONAL, IPC } from '../../support/cover-client.ts';
import { ProductClient, read, refusalIn, SANDBOX_START } from '../../support/product-client.ts';
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
  // It completes online and leaves nobody anything to do.
  expect(await client.tasks(id)).toEqual([]);
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

  const ask = async (body: object) => refusalIn(await covers.askToRenew(first.id, { ...IPC, ...body }));
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
  expect(await product.shop.database.models.orders.countDocuments({ accountId: id })).toBe(2);
});

test('what has no end that a period could follow is not renewed, nor what was never paid', async () => {
  const { id } = await client.customer();
  const lots = await client.bought(id, [{ sku: 'AIMIS-INTL-AI-MIMI', quantity: 1_000 }]);
  expect(lots.actions).not.toContain('renew');
  expect(refusalIn(await covers.askToRenew(lots.id, INTERNATIONAL))).toMatchObject({
    status: 409,
    code: 'illegal_transition',
  });
  const { id: other, line } = await covers.subscriber();
  const unpaid = await client.confirmed(other, [line(FEATURE, 1, 1)], IPC);
  expect(refusalIn(await covers.askToRenew(unpaid.id, IPC)).code).toBe('illegal_transition');
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
