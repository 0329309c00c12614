/**
 * Corrections by operators on real servers: goodwill units, extended lots, reversed usages, and the workflows of lots
 * without a running order.
 */
import { DAY_MS, plusMs } from '../../../src/domain/instant.ts';
import { refund as refundShape } from '../../../src/contracts/refunds.ts';
import { eventually } from '../../support/eventually.ts';
import { soundLedger } from '../../support/ledger-checks.ts';
import { PRICE, ProductClient, read, domainErrorIn, SANDBOX_START } from '../../support/product-client.ts';
import { startProduct, type Product } from '../../support/product.ts';

let product: Product;
let client: ProductClient;
beforeAll(async () => {
  product = await startProduct();
  client = new ProductClient(product);
});
afterAll(() => product.close());

const INSPECTIONS = [{ sku: 'AIMIS-INTL-CI-QTY-15Y', quantity: 1_000 }];
const use = (quantity: number) => ({ resource: 'inspection', quantity, storageYears: 15 });
/** Bought, or granted for a year, at 17:07 in Shanghai on 7 March 2025. */
const ENDS_AT = '2026-03-07T16:00:00.000Z';

/** Status and type of a lot's own workflow. */
async function workflowOf(lotId: string) {
  const { status, type } = await product.testSystem.client.workflow.getHandle(`lot:${lotId}`).describe();
  return { status: status.name, type };
}

/** Resolves with the result of a lot's own workflow once it has ended. */
const endOfWorkflow = (lotId: string): Promise<unknown> =>
  product.testSystem.client.workflow.getHandle(`lot:${lotId}`).result();

const lotOf = async (accountId: string, lotId: string) =>
  (await client.lots(accountId)).find(({ id }) => id === lotId)!;

const journalOf = async (accountId: string) =>
  (await client.journal(accountId)).map(({ kind }) => kind).reverse();

const noticesOf = async (accountId: string, lotId: string) =>
  (await client.notices(accountId))
    .filter(({ payload }) => (payload as { lotId?: string }).lotId === lotId)
    .map(({ kind, at }) => [kind, at])
    .reverse();

test('goodwill units behave and expire like purchased ones, with their own workflow', async () => {
  const { id } = await client.customer();
  const lot = await client.grant(id);
  expect(lot).toMatchObject({ orderId: null, expiresAt: ENDS_AT, remaining: 100, state: 'live' });
  await eventually(
    () => workflowOf(lot.id).catch(() => null),
    (workflow) => workflow?.status === 'RUNNING' && workflow.type === 'lot',
  );
  await client.advance(id, { to: ENDS_AT });
  expect(await noticesOf(id, lot.id)).toEqual([
    ['lot.credited', SANDBOX_START],
    ...[30, 7, 1].map((days) => ['lot.expiring', plusMs(ENDS_AT, -days * DAY_MS)]),
    ['lot.expired', ENDS_AT],
  ]);
  expect(await lotOf(id, lot.id)).toMatchObject({ state: 'expired', expired: 100, remaining: 0 });
  expect(await journalOf(id)).toEqual(['lot.credited', 'lot.expired']);
  expect(await client.deadlines(id)).toEqual([]);
  expect(await endOfWorkflow(lot.id)).toMatchObject({ lotId: lot.id, end: 'expired', endedAt: ENDS_AT });
  await soundLedger(product.fixture, id);
});

test('an extended lot has reminders before each of its ends, and expires at the last', async () => {
  const { id } = await client.customer();
  const lot = await client.grant(id);
  await client.advance(id, { to: plusMs(ENDS_AT, -5 * DAY_MS) });
  const extended = await client.extend(lot.id, '2026-06-30');
  const newEnd = '2026-06-30T16:00:00.000Z';
  expect(extended).toMatchObject({ expiresOn: '2026-06-30', expiresAt: newEnd, remaining: 100 });
  await client.advance(id, { to: newEnd });
  expect(await noticesOf(id, lot.id)).toEqual([
    ['lot.credited', SANDBOX_START],
    ...[30, 7].map((days) => ['lot.expiring', plusMs(ENDS_AT, -days * DAY_MS)]),
    ...[30, 7, 1].map((days) => ['lot.expiring', plusMs(newEnd, -days * DAY_MS)]),
    ['lot.expired', newEnd],
  ]);
  expect(await lotOf(id, lot.id)).toMatchObject({ state: 'expired', expired: 100 });
  await soundLedger(product.fixture, id);
});

