/** Each process that credits is killed between two slices of a large order. */
import { eventually } from '../support/eventually.ts';
import type { ProcessName, RunningProduct } from '../support/running-product.ts';
import { confirm, expectSoundAccounts, openCustomer, pay, untilState } from './customers.ts';
import { productOfThisFile } from './product-of-this-file.ts';
import { whenSeen, type Moment } from './seen.ts';

const LINES = 24;
const UNITS = 100;
/** The second of three slices begins. */
const FIRST_SLICE: Moment = {
  collection: 'audit',
  match: { 'fullDocument.type': 'order.partly_credited' },
  nth: 1,
};

const theProduct = productOfThisFile();

async function place(product: RunningProduct, accountId: string): Promise<string> {
  const organization = await product.insist('sales', `/v1/accounts/${accountId}/organizations`, {
    name: 'Radiology',
  });
  const organizationId = String(organization.body['id']);
  const { body } = await product.insist('sales', '/v1/orders', {
    accountId,
    channel: 'online',
    termsAccepted: true,
    termsVersion: '2025-07-08',
    lines: Array.from({ length: LINES }, () => ({
      sku: 'HW-DEV-MODELDEV-STD',
      quantity: UNITS,
      organizationId,
    })),
  });
  return String(body['id']);
}

test.each<[ProcessName]>([['worker'], ['mongod'], ['temporal']])(
  'with %s killed between two slices, each service is credited once, and each line has one task',
  async (name) => {
    const product = theProduct();
    const accountId = await openCustomer(product);
    const orderId = await place(product, accountId);
    await confirm(product, orderId);
    const database = await product.openDatabase();
    let back: Promise<void> | undefined;
    const { seen } = await whenSeen(database, FIRST_SLICE, () => ({ back } = product.kill(name)));
    await pay(product, orderId);
    await seen.then(() => back);

    const { lines } = await untilState(database, orderId, 'active');
    const { models } = database;
    expect(await models.services.countDocuments({ orderId, state: 'available' })).toBe(LINES * UNITS);
    expect(lines.map(({ state, services }) => [state, services?.counts])).toEqual(
      Array(LINES).fill(['available', { available: UNITS }]),
    );
    expect(await models.tasks.countDocuments({ orderId, kind: 'service.to_start' })).toBe(LINES);
    const types = (await models.audit.find({ orderId }).lean()).map(({ type }) => type);
    const timesOf = (type: string) => types.filter((one) => one === type).length;
    expect(['order.partly_credited', 'line.credited', 'order.credited'].map(timesOf)).toEqual([4, LINES, 1]);
    const paid = await eventually(
      () => models.notices.find({ accountId, kind: 'order.paid' }).lean(),
      (notices) => notices.length > 0,
    );
    expect(paid).toHaveLength(1);
    await expectSoundAccounts(product, [accountId]);
  },
);
