/** A perpetual licence of a product line that no code knows is sold once for a scope, as software is (AMB-51). */
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { publishCatalogue } from '../../../src/application/catalogue/publish-catalogue.ts';
import { perpetualLicences } from '../../../src/storage/migrations/0005-perpetual-licences.ts';
import type { AccountDocument } from '../../../src/storage/collections/accounts.ts';
import type { OrderDocument } from '../../../src/storage/collections/orders.ts';
import {
  addOrganization,
  openAccount,
  orderOf,
  payOffline,
  readOrder,
} from '../../support/order-fixtures.ts';
import { applyCommand } from '../../support/order-steps.ts';
import { START, eventOf, paymentSteps } from '../../support/payment-steps.ts';
import { useHeldFixture } from '../../support/use-fixture.ts';
import { SHIPPED_CATALOGUE } from '../catalogue/shipped-catalogue.ts';
import { SMS_LINES, smsLineFile } from '../catalogue/sms-line.ts';

const { fixture } = useHeldFixture(START);
const { charge, receive, paymentsOf } = paymentSteps(fixture);

/** Of the account, for ever; and one that is delivered in units, of which more can be bought at any time. */
const NAME = 'SMS-US-NAME';
const DELIVERED = 'SMS-US-DELIVERED';

beforeAll(async () => {
  const [us] = SMS_LINES;
  const file = smsLineFile(us!);
  const sold = file.skus.find(({ sku }) => sku === NAME)!;
  const forEver = (sku: string, delivery: 'online' | 'offline') => ({
    ...sold,
    sku,
    term: null,
    fulfilment: { kind: 'licence', validity: 'perpetual', delivery },
  });
  const skus = [
    ...file.skus.filter(({ sku }) => sku !== NAME),
    forEver(NAME, 'online'),
    { ...forEver(DELIVERED, 'offline'), scope: 'organization' },
  ];
  const folder = await mkdtemp(path.join(tmpdir(), 'catalogue-'));
  await cp(SHIPPED_CATALOGUE, folder, { recursive: true });
  await writeFile(path.join(folder, 'sms-us.json'), JSON.stringify({ ...file, skus }));
  await publishCatalogue(fixture, fixture.catalogues, { folder, demoPrices: true });
  await rm(folder, { recursive: true });
});

const buyer = () => openAccount(fixture, { agreement: false });
const placed = (account: AccountDocument) => orderOf(fixture, account, [{ sku: NAME, quantity: 1 }]);
const confirmed = async (account: AccountDocument) => applyCommand(fixture, await placed(account), 'confirm');
const ALREADY = { code: 'order_invalid', details: { errors: [{ code: 'already_licensed' }] } };

async function credited(order: OrderDocument): Promise<OrderDocument> {
  await payOffline(fixture, order);
  await applyCommand(fixture, order, 'start_fulfilment');
  return applyCommand(fixture, order, 'credit');
}

it('is refused to an account that has it, and to the second line of an order', async () => {
  const account = await buyer();
  await credited(await confirmed(account));
  await expect(placed(account)).rejects.toMatchObject(ALREADY);
  const twice = orderOf(fixture, await buyer(), [
    { sku: NAME, quantity: 1 },
    { sku: NAME, quantity: 1 },
  ]);
  await expect(twice).rejects.toMatchObject({
    code: 'order_invalid',
    details: { errors: [{ path: 'lines[1].sku', code: 'already_licensed' }] },
  });
  await expect(placed(await buyer())).resolves.toMatchObject({ state: 'awaiting_confirmation' });
});

it('of two orders captured at one moment is bought once; the other payment is excess', async () => {
  const account = await buyer();
  const [first, second] = [await confirmed(account), await confirmed(account)];
  const events = [eventOf(await charge(first), first), eventOf(await charge(second), second)];
  expect((await Promise.all(events.map(receive))).sort()).toEqual(['captured', 'excess']);
  const payments = [...(await paymentsOf(first)), ...(await paymentsOf(second))];
  expect(payments.map(({ reason }) => reason)).toContain('already_licensed');
});

it('that another order has paid for cannot be confirmed or paid, also before it is credited', async () => {
  const account = await buyer();
  const [first, second, third] = [await confirmed(account), await confirmed(account), await placed(account)];
  await payOffline(fixture, first);
  await expect(charge(second)).rejects.toMatchObject(ALREADY);
  await expect(applyCommand(fixture, third, 'confirm')).rejects.toMatchObject(ALREADY);
  expect(await payOffline(fixture, second)).toMatchObject({ state: 'excess', reason: 'already_licensed' });
});

it('that is delivered in units can be bought again at any time', async () => {
  const account = await buyer();
  const { _id: organizationId } = await addOrganization(fixture, account);
  const sets = () => orderOf(fixture, account, [{ sku: DELIVERED, quantity: 1, organizationId }]);
  await credited(await applyCommand(fixture, await sets(), 'confirm'));
  await expect(sets()).resolves.toMatchObject({ state: 'awaiting_confirmation' });
});

it('that an order of an older version paid for is held by it after the migration; a second one is left as it is', async () => {
  const account = await buyer();
  const [first, second, third] = [
    await confirmed(account),
    await confirmed(account),
    await confirmed(account),
  ];
  const { orders } = fixture.database.models;
  const forget = ({ _id }: OrderDocument) => orders.updateOne({ _id }, { $set: { perpetualLicences: [] } });
  for (const order of [first, second]) {
    await payOffline(fixture, order);
    await forget(order);
  }
  for (let runs = 0; runs < 2; runs += 1) {
    await perpetualLicences.run(fixture.database);
    expect((await readOrder(fixture, first)).perpetualLicences).toEqual([`${account._id} ${NAME} `]);
    expect(await readOrder(fixture, second)).toMatchObject({
      perpetualLicences: [],
      payment: { state: 'captured' },
    });
  }
  await expect(charge(third)).rejects.toMatchObject(ALREADY);
});