test('an order whose lot is extended stays open, and completes at the new end', async () => {
  const { id } = await client.customer();
  const order = await client.bought(id, INSPECTIONS);
  const [lot] = await client.lots(id);
  await client.extend(lot!.id, '2026-04-07');
  expect((await client.order(order.id)).deadlines.at(-1)).toEqual({
    kind: 'lot.expires',
    at: '2026-04-07T16:00:00.000Z',
  });
  await client.advance(id, { to: ENDS_AT });
  expect(await client.order(order.id)).toMatchObject({ state: 'active', lines: [{ state: 'credited' }] });
  await client.advance(id, { to: '2026-04-07T16:00:00.000Z' });
  expect(await client.order(order.id)).toMatchObject({ state: 'completed', lines: [{ state: 'expired' }] });
});

test('GV-15: reversing a usage with arrears returns its offset and its draws completely', async () => {
  const customer = await client.customer();
  const { id } = customer;
  const first = await client.grant(id, { units: 50 });
  const undone = await client.use(customer, use(80));
  const other = await client.use(customer, use(20));
  await client.advance(id, { by: 'PT10H' });
  await client.bought(id, INSPECTIONS);
  expect(await client.pool(id, 'inspection')).toMatchObject({ available: 950, arrears: 0, offset: 50 });

  const reversed = await client.reverse(undone.id);
  expect(reversed).toMatchObject({
    id: undone.id,
    arrears: 30,
    draws: [{ lotId: first.id, units: 50 }],
    offsets: [{ units: 30 }],
    reversal: { reason: 'A mistake' },
  });
  expect(await client.explained(undone.id)).toEqual(reversed);
  expect(await client.pool(id, 'inspection')).toMatchObject({
    available: 1_030,
    arrears: 0,
    used: 20,
    offset: 20,
  });
  expect((await client.explained(other.id)).offsets).toMatchObject([{ units: 20 }]);
  expect((await journalOf(id)).slice(-2)).toEqual(['offset.returned', 'usage.reversed']);
  const [audited] = (await client.audit(id)).filter(({ type }) => type === 'usage.reversed');
  expect(audited).toMatchObject({
    reason: 'A mistake',
    facts: { usageId: undone.id, quantity: 80, revived: [first.id] },
  });
  const again = await client.call('operator', `/v1/usages/${undone.id}/reverse`, { body: { reason: 'x' } });
  expect(domainErrorIn(again)).toMatchObject({ status: 409, code: 'conflict', rule: 'AMB-26' });
  await soundLedger(product.fixture, id);
});

test('a completed order stays completed when its lot is revived; the lot gets its own workflow, and the line shows it', async () => {
  const customer = await client.customer();
  const { id } = customer;
  const order = await client.bought(id, INSPECTIONS);
  const usage = await client.use(customer, use(1_000));
  await client.until(order.id, 'completed');
  const [spent] = await client.lots(id);

  await client.reverse(usage.id);
  expect(await client.order(order.id)).toMatchObject({
    state: 'completed',
    lines: [{ state: 'credited' }],
    deadlines: [
      ...[30, 7, 1].map((days) => ({ kind: 'lot.reminder', at: plusMs(ENDS_AT, -days * DAY_MS) })),
      { kind: 'lot.expires', at: ENDS_AT },
    ],
  });
  expect(await lotOf(id, spent!.id)).toMatchObject({ state: 'live', consumed: 0, remaining: 1_000 });
  await client.use(customer, use(400));
  await client.advance(id, { to: ENDS_AT });
  expect(await lotOf(id, spent!.id)).toMatchObject({ state: 'expired', consumed: 400, expired: 600 });
  expect(await client.order(order.id)).toMatchObject({ state: 'completed', lines: [{ state: 'expired' }] });
  expect((await noticesOf(id, spent!.id)).at(-1)).toEqual(['lot.expired', ENDS_AT]);
  expect(await endOfWorkflow(spent!.id)).toMatchObject({ orderId: order.id, end: 'expired' });
  await soundLedger(product.fixture, id);
});

