/** Scenarios of orders for services, terms and licences: delivered, ended, refunded and renewed. */
import type { PublicServiceCommand } from '../../src/domain/entitlements/service-states.ts';
import { termsVersionsOf } from '../../src/domain/catalogue/catalogue.ts';
import { DAY_MS, plusMs } from '../../src/domain/instant.ts';
import type { OrderLineInput } from '../../src/domain/orders/checks/order-input.ts';
import { refundOrder } from '../../src/application/refunds/refund-order.ts';
import { renewOrder } from '../../src/application/orders/renew-order.ts';
import type { AccountDocument } from '../../src/storage/collections/accounts.ts';
import type { OrderDocument } from '../../src/storage/collections/orders.ts';
import { runTransaction } from '../../src/storage/transaction.ts';
import { newId } from '../../src/infra/ids.ts';
import { eventually } from '../support/eventually.ts';
import {
  addOrganization,
  openAccount,
  payOffline,
  signAgreement,
  TESTER,
  type NewAccount,
} from '../support/order-fixtures.ts';
import { recorded, type RecorderTestSystem } from './recorder-test-system.ts';
import { SANDBOX_NOW, type Scenario } from './scenarios.ts';

const WORK = 'HW-DEV-MODELDEV-STD';
export const FEATURE = { sku: 'IPC-SW-PRECONSULT', quantity: 1, term: { count: 2, unit: 'month' } } as const;

export interface Bought {
  readonly account: AccountDocument;
  readonly order: OrderDocument;
}

/** A paid and credited order of one line for an organization, by default in a sandbox. */
export async function bought(
  { testSystem }: RecorderTestSystem,
  input: OrderLineInput,
  customer: NewAccount = { sandboxNow: SANDBOX_NOW },
): Promise<Bought> {
  const account = await openAccount(testSystem.fixture, customer);
  const { _id: organizationId } = await addOrganization(testSystem.fixture, account);
  if (input.sku.startsWith('AIMIS-CN')) {
    await signAgreement(testSystem.fixture, account, { productLines: ['aimis-cn'] });
  }
  const line = input.sku === 'AIMIS-INTL-SW-BASIC' ? await forConsortium(account) : { organizationId };
  const order = await testSystem.orderThatIs('paid', account, [{ ...input, ...line }]);
  return { account, order: await testSystem.settled(order) };

  async function forConsortium({ _id: accountId }: AccountDocument): Promise<{ consortiumId: string }> {
    const consortiumId = newId('con');
    const { database, serverNow } = testSystem.fixture;
    const consortium = { _id: consortiumId, accountId, name: 'North Alliance', createdAt: serverNow() };
    await database.models.consortia.insertMany([consortium]);
    return { consortiumId };
  }
}

/** Waits until the workflow of the order has ended. */
async function over(at: RecorderTestSystem, name: string, order: OrderDocument) {
  await at.testSystem.handle(order).result();
  return [await recorded(at, name, order)];
}

async function serviceOf({ testSystem }: RecorderTestSystem, { _id }: OrderDocument) {
  return testSystem.fixture.database.models.services.findOne({ orderId: _id }).orFail().lean();
}

async function serve(
  at: RecorderTestSystem,
  order: OrderDocument,
  command: PublicServiceCommand,
  reason?: string,
): Promise<void> {
  await at.testSystem.services.gateway.updateService(order._id, {
    by: 'key_delivery',
    requestId: 'req_test',
    commandId: newId('cmd'),
    serviceId: (await serviceOf(at, order))._id,
    command,
    ...(reason === undefined ? {} : { reason }),
  });
}

