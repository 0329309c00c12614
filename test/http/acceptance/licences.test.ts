/** Software licences: owned by a consortium or an organization, active for each organization in scope (rules §8.13). */
import { order as orderShape } from '../../../src/contracts/order.ts';
import { quote as quoteShape } from '../../../src/contracts/quotes.ts';
import { CHINA, CoverClient, INTERNATIONAL } from '../../support/cover-client.ts';
import {
  orderOf,
  ProductClient,
  read,
  domainErrorIn,
  SANDBOX_START,
  type LineInput,
} from '../../support/product-client.ts';
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

const BASIC = 'AIMIS-INTL-SW-BASIC';
const DIAGNOSIS = 'AIMIS-INTL-SW-OPT-RDIAG';
const CN_BASIC = 'AIMIS-CN-SW-BASIC';
const CN_AUDIT = 'AIMIS-CN-SW-OPT-LOGAUDIT';
const CN_3D = 'AIMIS-CN-SW-OPT-3D';
const YEAR = { count: 1, unit: 'year' as const };
const END = '2026-03-07T16:00:00.000Z';

const features = async (productLine: string, sku: string): Promise<string[]> => {
  const skus = await client.skus(productLine);
  return [...(skus.find((one) => one.sku === sku)?.features ?? [])];
};

/** The violations of an order: path, code and rule. */
async function refused(accountId: string, lines: readonly LineInput[], fields: object): Promise<unknown[]> {
  const body = orderOf(accountId, lines, fields);
  const { code, errors = [] } = domainErrorIn(await client.call('sales', '/v1/orders', { body }));
  expect(code).toBe('order_invalid');
  return errors.map((error) => [error.path, error.code, error.rule]);
}

