/** Each kind of lot from placing the order to `completed`, with a year advanced in one call. */
import { DAY_MS, plusMs } from '../../../src/domain/instant.ts';
import { availableIn, soundLedger } from '../../support/ledger-checks.ts';
import { PRICE, ProductClient, SANDBOX_START, type LineInput } from '../../support/product-client.ts';
import { startProduct, type Product } from '../../support/product.ts';

let product: Product;
let client: ProductClient;
beforeAll(async () => {
  product = await startProduct();
  client = new ProductClient(product);
});
afterAll(() => product.close());

interface Sale {
  readonly of: string;
  readonly line: LineInput;
  readonly costs: number;
  readonly resource: string;
  readonly storageYears?: number;
}

const SALES: readonly Sale[] = [
  {
    of: 'inspections by quantity',
    line: { sku: 'AIMIS-INTL-CI-QTY-15Y', quantity: 2_000 },
    costs: 2_000 * PRICE.qty15Y,
    resource: 'inspection',
    storageYears: 15,
  },
  {
    of: 'inspections by the year',
    line: { sku: 'AIMIS-INTL-CI-ANN', quantity: 2_000, term: { count: 7, unit: 'year' } },
    costs: 2_000 * PRICE.annual * 7,
    resource: 'inspection',
    storageYears: 7,
  },
  {
    of: 'cases of Mimi AI',
    line: { sku: 'AIMIS-INTL-AI-MIMI', quantity: 2_000 },
    costs: 2_000 * PRICE.mimi,
    resource: 'ai:mimi',
  },
];

/** Bought at 17:07 in Shanghai on 7 March 2025. */
const ENDS_AT = '2026-03-07T16:00:00.000Z';
const REMINDED_AT = [30, 7, 1].map((days) => plusMs(ENDS_AT, -days * DAY_MS));

