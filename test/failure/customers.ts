/** Customers of a running product, over HTTP, and the invariants that must hold whatever was killed. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { NoticeKind } from '../../src/domain/kinds.ts';
import type { Database } from '../../src/storage/database.ts';
import type { OrderDocument } from '../../src/storage/collections/orders.ts';
import { journalOf } from '../support/journal.ts';
import { eventually } from '../support/eventually.ts';
import { soundLedger } from '../support/ledger-checks.ts';
import { INSPECTIONS, MIMI } from '../support/order-fixtures.ts';
import { hasReached } from '../support/reached.ts';
import type { RunningProduct } from '../support/running-product.ts';

const PATIENCE_MS = 60_000;

/** A product whose payment provider stores its records in `data` of the folder. */
export type Product = Pick<RunningProduct, 'insist' | 'call' | 'openDatabase'> & {
  readonly place: { readonly folder: string };
};

/** Creates an account with an agreement; with a clock, a sandbox. */
export async function openCustomer(product: Product, sandboxNow?: string): Promise<string> {
  const account = await product.insist('sales', '/v1/accounts', {
    name: 'General Hospital',
    country: 'SG',
    timeZone: 'Asia/Singapore',
    salesTeam: 'asia',
    ...(sandboxNow === undefined ? {} : { sandbox: true, sandboxNow }),
  });
  const accountId = String(account.body['id']);
  await product.insist('sales', '/v1/agreements', {
    accountId,
    number: `A-${accountId}`,
    productLines: ['aimis-intl'],
    signedOn: '2024-01-01',
    document: { name: 'agreement.pdf', sha256: 'ab'.repeat(32) },
  });
  return accountId;
}

/** Places an order of two lines. */
export async function place(product: Product, accountId: string): Promise<string> {
  const { body } = await product.insist('sales', '/v1/orders', {
    accountId,
    channel: 'online',
    termsAccepted: true,
    termsVersion: '2025-03-07',
    lines: [MIMI, INSPECTIONS],
  });
  return String(body['id']);
}

export async function confirm(product: Product, orderId: string): Promise<void> {
  await product.insist('sales', `/v1/orders/${orderId}/confirm`);
}

export async function pay(product: Product, orderId: string): Promise<void> {
  await product.insist('sales', `/v1/orders/${orderId}/payments`, { method: 'online', token: 'tok_ok' });
}

/** Places, confirms and pays an order, without waiting for the capture. */
export async function buy(product: Product, accountId: string): Promise<string> {
  const orderId = await place(product, accountId);
  await confirm(product, orderId);
  await pay(product, orderId);
  return orderId;
}

export function untilState(
  { models }: Database,
  orderId: string,
  state: OrderDocument['state'],
  limitMs = PATIENCE_MS,
): Promise<OrderDocument> {
  return eventually(() => models.orders.findById(orderId).orFail().lean(), hasReached(state), limitMs);
}

/** Asserts that every step of the order was done exactly once. */
export async function expectBoughtOnce(product: Product, orderId: string): Promise<void> {
  const { models } = await product.openDatabase();
  const order = await models.orders.findById(orderId).orFail().lean();

  const payments = await models.payments.find({ orderId }).lean();
  expect(payments.map(({ state, amount }) => ({ state, amount }))).toEqual([
    { state: 'captured', amount: order.total },
  ]);
  const events = await models.paymentEvents.find({ 'event.paymentId': payments[0]!._id }).lean();
  expect(events.map(({ outcome }) => outcome)).toEqual(['captured']);
  expect(chargesOf(product, orderId)).toEqual([payments[0]!._id]);

  const lots = await models.lots.find({ orderId }).lean();
  expect(lots.map(({ lineId, credited }) => ({ lineId, credited })).sort(byLine)).toEqual(
    order.lines.map(({ id, quantity }) => ({ lineId: id, credited: quantity })).sort(byLine),
  );
  const lineIds = new Set(order.lines.map(({ id }) => id));
  const entries = await journalOf(await product.openDatabase(), order.accountId);
  const credits = entries.filter(({ causedBy }) => lineIds.has(causedBy.id));
  expect(credits).toHaveLength(order.lines.length);

  const trail = (await models.audit.find({ orderId }).sort({ _id: 1 }).lean()).map(({ type }) => type);
  for (const once of BUYING) expect([once, trail.filter((type) => type === once).length]).toEqual([once, 1]);

  expect(await noticesOf(product, orderId, 'order.paid')).toBe(1);
  expect(await noticesOf(product, orderId, 'lot.credited')).toBe(order.lines.length);
}

const BUYING = [
  ...['order.placed', 'order.confirmed', 'payment.started', 'payment.captured', 'order.paid'],
  'order.credited',
];

function byLine(a: { lineId: string | null }, b: { lineId: string | null }): number {
  return String(a.lineId).localeCompare(String(b.lineId));
}

/** Notices of a kind about the order. Asserts that each went once to both platforms. */
export async function noticesOf(product: Product, orderId: string, kind: NoticeKind): Promise<number> {
  const { models } = await product.openDatabase();
  const notices = await models.notices.find({ kind, 'payload.orderId': orderId }, { _id: 1 }).lean();
  const ids = notices.map(({ _id }) => _id);
  expect(await models.deliveries.countDocuments({ noticeId: { $in: ids } })).toBe(2 * ids.length);
  return ids.length;
}

/** Charges for the order in the records of the payment provider. */
function chargesOf({ place: { folder } }: Product, orderId: string): string[] {
  const file = path.join(folder, 'data', 'fake-payments.jsonl');
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as { kind: string; charge?: { orderId: string; paymentId: string } })
    .flatMap(({ charge }) => (charge?.orderId === orderId ? [charge.paymentId] : []));
}

/** Asserts that every ledger is consistent with its journal and that the outbox is empty. */
export async function expectSoundAccounts(product: Product, accountIds: readonly string[]): Promise<void> {
  const database = await product.openDatabase();
  for (const accountId of accountIds) await soundLedger({ database }, accountId);
  await eventually(
    () => database.models.outbox.countDocuments(),
    (left) => left === 0,
    PATIENCE_MS,
  );
}

/** Verifies the export of the account. */
export async function expectValidExport(product: Product, accountId: string): Promise<void> {
  const exported = await eventually(
    () => product.call('operator', `/v1/accounts/${accountId}/export`).catch(() => null),
    (answer) => answer?.status === 200,
  );
  const verified = await product.call('operator', '/v1/verify', {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
    body: exported?.text ?? '',
  });
  expect(verified.body).toMatchObject({ valid: true });
}