describe('the international edition', () => {
  /** A customer with one organization outside and one inside a consortium. */
  async function customer() {
    const { id, organizationId: single } = await client.customer();
    const { consortiumId, organizationId: member } = await client.consortium(id);
    const line = (sku: string, term: LineInput['term'] = YEAR) => ({ sku, quantity: 1, term, consortiumId });
    return { id, single, consortiumId, member, line };
  }

  it('licenses a consortium for whole years, and activates each of its organizations, also later ones', async () => {
    const { id, single, consortiumId, member, line } = await customer();
    const order = await client.bought(id, [line(BASIC), line(DIAGNOSIS)], INTERNATIONAL);
    expect(order.lines.map(({ state }) => state)).toEqual(['active', 'active']);
    const { items } = await covers.licences(id, member);
    expect(items).toHaveLength(2);
    for (const item of items) {
      expect(item).toMatchObject({ scope: 'consortium', consortiumId, from: SANDBOX_START, until: END });
      expect(item).toMatchObject({ state: 'active', orderId: order.id });
    }
    const active = [
      ...(await features('aimis-intl', BASIC)),
      ...(await features('aimis-intl', DIAGNOSIS)),
    ].sort();
    expect(active).toContain('log-audit');
    const late = await client.addOrganization(id, 'South Clinic', consortiumId);
    expect((await covers.licences(id, member)).activated).toEqual(active);
    expect((await covers.licences(id, late)).activated).toEqual(active);
    expect(await covers.licences(id, single)).toEqual({ items: [], activated: [] });

    await client.advance(id, { to: '2026-03-07T15:59:59.999Z' });
    expect((await covers.licences(id, member)).activated).toEqual(active);
    await client.advance(id, { to: END });
    expect((await covers.licences(id, member)).activated).toEqual([]);
    expect(await client.order(order.id)).toMatchObject({
      state: 'completed',
      lines: [{ state: 'ended' }, { state: 'ended' }],
    });
  });

  it('renews: further years queue, and after a gap they start at the capture', async () => {
    const { id, member, line } = await customer();
    const first = await client.bought(id, [line(BASIC)], INTERNATIONAL);
    await client.advance(id, { to: '2025-12-01T00:00:00.000Z' });
    const [renewedLine] = first.lines;
    const lines = [{ lineId: renewedLine!.id, term: { count: 2, unit: 'year' } }];
    const renewal = await covers.renewed(first.id, { ...INTERNATIONAL, lines });
    expect(renewal).toMatchObject({ renews: first.id });
    // A new order for the same software queues as well.
    const third = await client.bought(id, [line(BASIC)], INTERNATIONAL);
    const { items } = await covers.licences(id);
    expect(items.map(({ orderId, state, from, until }) => [orderId, state, from, until])).toEqual([
      [first.id, 'active', SANDBOX_START, END],
      [renewal.id, 'queued', END, '2028-03-07T16:00:00.000Z'],
      [third.id, 'queued', '2028-03-07T16:00:00.000Z', '2029-03-07T16:00:00.000Z'],
    ]);
    await client.advance(id, { to: END });
    expect((await covers.licences(id, member)).activated).toEqual(
      (await features('aimis-intl', BASIC)).sort(),
    );
    await client.advance(id, { to: '2029-03-07T20:00:00.000Z' });
    const anew = await covers.renewed(first.id, INTERNATIONAL);
    expect((await covers.licences(id)).items.at(-1)).toMatchObject({
      orderId: anew.id,
      from: '2029-03-07T20:00:00.000Z',
      // 8 March in Shanghai: through its anniversary.
      until: '2030-03-08T16:00:00.000Z',
    });
  });

  it('sends notices when a licence starts, is about to end and ends, unless another follows (AMB-55)', async () => {
    const { id, consortiumId, line } = await customer();
    const first = await client.bought(id, [line(BASIC)], INTERNATIONAL);
    const second = await client.bought(id, [line(BASIC)], INTERNATIONAL);
    const notices = async () => {
      const kinds = ['licence.activated', 'licence.expiring', 'licence.ended'] as const;
      const notices = (await Promise.all(kinds.map((kind) => client.notices(id, kind)))).flat();
      return notices
        .sort((a, b) => (a.at < b.at ? -1 : 1))
        .map(({ at, kind, payload }) => [at, kind, payload['orderId'], payload['daysBefore'] ?? 0]);
    };
    expect(await notices()).toEqual([[SANDBOX_START, 'licence.activated', first.id, 0]]);
    await client.advance(id, { to: '2027-03-07T16:00:00.000Z' });
    expect(await notices()).toEqual([
      [SANDBOX_START, 'licence.activated', first.id, 0],
      [END, 'licence.activated', second.id, 0],
      ['2027-02-05T16:00:00.000Z', 'licence.expiring', second.id, 30],
      ['2027-02-28T16:00:00.000Z', 'licence.expiring', second.id, 7],
      ['2027-03-06T16:00:00.000Z', 'licence.expiring', second.id, 1],
      ['2027-03-07T16:00:00.000Z', 'licence.ended', second.id, 0],
    ]);
    const [ended] = await client.notices(id, 'licence.ended');
    expect(ended!.payload).toMatchObject({ sku: BASIC, consortiumId, organizationId: null, from: END });
    expect(await client.deadlines(id)).toEqual([]);
  });

  it('sells whole years to a consortium of the account', async () => {
    const { id, line } = await customer();
    const check = (fields: object) => refused(id, [{ ...line(BASIC), ...fields }], INTERNATIONAL);
    expect(await check({ term: { count: 12, unit: 'month' } })).toEqual([
      ['lines[0].term.unit', 'term_not_offered', 'R-INTL-36'],
    ]);
    expect(await check({ term: { count: 1.5, unit: 'year' } })).toEqual([
      ['lines[0].term.count', 'not_an_integer', 'R-INTL-36'],
    ]);
    expect(await check({ consortiumId: undefined })).toEqual([
      ['lines[0].consortiumId', 'scope_required', 'R-INTL-39'],
    ]);
    expect(await check({ consortiumId: 'con_none' })).toEqual([
      ['lines[0].consortiumId', 'scope_required', 'R-INTL-39'],
    ]);
  });

  it('needs the basic software in the same consortium: active, or in the same order', async () => {
    const { id, line } = await customer();
    const { consortiumId: other } = await client.consortium(id);
    const missing = [['lines[0].sku', 'basic_required', 'R-INTL-34']];
    expect(await refused(id, [line(DIAGNOSIS)], INTERNATIONAL)).toEqual(missing);
    const elsewhere = [line(DIAGNOSIS), { ...line(BASIC), consortiumId: other }];
    expect(await refused(id, elsewhere, INTERNATIONAL)).toEqual(missing);
    await client.bought(id, elsewhere.slice(1), INTERNATIONAL);
    expect(await refused(id, [line(DIAGNOSIS)], INTERNATIONAL)).toEqual(missing);
    await client.bought(id, [line(BASIC)], INTERNATIONAL);
    await client.bought(id, [line(DIAGNOSIS)], INTERNATIONAL);
    // It must still be active.
    await client.advance(id, { to: END });
    expect(await refused(id, [line(DIAGNOSIS)], INTERNATIONAL)).toEqual(missing);
  });

  it('GV-46: sells an optional feature that outlasts basic with a warning; it is active while basic is, and again once basic is renewed', async () => {
    const { id, single, consortiumId, member, line } = await customer();
    const late = await client.addOrganization(id, 'South Clinic', consortiumId);
    const lines = [line(DIAGNOSIS, { count: 3, unit: 'year' }), line(BASIC)];
    const warning = { path: 'lines[0]', code: 'outlasts_basic', rule: 'AMB-46' };
    const quote = read(
      quoteShape,
      await client.call('sales', '/v1/quotes', { body: orderOf(id, lines, INTERNATIONAL) }),
    );
    expect(quote).toMatchObject({ violations: [], warnings: [warning] });
    expect(quote.warnings[0]!.message).toContain('8 March 2026');
    const order = await client.bought(id, lines, INTERNATIONAL);
    expect(order.warnings).toEqual(quote.warnings);
    const chinese = await client.call('sales', `/v1/orders/${order.id}`, {
      headers: { 'accept-language': 'zh' },
    });
    expect(chinese.body['warnings']).toMatchObject([
      { message: expect.stringContaining('2026年3月8日') as unknown },
    ]);

    const [diagnosis] = await features('aimis-intl', DIAGNOSIS);
    const has = async () =>
      Promise.all(
        [member, late, single].map(async (one) =>
          (await covers.licences(id, one)).activated.includes(diagnosis!),
        ),
      );
    await client.advance(id, { to: '2026-03-07T15:59:59.999Z' });
    expect(await has()).toEqual([true, true, false]);
    await client.advance(id, { to: END });
    expect(await has()).toEqual([false, false, false]);
    const { items } = await covers.licences(id, member);
    expect(items.find(({ sku }) => sku === DIAGNOSIS)).toMatchObject({ state: 'active' });
    const renewal = await client.bought(id, [line(BASIC)], INTERNATIONAL);
    expect(renewal.warnings).toEqual([]);
    expect(await has()).toEqual([true, true, false]);
    // The quote, the order and its renewal show the start of a queued licence.
    const queued = await client.place(id, [line(BASIC)], INTERNATIONAL);
    expect(queued.warnings).toMatchObject([{ path: 'lines[0]', code: 'queues', rule: 'AMB-29' }]);
    expect(queued.warnings[0]!.message).toContain('9 March 2027');
    const again = read(orderShape, await covers.askToRenew(renewal.id, INTERNATIONAL), 201);
    expect(again.warnings).toEqual(queued.warnings);
  });

  it('licenses organizations if the agreement allows it, and counts a feature once', async () => {
    const { id, consortiumId, member, line } = await customer();
    await client.bought(id, [line(BASIC)], INTERNATIONAL);
    await client.sign(id, { overrides: { licenceScope: 'organization' } });
    const { consortiumId: _none, ...bare } = line(BASIC);
    expect(await refused(id, [bare], INTERNATIONAL)).toEqual([
      ['lines[0].organizationId', 'scope_required', 'R-INTL-39'],
    ]);
    // The consortium has a licence; the organization needs its own.
    const optional = { ...bare, sku: DIAGNOSIS, organizationId: member };
    expect(await refused(id, [optional], INTERNATIONAL)).toEqual([
      ['lines[0].sku', 'basic_required', 'R-INTL-34'],
    ]);
    const neighbour = await client.addOrganization(id, 'South Clinic', consortiumId);
    const own = await client.bought(id, [{ ...bare, organizationId: member }, optional], INTERNATIONAL);
    const { items, activated } = await covers.licences(id, member);
    expect(items.filter(({ orderId }) => orderId === own.id)).toMatchObject([
      { scope: 'organization', organizationId: member, from: SANDBOX_START },
      { scope: 'organization', organizationId: member, from: SANDBOX_START },
    ]);
    expect(items).toHaveLength(3);
    const basic = await features('aimis-intl', BASIC);
    expect(activated).toEqual([...basic, ...(await features('aimis-intl', DIAGNOSIS))].sort());
    expect((await covers.licences(id, neighbour)).activated).toEqual([...basic].sort());
  });
});

