/** Each process of the product is killed while many orders are being paid and credited. */
import type { ProcessName, RunningProduct } from '../support/running-product.ts';
import { buy, expectBoughtOnce, expectSoundAccounts, openCustomer, untilState } from './customers.ts';
import { productOfThisFile } from './product-of-this-file.ts';
import { whenSeen, type Moment } from './seen.ts';

const ACCOUNTS = 3;
const ORDERS = 12;

const PROMISED: Omit<Moment, 'nth'> = { collection: 'payments', match: { operationType: 'insert' } };
const REPORTED: Omit<Moment, 'nth'> = { collection: 'paymentEvents', match: { operationType: 'insert' } };
const CAPTURED: Omit<Moment, 'nth'> = {
  collection: 'payments',
  match: { 'updateDescription.updatedFields.state': 'captured' },
};
const FULFILLING: Omit<Moment, 'nth'> = {
  collection: 'orders',
  match: { 'updateDescription.updatedFields.state': 'fulfilling' },
};
const CREDITED: Omit<Moment, 'nth'> = { collection: 'journalPages', match: { operationType: 'insert' } };

const theProduct = productOfThisFile();

let product: RunningProduct;
let accountIds: string[];
beforeEach(async () => {
  product = theProduct();
  accountIds = await Promise.all(Array.from({ length: ACCOUNTS }, () => openCustomer(product)));
});

test.each<[ProcessName, string, Moment]>([
  ['worker', 'the first capture', { ...CAPTURED, nth: 1 }],
  ['worker', 'a credit', { ...CREDITED, nth: 3 }],
  ['api', 'the first payment', { ...PROMISED, nth: 1 }],
  ['api', 'an event of the provider', { ...REPORTED, nth: 2 }],
  ['mongod', 'a capture', { ...CAPTURED, nth: 2 }],
  ['mongod', 'the first credit', { ...CREDITED, nth: 1 }],
  ['temporal', 'the first capture', { ...CAPTURED, nth: 1 }],
  ['temporal', 'the beginning of crediting', { ...FULFILLING, nth: 2 }],
  ['fake-provider', 'a payment', { ...PROMISED, nth: 3 }],
])('with %s killed at %s, every order is paid and credited once', async (name, _moment, moment) => {
  const database = await product.openDatabase();
  let back: Promise<void> | undefined;
  const { seen } = await whenSeen(database, moment, () => ({ back } = product.kill(name)));

  const buying = Array.from({ length: ORDERS }, (_, index) => buy(product, accountIds[index % ACCOUNTS]!));
  const [orderIds] = await Promise.all([Promise.all(buying), seen.then(() => back)]);

  for (const orderId of orderIds) {
    await untilState(database, orderId, 'active');
    await expectBoughtOnce(product, orderId);
  }
  await expectSoundAccounts(product, accountIds);
});
