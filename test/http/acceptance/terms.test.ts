/** Subscriptions and resource packs: consecutive and parallel terms, reminders and ends (rules §8.12). */
import { CoverClient, IPC } from '../../support/cover-client.ts';
import { orderOf, ProductClient, domainErrorIn, SANDBOX_START } from '../../support/product-client.ts';
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
const YEARLY = 'IPC-SW-PREVISIT';
const PACK = 'IPC-RP-KNOWLEDGE';

/** Notices about terms, oldest first: how many days before the end, or 0 at it. */
async function toldOf(accountId: string): Promise<[string, unknown][]> {
  const notices = [
    ...(await client.notices(accountId, 'term.expiring')),
    ...(await client.notices(accountId, 'term.ended')),
  ];
  return notices
    .map(({ at, payload }): [string, unknown] => [at, payload['daysBefore'] ?? 0])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** A response names what it gives ids of. */
const named = (organizationName?: string) => ({
  name: { en: expect.any(String) as unknown, zh: expect.any(String) as unknown },
  ...(organizationName === undefined ? {} : { organizationName }),
});

const periodOf = ({ from, until }: { from: string; until: string }) => [from, until];

test('terms queue end to end, midnight to midnight, on the day of the month on which they began', async () => {
  const { id, organizationId, line, buy } = await covers.subscriber('2025-01-31T04:00:00.000Z');
  const first = await buy(line(FEATURE, 2, 1));
  await client.advance(id, { to: '2025-02-10T00:00:00.000Z' });
  const second = await buy(line(FEATURE, 1, 1));
  const third = await buy(line(FEATURE, 1, 12));

  const { items, cover } = await covers.terms(id);
  expect(items.map((term) => [term.orderId, term.sets, term.state, ...periodOf(term)])).toEqual([
    [first.id, 2, 'running', '2025-01-31T04:00:00.000Z', '2025-02-28T16:00:00.000Z'],
    [second.id, 1, 'queued', '2025-02-28T16:00:00.000Z', '2025-03-31T16:00:00.000Z'],
    [third.id, 1, 'queued', '2025-03-31T16:00:00.000Z', '2026-03-31T16:00:00.000Z'],
  ]);
  expect(items[0]).toMatchObject({
    purchasedAt: '2025-01-31T04:00:00.000Z',
    renewals: [
      { orderId: second.id, purchasedAt: '2025-02-10T00:00:00.000Z' },
      { orderId: third.id, purchasedAt: '2025-02-10T00:00:00.000Z' },
    ],
  });
  const covered = { ...named('Radiology'), sku: FEATURE, organizationId, until: '2026-03-31T16:00:00.000Z' };
  expect(cover).toEqual([{ ...covered, sets: 2 }]);
  expect(second.lines).toMatchObject([
    { state: 'active', entitlements: [{ kind: 'term', id: items[1]!.id }] },
  ]);

  await client.advance(id, { to: '2025-02-28T16:00:00.000Z' });
  expect((await covers.terms(id)).cover).toEqual([{ ...covered, sets: 1 }]);
  expect(await client.order(first.id)).toMatchObject({ state: 'completed', lines: [{ state: 'ended' }] });
  expect(await client.order(second.id)).toMatchObject({ state: 'active' });
  expect(await toldOf(id)).toEqual([]);
});

test('notices of the end of cover are sent 30, 7 and 1 day before and at the end, to both platforms', async () => {
  const { id, organizationId, line, buy } = await covers.subscriber();
  const order = await buy(line(FEATURE, 1, 2));
  const { id: termId } = await covers.termOf(order);
  const end = '2025-05-07T16:00:00.000Z';
  expect((await client.deadlines(id)).map(({ kind, at }) => [kind, at])).toEqual([
    ['term.reminder', '2025-04-07T16:00:00.000Z'],
    ['term.reminder', '2025-04-30T16:00:00.000Z'],
    ['term.reminder', '2025-05-06T16:00:00.000Z'],
    ['term.ends', end],
  ]);
  await client.advance(id, { to: '2025-05-07T15:59:59.999Z' });
  expect((await covers.terms(id)).cover).toMatchObject([{ until: end }]);
  expect(await client.order(order.id)).toMatchObject({ state: 'active' });
  await client.advance(id, { to: end });
  expect((await covers.terms(id)).cover).toEqual([]);
  expect(await client.order(order.id)).toMatchObject({ state: 'completed' });
  expect(await toldOf(id)).toEqual([
    ['2025-04-07T16:00:00.000Z', 30],
    ['2025-04-30T16:00:00.000Z', 7],
    ['2025-05-06T16:00:00.000Z', 1],
    [end, 0],
  ]);
  const [ended] = await client.notices(id, 'term.ended');
  expect(ended).toMatchObject({
    payload: { termId, sku: FEATURE, organizationId, orderId: order.id, until: end },
    deliveries: [{ platform: 'business' }, { platform: 'management' }],
  });
});

test('a renewal after a reminder has reminders of the new end only', async () => {
  const { id, line, buy } = await covers.subscriber();
  await buy(line(FEATURE, 1, 2));
  await client.advance(id, { to: '2025-04-10T00:00:00.000Z' });
  await buy(line(FEATURE, 1, 1));
  await client.advance(id, { to: '2025-06-07T16:00:00.000Z' });
  expect(await toldOf(id)).toEqual([
    ['2025-04-07T16:00:00.000Z', 30],
    // 30 days before the end of the second month lie in its first half.
    ['2025-05-31T16:00:00.000Z', 7],
    ['2025-06-06T16:00:00.000Z', 1],
    ['2025-06-07T16:00:00.000Z', 0],
  ]);
});

test('more sets start now beside a running term, and end without a notice while the other one covers', async () => {
  const { id, organizationId, line, buy } = await covers.subscriber();
  await buy(line(FEATURE, 2, 3));
  await client.advance(id, { to: '2025-04-10T01:00:00.000Z' });
  const beside = await buy({ ...line(FEATURE, 3, 1), start: 'now' });
  expect(periodOf(await covers.termOf(beside))).toEqual([
    '2025-04-10T01:00:00.000Z',
    '2025-05-10T16:00:00.000Z',
  ]);
  const covered = { ...named('Radiology'), sku: FEATURE, organizationId, until: '2025-06-07T16:00:00.000Z' };
  expect((await covers.terms(id)).cover).toEqual([{ ...covered, sets: 5 }]);
  await client.advance(id, { to: '2025-05-10T16:00:00.000Z' });
  expect((await covers.terms(id)).cover).toEqual([{ ...covered, sets: 2 }]);
  expect(await toldOf(id)).toEqual([['2025-05-08T16:00:00.000Z', 30]]);
  await client.advance(id, { to: '2025-06-07T16:00:00.000Z' });
  expect((await toldOf(id)).map(([, days]) => days)).toEqual([30, 7, 1, 0]);
});

test('cover is counted separately for each feature and organization', async () => {
  const { id, organizationId, line, buy } = await covers.subscriber();
  const { organizationId: other } = await client.consortium(id);
  await buy(line(FEATURE, 1, 1), line('IPC-SW-SUMMARY', 1, 2), {
    ...line(FEATURE, 4, 3),
    organizationId: other,
  });
  const { cover } = await covers.terms(id);
  expect(cover).toHaveLength(3);
  expect(cover).toEqual(
    expect.arrayContaining([
      { ...named('Radiology'), sku: FEATURE, organizationId, until: '2025-04-07T16:00:00.000Z', sets: 1 },
      {
        ...named('Radiology'),
        sku: 'IPC-SW-SUMMARY',
        organizationId,
        until: '2025-05-07T16:00:00.000Z',
        sets: 1,
      },
      {
        ...named('North Clinic'),
        sku: FEATURE,
        organizationId: other,
        until: '2025-06-07T16:00:00.000Z',
        sets: 4,
      },
    ]),
  );
});

test('C-020: a resource pack stacks, has reminders, and has no grace: bought after its end it is a new whole term', async () => {
  const { id, pack, buy } = await covers.subscriber();
  await buy(pack(1, 1));
  const stacked = await buy(pack(1, 1));
  expect(periodOf(await covers.termOf(stacked))).toEqual([
    '2025-04-07T16:00:00.000Z',
    '2025-05-07T16:00:00.000Z',
  ]);
  // An hour after the end, and a week after the next.
  await client.advance(id, { to: '2025-05-07T17:00:00.000Z' });
  expect((await toldOf(id)).map(([, days]) => days)).toEqual([7, 1, 0]);
  const anHourLater = await buy(pack(1, 1));
  expect(periodOf(await covers.termOf(anHourLater))).toEqual([
    '2025-05-07T17:00:00.000Z',
    '2025-06-08T16:00:00.000Z',
  ]);
  await client.advance(id, { to: '2025-06-15T17:00:00.000Z' });
  const aWeekLater = await buy(pack(1, 1));
  expect(periodOf(await covers.termOf(aWeekLater))).toEqual([
    '2025-06-15T17:00:00.000Z',
    '2025-07-16T16:00:00.000Z',
  ]);
});

test('a queued term sends a notice at its start, a running one when it is credited, and nothing ends in between (AMB-55)', async () => {
  const { id, organizationId, line, pack, buy } = await covers.subscriber();
  const first = await buy(line(FEATURE, 1, 1), pack(1, 1));
  const activated = async () =>
    (await client.notices(id, 'term.activated'))
      .map(({ at, payload }) => `${at} ${payload['sku'] as string} ${payload['orderId'] as string}`)
      .sort();
  const atOnce = [`${SANDBOX_START} ${PACK} ${first.id}`, `${SANDBOX_START} ${FEATURE} ${first.id}`];
  expect(await activated()).toEqual(atOnce);
  await client.advance(id, { to: '2025-03-20T00:00:00.000Z' });
  const second = await buy(line(FEATURE, 1, 2));
  const { id: termId, from, until } = await covers.termOf(second);
  expect(await client.deadlines(id)).toContainEqual(
    expect.objectContaining({ kind: 'term.starts', at: from, orderId: second.id }),
  );
  await client.advance(id, { to: '2025-04-07T15:59:59.999Z' });
  expect(await activated()).toEqual(atOnce);
  await client.advance(id, { to: from });
  expect(await activated()).toEqual([...atOnce, `${from} ${FEATURE} ${second.id}`]);
  const [notice] = await client.notices(id, 'term.activated');
  expect(notice!.payload).toMatchObject({
    termId,
    sku: FEATURE,
    organizationId,
    orderId: second.id,
    from,
    until,
  });
  expect(notice!.deliveries.map(({ platform }) => platform).sort()).toEqual(['business', 'management']);
  const ended = (await client.notices(id, 'term.ended')).map(({ payload }) => payload['sku']);
  expect(ended).toEqual([PACK]);
  expect((await client.timeline(second.id)).map(({ at, type }) => [at, type])).toContainEqual([
    from,
    'term.activated',
  ]);
});

describe('C-003: a resource pack', () => {
  const knowledge = async (accountId: string, organizationId?: string) =>
    (await client.capabilities(accountId, organizationId)).filter(
      ({ capability }) => capability === 'ipc.knowledge',
    );
  const END = '2025-04-07T16:00:00.000Z';

  test('belongs to the account: no response names an organization, and no list of one shows it', async () => {
    const { id, organizationId, line, pack, buy } = await covers.subscriber();
    expect(await knowledge(id)).toEqual([]);
    const order = await buy(line(FEATURE, 1, 1), pack(2, 1));
    expect(order.lines[1]).not.toHaveProperty('organizationId');
    const { items, cover } = await covers.terms(id);
    expect(items.map((term) => [term.sku, term.organizationId])).toEqual(
      expect.arrayContaining([
        [FEATURE, organizationId],
        [PACK, undefined],
      ]),
    );
    expect(cover).toContainEqual({ ...named(), sku: PACK, until: END, sets: 2 });
    const own = await covers.terms(id, organizationId);
    expect(own.items.map(({ sku }) => sku)).toEqual([FEATURE]);
    expect(own.cover.map(({ sku }) => sku)).toEqual([FEATURE]);
    // Every organization of the account may use it.
    const { organizationId: other } = await client.consortium(id);
    const open = [{ capability: 'ipc.knowledge', allowed: true, until: END }];
    for (const one of [undefined, organizationId, other]) expect(await knowledge(id, one)).toEqual(open);
  });

  test.each(['organizationId', 'consortiumId'])('is not sold for one: %s is rejected', async (field) => {
    const { id, organizationId, pack } = await covers.subscriber();
    const { consortiumId } = await client.consortium(id);
    const named = field === 'organizationId' ? { organizationId } : { consortiumId };
    const body = orderOf(id, [{ ...pack(1, 1), ...named }], IPC);
    for (const path of ['/v1/orders', '/v1/quotes']) {
      const refusal = domainErrorIn(await client.call('sales', path, { body }));
      expect(refusal).toMatchObject({
        status: 422,
        errors: [{ path: `lines[0].${field}`, code: 'not_allowed', rule: 'AMB-28' }],
      });
      expect(refusal.errors![0]!.remedy).toContain('for the account');
    }
  });

  test('that lapses stops only the customization, and a new purchase resumes it automatically', async () => {
    const { id, organizationId, line, pack, buy } = await covers.subscriber();
    await buy(line(FEATURE, 1, 3), pack(1, 1));
    await client.advance(id, { to: '2025-04-07T15:59:59.999Z' });
    expect(await knowledge(id)).toMatchObject([{ allowed: true, until: END }]);
    await client.advance(id, { to: END });
    const [closed] = await knowledge(id);
    expect(closed).toMatchObject({
      allowed: false,
      sku: PACK,
      reason: 'insufficient_balance',
      rule: 'AMB-28',
      since: END,
    });
    expect(closed!.remedy).toContain('Health checkup package knowledge customization');
    await client.advance(id, { by: 'P3D' });
    expect(await client.episodes(id)).toEqual([]);
    const items = await client.capabilities(id, organizationId);
    expect(items.filter(({ capability }) => capability === 'ipc.patient')).toMatchObject([{ allowed: true }]);
    expect((await client.notices(id)).map(({ kind }) => kind)).not.toContain('arrears.opened');
    const again = await buy(pack(1, 1));
    const { until } = await covers.termOf(again);
    expect(await knowledge(id)).toEqual([{ capability: 'ipc.knowledge', allowed: true, until }]);
  });
});

describe('C-015, C-035: the features of an organization', () => {
  const activated = async (accountId: string, organizationId: string) =>
    (await covers.licences(accountId, organizationId)).activated;

  test('are those with running terms: not before the start, in the grace, of another organization, or of a pack', async () => {
    const { id, organizationId, line, pack, buy } = await covers.subscriber();
    const { organizationId: other } = await client.consortium(id);
    await buy(line(FEATURE, 1, 1), line('IPC-SW-SUMMARY', 1, 2), pack(1, 2));
    expect(await activated(id, organizationId)).toEqual(['checkup-report-summary', 'pre-consultation']);
    expect(await activated(id, other)).toEqual([]);
    await client.advance(id, { to: '2025-04-07T15:59:59.999Z' });
    expect(await activated(id, organizationId)).toContain('pre-consultation');
    await client.advance(id, { to: '2025-04-07T16:00:00.000Z' });
    // Its patient end remains open for another 24 hours.
    expect(await activated(id, organizationId)).toEqual(['checkup-report-summary']);
    const items = await client.capabilities(id, organizationId);
    expect(items).toContainEqual(
      expect.objectContaining({ capability: 'ipc.patient', sku: FEATURE, allowed: true }),
    );
    await buy(line(FEATURE, 1, 1));
    expect(await activated(id, organizationId)).toEqual(['checkup-report-summary', 'pre-consultation']);
  });
});

test('the yearly feature is sold in whole years, and the monthly ones in whole months', async () => {
  const { id, organizationId } = await covers.subscriber();
  const termLine = (sku: string, count: number, unit: 'month' | 'year') => ({
    sku,
    quantity: 1,
    term: { count, unit },
    organizationId,
  });
  const refused = async (...line: Parameters<typeof termLine>) => {
    const body = orderOf(id, [termLine(...line)], IPC);
    const { code, errors = [] } = domainErrorIn(await client.call('sales', '/v1/orders', { body }));
    expect(code).toBe('order_invalid');
    return errors.map((error) => [error.path, error.code, error.rule]);
  };
  expect(await refused(YEARLY, 12, 'month')).toEqual([
    ['lines[0].term.unit', 'term_not_offered', 'R-IPC-14'],
  ]);
  expect(await refused(YEARLY, 1.5, 'year')).toEqual([['lines[0].term.count', 'not_an_integer', 'R-IPC-14']]);
  expect(await refused(YEARLY, 0, 'year')).toEqual([['lines[0].term.count', 'below_minimum', 'R-IPC-14']]);
  expect(await refused(FEATURE, 1, 'year')).toEqual([['lines[0].term.unit', 'term_not_offered', 'R-IPC-14']]);
  expect(await refused(FEATURE, 2.5, 'month')).toEqual([
    ['lines[0].term.count', 'not_an_integer', 'R-IPC-14'],
  ]);

  const order = await client.bought(id, [termLine(YEARLY, 2, 'year')], IPC);
  expect(order.total).toEqual({ amountMinor: 14_000_000, currency: 'USD' });
  expect(periodOf(await covers.termOf(order))).toEqual([SANDBOX_START, '2027-03-07T16:00:00.000Z']);
});