test('an open order takes a revived lot back into its line, and completes when the lot is used up again', async () => {
  const customer = await client.customer();
  const { id } = customer;
  const order = await client.bought(id, [...INSPECTIONS, { sku: 'AIMIS-INTL-AI-MIMI', quantity: 1_000 }]);
  const usage = await client.use(customer, use(1_000));
  const standsAt = (states: string[]) =>
    eventually(
      () => client.order(order.id),
      ({ lines }) => lines.map(({ state }) => state).join() === states.join(),
    );
  await standsAt(['ended', 'credited']);
  await client.reverse(usage.id);
  await standsAt(['credited', 'credited']);
  const lotId = (await client.lots(id)).find(({ resource }) => resource === 'inspection')!.id;
  await client.use(customer, use(1_000));
  await standsAt(['ended', 'credited']);
  expect(await endOfWorkflow(lotId)).toMatchObject({ end: 'exhausted' });
  await client.use(customer, { resource: 'ai:mimi', quantity: 1_000 });
  await client.until(order.id, 'completed');
  const types = (await client.timeline(order.id)).map(({ type }) => type);
  expect(types.filter((type) => type.startsWith('order.lines_'))).toEqual([
    'order.lines_ended',
    'order.lines_revived',
    'order.lines_ended',
    'order.lines_ended',
  ]);
});

test('in real time the workflow of a lot waits for its next reminder, and ends when the lot is used up', async () => {
  const customer = await client.customer({ sandboxNow: null });
  const lot = await client.grant(customer.id);
  await eventually(
    () => workflowOf(lot.id).catch(() => null),
    (workflow) => workflow?.status === 'RUNNING',
  );
  await client.use(customer, use(100));
  expect(await endOfWorkflow(lot.id)).toMatchObject({ end: 'exhausted', remaining: 0 });
  expect(await client.deadlines(customer.id)).toEqual([]);
});

test('a lot that paid arrears is refunded for its remaining units, by agreement and clause', async () => {
  const customer = await client.customer({ agreement: false });
  const { id } = customer;
  const agreement = await client.sign(id);
  await client.grant(id, { units: 1 });
  await client.use(customer, use(251));
  const order = await client.bought(id, INSPECTIONS);
  expect(await client.pool(id, 'inspection')).toMatchObject({ available: 750, offset: 250 });
  const body = { reason: 'Closed', agreementId: agreement.id, clause: '7.2' };
  const lineId = order.lines[0]!.id;
  const ask = (fields: object) => client.call('operator', `/v1/orders/${order.id}/refunds`, { body: fields });
  expect(domainErrorIn(await ask({ ...body, lines: [{ lineId, quantity: 751 }] }))).toMatchObject({
    code: 'refund_not_allowed',
    evidence: { asked: 751, refundable: 750 },
  });
  expect(read(refundShape, await ask(body), 201)).toMatchObject({
    amount: { amountMinor: 750 * PRICE.qty15Y, currency: 'USD' },
    lines: [{ lineId, quantity: 750 }],
  });
  expect(await client.pool(id, 'inspection')).toMatchObject({ available: 0, used: 251, voided: 750 });
  expect(await client.until(order.id, 'completed')).toMatchObject({ lines: [{ state: 'voided' }] });
  await soundLedger(product.fixture, id);
});