describe('the Chinese edition', () => {
  async function customer() {
    const { id, organizationId } = await client.customer({ agreement: false });
    await client.sign(id, { productLines: ['aimis-cn'] });
    const line = (sku: string, forOrganization = organizationId) => ({
      sku,
      quantity: 1,
      organizationId: forOrganization,
    });
    return { id, organizationId, line };
  }

  it('licenses an organization without an end: its order completes, and the licence remains', async () => {
    const { id, organizationId, line } = await customer();
    const other = await client.addOrganization(id, 'East Clinic');
    const { id: orderId } = await client.confirmed(id, [line(CN_BASIC), line(CN_AUDIT)], CHINA);
    await client.pay(orderId);
    const order = await client.until(orderId, 'completed');
    expect(order.lines.map(({ state }) => state)).toEqual(['active', 'active']);
    expect(order.actions).not.toContain('renew');
    expect(await client.deadlines(id)).toEqual([]);
    const { items, activated } = await covers.licences(id, organizationId);
    expect(items).toMatchObject([
      { scope: 'organization', organizationId, from: SANDBOX_START, until: null, state: 'active' },
      { scope: 'organization', organizationId, from: SANDBOX_START, until: null, state: 'active' },
    ]);
    const active = [
      ...(await features('aimis-cn', CN_BASIC)),
      ...(await features('aimis-cn', CN_AUDIT)),
    ].sort();
    expect(activated).toEqual(active);
    expect((await covers.licences(id, other)).activated).toEqual([]);
    await client.advance(id, { to: '2045-01-01T00:00:00.000Z' });
    expect((await covers.licences(id, organizationId)).activated).toEqual(active);
  });

  it('sells a licence to an organization only once, in one order or in two', async () => {
    const { id, line } = await customer();
    const other = await client.addOrganization(id, 'East Clinic');
    const twice = (index: number) => [[`lines[${index}].sku`, 'already_licensed', 'R-CN-36']];
    expect(await refused(id, [line(CN_BASIC), line(CN_BASIC)], CHINA)).toEqual(twice(1));
    const { id: orderId } = await client.confirmed(id, [line(CN_BASIC)], CHINA);
    await client.pay(orderId);
    await client.until(orderId, 'completed');
    expect(await refused(id, [line(CN_BASIC)], CHINA)).toEqual(twice(0));
    expect(await client.place(id, [line(CN_BASIC, other)], CHINA)).toMatchObject({
      state: 'awaiting_confirmation',
    });
  });

  it('needs the basic software in the same organization: active, or in the same order', async () => {
    const { id, line } = await customer();
    const other = await client.addOrganization(id, 'East Clinic');
    const missing = [['lines[0].sku', 'basic_required', 'R-CN-30']];
    expect(await refused(id, [line(CN_3D)], CHINA)).toEqual(missing);
    expect(await refused(id, [line(CN_3D), line(CN_BASIC, other)], CHINA)).toEqual(missing);
    const { id: orderId } = await client.confirmed(id, [line(CN_3D), line(CN_BASIC)], CHINA);
    await client.pay(orderId);
    await client.until(orderId, 'completed');
    expect((await client.place(id, [line(CN_AUDIT)], CHINA)).state).toBe('awaiting_confirmation');
    expect(await refused(id, [line(CN_AUDIT, other)], CHINA)).toEqual(missing);
  });
});