export const ENTITLEMENT_SCENARIOS: Readonly<Record<string, Scenario>> = {
  'service-accepted': async (at) => {
    const { order } = await bought(at, { sku: WORK, quantity: 1 });
    await serve(at, order, 'assign');
    await serve(at, order, 'start');
    // Out of order, and a repeat.
    await serve(at, order, 'accept').catch(() => undefined);
    await serve(at, order, 'deliver');
    await serve(at, order, 'start');
    await serve(at, order, 'reject', 'incomplete');
    const inDelivery = await recorded(at, 'service-rejected', order);
    await serve(at, order, 'deliver');
    await serve(at, order, 'accept');
    return [inDelivery, ...(await over(at, 'service-accepted', order))];
  },

  'service-by-signal': async (at) => {
    const { order } = await bought(at, { sku: WORK, quantity: 1 });
    const { _id: serviceId } = await serviceOf(at, order);
    const say = async (signal: string, state: string, reason?: string) => {
      await at.testSystem.handle(order).signal(signal, { serviceId, by: 'ticket-1', reason });
      await eventually(
        () => serviceOf(at, order),
        (service) => service.state === state,
      );
    };
    // Refused: it changes nothing, and the details show it.
    await at.testSystem.handle(order).signal('acceptService', { serviceId, by: 'ticket-1' });
    await say('startService', 'in_delivery');
    await say('deliverService', 'delivered');
    await say('rejectService', 'in_delivery', 'incomplete');
    await say('deliverService', 'delivered');
    await say('acceptService', 'accepted');
    return over(at, 'service-by-signal', order);
  },

  'service-lapsed': async (at) => {
    const { account, order } = await bought(at, { sku: WORK, quantity: 1 });
    await at.testSystem.advanceTo(account, (await serviceOf(at, order)).startBy!);
    return over(at, 'service-lapsed', order);
  },

  'maintenance-by-itself': async (at) => {
    const input = { sku: 'AIMIS-INTL-SVC-MAINT', quantity: 2, term: { count: 1, unit: 'year' } } as const;
    const { account, order } = await bought(at, input);
    await at.testSystem.advanceTo(account, (await serviceOf(at, order)).endsAt!);
    return over(at, 'maintenance-by-itself', order);
  },

  'acceptance-reminded': async (at) => {
    const { account, order } = await bought(at, { sku: WORK, quantity: 1 });
    await serve(at, order, 'start');
    await serve(at, order, 'deliver');
    await at.testSystem.advanceTo(account, plusMs(SANDBOX_NOW, 14 * DAY_MS));
    await serve(at, order, 'accept');
    return over(at, 'acceptance-reminded', order);
  },

  'maintenance-ended': async (at) => {
    const input = { sku: 'AIMIS-INTL-SVC-MAINT', quantity: 1, term: { count: 1, unit: 'year' } } as const;
    const { account, order } = await bought(at, input);
    await serve(at, order, 'start');
    await at.testSystem.advanceTo(account, (await serviceOf(at, order)).endsAt!);
    return over(at, 'maintenance-ended', order);
  },

  'licence-ended': async (at) => {
    const input = { sku: 'AIMIS-INTL-SW-BASIC', quantity: 1, term: { count: 1, unit: 'year' } } as const;
    const { account, order } = await bought(at, input);
    await at.testSystem.advanceTo(account, '2028-03-03T00:00:00.000Z');
    return over(at, 'licence-ended', order);
  },

  'perpetual-completed': async (at) => {
    const { order } = await bought(at, { sku: 'AIMIS-CN-SW-BASIC', quantity: 1 });
    return over(at, 'perpetual-completed', order);
  },

  refunded: async (at) => {
    const { testSystem } = at;
    const { order } = await bought(at, { sku: WORK, quantity: 1 });
    await runTransaction(testSystem.fixture, TESTER, (unit) =>
      refundOrder(unit, { refundId: newId('ref'), orderId: order._id, reason: 'not needed any more' }),
    );
    await testSystem.relay(order);
    return over(at, 'refunded', order);
  },

  renewed: async (at) => {
    const { testSystem } = at;
    const { account, order } = await bought(at, FEATURE);
    const { ipc: termsVersion = '' } = termsVersionsOf(await testSystem.fixture.catalogues.current());
    const renewal = await runTransaction(testSystem.fixture, TESTER, (unit) =>
      renewOrder(
        unit,
        order._id,
        { termsAccepted: true, termsVersion },
        { catalogues: testSystem.fixture.catalogues, placedByOperator: false },
      ),
    );
    await testSystem.relay(renewal);
    await testSystem.command(renewal, 'confirm');
    await payOffline(testSystem.fixture, renewal);
    await testSystem.settled(renewal);
    await testSystem.advanceTo(account, '2027-05-02T00:00:00.000Z');
    const renewed = await over(at, 'renewed', order);
    // Only the end of the second term ends the coverage.
    await testSystem.advanceTo(account, '2027-07-02T00:00:00.000Z');
    return [...renewed, ...(await over(at, 'term-ended', renewal))];
  },
};
