/**
 * The history of a customer with every kind of event: past balances equal what was read then, the timeline is one list,
 * and the export verifies or names the changed line (rules §8.17, §8.18).
 */
import { z } from 'zod';
import type { Pool } from '../../../src/contracts/balances.ts';
import { verdict as verdictShape } from '../../../src/contracts/exports.ts';
import { accountTimelineEntry } from '../../../src/contracts/timeline.ts';
import type { Instant } from '../../../src/domain/instant.ts';
import { EXPORTED } from '../../../src/application/exports/exported-records.ts';
import { ProductClient, read, SANDBOX_START, type Customer } from '../../support/product-client.ts';
import { startProduct, type Product } from '../../support/product.ts';

const RESOURCE = 'inspection';
const INSPECTIONS = { sku: 'AIMIS-INTL-CI-QTY-15Y', quantity: 1_000 };
const MIMI = { sku: 'AIMIS-INTL-AI-MIMI', quantity: 1_000 };

let product: Product;
let client: ProductClient;
let customer: Customer;
/** The last balances read at each instant of an event. */
const readings = new Map<Instant, Pool>();

beforeAll(async () => {
  product = await startProduct();
  client = new ProductClient(product);
  const { id } = await client.customer({ agreement: false });
  const { organizationId, consortiumId } = await client.consortium(id);
  customer = { id, organizationId };
  await live(consortiumId);
});
afterAll(() => product.close());

/** Bought, used, overdrawn, suspended, topped up, corrected, refunded and expired, with services, licences and cover. */
async function live(consortiumId: string): Promise<void> {
  const { id, organizationId } = customer;
  let now = SANDBOX_START;
  const look = async () => void readings.set(now, await client.pool(id, RESOURCE));
  const wait = async (by: string) => {
    now = await client.advance(id, { by });
    await look();
  };
  const use = async (quantity: number) => {
    const { id: usageId } = await client.use(customer, { resource: RESOURCE, quantity });
    await look();
    return usageId;
  };

  await client.call('sales', `/v1/files?accountId=${id}`, {
    method: 'POST',
    body: '%PDF-1.7\n%%EOF',
    headers: { 'content-type': 'application/pdf', 'x-file-name': 'agreement.pdf' },
  });
  const agreement = await client.sign(id);
  await client.bought(id, [INSPECTIONS]);
  await look();
  await wait('P3D');
  await use(400);
  await wait('P1D');
  await use(550);
  await wait('PT1H');
  const overdrawn = await use(80);
  await wait('PT24H');
  await wait('P2D');
  await client.grant(id, { units: 10, expiresOn: '2025-06-01' });
  await look();
  await wait('PT1H');
  await client.bought(id, [INSPECTIONS]);
  await look();
  await wait('P10D');
  await client.reverse(overdrawn);
  await look();
  await wait('P1D');
  const [granted] = (await client.lots(id)).filter(({ expiresOn }) => expiresOn === '2025-06-01');
  await client.extend(granted!.id, '2025-07-01');
  await look();
  await wait('P20D');
  await use(30);

  const mimi = await client.bought(id, [MIMI]);
  const refund = { reason: 'No longer needed', agreementId: agreement.id, clause: '7.2' };
  await client.call('operator', `/v1/orders/${mimi.id}/refunds`, { body: refund });
  const work = { sku: 'HW-DEV-MODELDEV-STD', quantity: 1, organizationId };
  const served = await client.bought(id, [work], { termsVersion: '2025-07-08' });
  const serviceId = served.lines[0]!.entitlements[0]!.id;
  for (const [command, body] of [
    ['start', {}],
    ['deliver', { evidence: { note: 'Handed over' } }],
  ] as const) {
    await client.call('delivery', `/v1/services/${serviceId}/${command}`, { body });
  }
  const term = { count: 1, unit: 'year' } as const;
  const software = { sku: 'AIMIS-INTL-SW-BASIC', quantity: 1, consortiumId, term };
  await client.bought(id, [software]);
  const cover = { sku: 'IPC-SW-PREVISIT', quantity: 1, organizationId, term };
  await client.bought(id, [cover], { termsVersion: '2026-03-24' });
  await wait('P2M');
  await wait('P1Y');
}

async function exportOf(accountId: string): Promise<string> {
  return (await client.call('operator', `/v1/accounts/${accountId}/export`)).text;
}

async function verdictOf(text: string) {
  const headers = { 'content-type': 'application/x-ndjson' };
  return read(
    verdictShape,
    await client.call('operator', '/v1/verify', { method: 'POST', body: text, headers }),
  );
}

test('balances as of any past instant equal what was read then, including suspension, ends of lots and forecast', async () => {
  expect([...readings.values()].filter(({ suspended }) => suspended)).not.toEqual([]);
  expect([...readings.values()].filter(({ forecast }) => forecast?.exhaustsOn)).not.toEqual([]);
  for (const [at, reading] of readings) {
    expect([at, await client.pool(customer.id, RESOURCE, at)]).toEqual([at, reading]);
  }
});

test('the timeline is one list in order of effect, and contains that of each order', async () => {
  const page = z.strictObject({ items: z.array(accountTimelineEntry), nextCursor: z.null() });
  const { items } = read(page, await client.call('sales', `/v1/accounts/${customer.id}/timeline?limit=200`));
  expect(items.map(({ at }) => at)).toEqual(items.map(({ at }) => at).toSorted());
  const types = items.map(({ type }) => type);
  const episode = types.filter((type) => type.startsWith('episode.') || type === 'usage.reversed');
  expect(episode.slice(0, 3)).toEqual(['episode.opened', 'episode.suspended', 'episode.reduced']);
  expect(types).toEqual(
    expect.arrayContaining([
      'account.created',
      'usage.accepted',
      'usage.reversed',
      'lot.extended',
      'lot.expired',
    ]),
  );
  const orders = new Set(items.flatMap(({ orderId }) => orderId ?? []));
  for (const orderId of orders) {
    const ofOrder = items.filter((entry) => entry.orderId === orderId);
    expect(ofOrder.map(({ orderId: _, ...entry }) => entry)).toEqual(await client.timeline(orderId));
  }
});

test('the export verifies, and a changed line of any type is named', async () => {
  const text = await exportOf(customer.id);
  const lines = text.trimEnd().split('\n');
  const typeOf = (line: string) => (JSON.parse(line) as { type: string }).type;
  const entries = lines.filter((line) => typeOf(line) === 'journal').length;
  expect(await verdictOf(text)).toEqual({ valid: true, entries });

  const types = new Set(lines.map(typeOf));
  expect([...types]).toEqual([...EXPORTED.map(({ type }) => type), 'usage', 'journal', 'ledger', 'head']);
  for (const type of types) {
    const at = lines.findLastIndex((line) => typeOf(line) === type);
    // Changes a figure or an instant of the record.
    const changed = lines[at]!.replace(/(?<=20)2(?=[4-9]-)/, '3');
    expect([type, changed === lines[at]]).toEqual([type, false]);
    const { valid, firstBroken } = await verdictOf(lines.with(at, changed).join('\n'));
    expect([type, valid, firstBroken?.line]).toEqual([type, false, at + 1]);
  }
});