test.each(SALES)(
  '$of from placing to completion: sold, credited once, with reminders, expired at their instant',
  async ({ line, costs, resource, storageYears }) => {
    const customer = await client.customer();
    const placed = await client.place(customer.id, [line], { reference: 'PO-1' });
    expect(placed).toMatchObject({
      state: 'awaiting_confirmation',
      placedAt: SANDBOX_START,
      total: { amountMinor: costs, currency: 'USD' },
      lines: [{ ...line, state: 'pending', entitlements: [] }],
    });
    expect(await client.confirm(placed.id)).toMatchObject({
      state: 'awaiting_payment',
      deadlines: [
        { kind: 'payment.reminder', at: plusMs(SANDBOX_START, 5 * DAY_MS) },
        { kind: 'payment.due', at: plusMs(SANDBOX_START, 7 * DAY_MS) },
      ],
    });
    const payment = await client.pay(placed.id);
    const active = await client.until(placed.id, 'active');
    expect(active).toMatchObject({
      payment: { state: 'captured', paymentId: payment.id, capturedAt: SANDBOX_START, method: 'online' },
      lines: [{ state: 'credited' }],
      deadlines: [
        ...REMINDED_AT.map((at) => ({ kind: 'lot.reminder', at })),
        { kind: 'lot.expires', at: ENDS_AT },
      ],
    });
    // The provider got one charge of exactly this amount.
    const charges = (await product.provider.records()).filter(
      (record) => record.kind === 'charge' && record.charge.orderId === placed.id,
    );
    expect(charges).toMatchObject([
      {
        charge: { paymentId: payment.id, amount: { amountMinor: costs, currency: 'USD' }, reference: 'PO-1' },
      },
    ]);

    const [lot] = await client.lots(customer.id);
    expect(lot).toMatchObject({
      resource,
      orderId: placed.id,
      lineId: placed.lines[0]!.id,
      credited: 2_000,
      remaining: 2_000,
      purchasedAt: SANDBOX_START,
      creditedAt: SANDBOX_START,
      expiresAt: ENDS_AT,
      state: 'live',
    });
    expect(lot!.storageYears).toBe(storageYears);
    expect(active.lines[0]!.entitlements).toEqual([{ kind: 'lot', id: lot!.id }]);

    const used = await client.use(customer, { resource, quantity: 300 });
    const storedUntil = storageYears === undefined ? undefined : `${2025 + storageYears}-03-07T16:00:00.000Z`;
    expect(used.draws).toEqual([
      { lotId: lot!.id, units: 300, ...(storageYears === undefined ? {} : { storageYears, storedUntil }) },
    ]);

    expect(await client.advance(customer.id, { by: 'P1Y1D' })).toBe('2026-03-08T09:07:00.000Z');
    expect(await client.order(placed.id)).toMatchObject({
      state: 'completed',
      lines: [{ state: 'expired' }],
      deadlines: [],
      actions: [],
    });
    expect(await client.lots(customer.id)).toMatchObject([
      { id: lot!.id, state: 'expired', consumed: 300, expired: 1_700, remaining: 0 },
    ]);

    const sent = (await client.notices(customer.id)).map(({ kind, at }) => [at, kind]).sort();
    expect(sent).toEqual(
      [
        [SANDBOX_START, 'order.paid'],
        [SANDBOX_START, 'lot.credited'],
        ...REMINDED_AT.map((at) => [at, 'lot.expiring']),
        [ENDS_AT, 'lot.expired'],
        [ENDS_AT, 'pool.low'],
        [ENDS_AT, 'pool.exhausted'],
      ].sort(),
    );
    const reminders = await client.notices(customer.id, 'lot.expiring');
    expect(reminders.map(({ payload }) => [payload['daysBefore'], payload['unitsAtRisk']])).toEqual([
      [1, 1_700],
      [7, 1_700],
      [30, 1_700],
    ]);
    for (const { deliveries } of await client.notices(customer.id)) {
      expect(deliveries.map(({ platform, state }) => `${platform} ${state}`).sort()).toEqual([
        'business delivered',
        'management delivered',
      ]);
    }

    const journal = await client.journal(customer.id);
    expect(journal.map(({ kind, at }) => [kind, at])).toEqual([
      ['lot.expired', ENDS_AT],
      ['usage.accepted', SANDBOX_START],
      ['lot.credited', SANDBOX_START],
    ]);
    const booked = (await client.audit(customer.id)).filter((entry) => entry.journal !== undefined);
    expect(booked.map(({ type, journal: entries }) => [type, entries])).toEqual([
      ['lot.expired', { from: 3, to: 3 }],
      ['line.credited', { from: 1, to: 1 }],
    ]);
    expect(availableIn(await soundLedger(product.fixture, customer.id), resource)).toBe(0);
    expect(await client.deadlines(customer.id)).toEqual([]);
  },
);

test('two lines of one order end independently, and the order completes with the last', async () => {
  const customer = await client.customer();
  const { id } = await client.bought(customer.id, [
    { sku: 'AIMIS-INTL-CI-QTY-1Y', quantity: 1_000 },
    { sku: 'AIMIS-INTL-AI-MIMI', quantity: 1_000 },
  ]);
  expect(await client.lots(customer.id)).toHaveLength(2);
  await client.use(customer, { resource: 'ai:mimi', quantity: 1_000 });
  await client.advance(customer.id, { by: 'P1D' });
  expect(await client.order(id)).toMatchObject({
    state: 'active',
    lines: [{ state: 'credited' }, { state: 'ended' }],
  });
  await client.advance(customer.id, { by: 'P1Y' });
  expect(await client.order(id)).toMatchObject({
    state: 'completed',
    lines: [{ state: 'expired' }, { state: 'ended' }],
  });
  // A used-up lot needs no reminder and does not expire.
  const reminded = await client.notices(customer.id, 'lot.expiring');
  expect(reminded).toHaveLength(3);
  expect(await client.notices(customer.id, 'lot.expired')).toHaveLength(1);
  await soundLedger(product.fixture, customer.id);
});
