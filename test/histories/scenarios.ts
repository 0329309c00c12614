/** Scenarios of orders in each phase and on each side path, reached through the product itself. */
import { mongo } from 'mongoose';
import { createOrderActivities } from '../../activities/orders.ts';
import { DAY_MS, HOUR_MS, instantOf, plusMs } from '../../src/domain/instant.ts';
import type { OrderDocument } from '../../src/storage/collections/orders.ts';
import { newId } from '../../src/infra/ids.ts';
import { eventually } from '../support/eventually.ts';
import { payOnline, providerReports } from '../support/online-payments.ts';
import { openAccount, payOffline, readOrder, signAgreement } from '../support/order-fixtures.ts';
import type { RecordedHistory } from './corpus.ts';
import { recorded, type RecorderTestSystem } from './recorder-test-system.ts';

export type Scenario = (at: RecorderTestSystem) => Promise<RecordedHistory[]>;

/** Duration of timers that fire while a scenario is recorded. */
export const SHORT_MS = 3_000;
/** Longer than local activities are retried without a timer of the workflow. */
export const OUTAGE_MS = 75_000;
export const SANDBOX_NOW = '2027-03-01T09:00:00.000Z';

const one = async (
  at: RecorderTestSystem,
  name: string,
  order: OrderDocument,
): Promise<RecordedHistory[]> => [await recorded(at, name, order)];

const bring = async (at: RecorderTestSystem, stage: 'placed' | 'confirmed' | 'paid') =>
  at.testSystem.orderThatIs(stage, await openAccount(at.testSystem.fixture));

const bringToAgreement = async ({ testSystem }: RecorderTestSystem) => {
  const account = await openAccount(testSystem.fixture, { agreement: false });
  return { account, order: await testSystem.orderThatIs('placed', account) };
};

const bringToHeld = async (at: RecorderTestSystem): Promise<OrderDocument> => {
  const order = await bring(at, 'confirmed');
  await at.testSystem.command(order, 'hold');
  await payOffline(at.testSystem.fixture, order);
  return at.testSystem.settled(order);
};

async function untilItRuns(
  { testSystem }: RecorderTestSystem,
  order: OrderDocument,
  runId: string,
): Promise<void> {
  await eventually(
    () => readOrder(testSystem.fixture, order),
    (seen) => seen.workflowRunId !== null && seen.workflowRunId !== runId,
  );
}

export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  'waiting-for-agreement': async (at) => {
    const { order } = await bringToAgreement(at);
    await at.testSystem.settled(order);
    return one(at, 'waiting-for-agreement', order);
  },

  'waiting-for-confirmation': async (at) => {
    const { account, order } = await bringToAgreement(at);
    await at.testSystem.command(order, 'confirm').catch(() => undefined);
    await signAgreement(at.testSystem.fixture, account);
    await at.testSystem.settled(order);
    return one(at, 'waiting-for-confirmation', order);
  },

  'waiting-for-payment': async (at) => one(at, 'waiting-for-payment', await bring(at, 'confirmed')),

  'payment-expired': async (at) => {
    const { testSystem, clock } = at;
    clock.behindMs = 7 * DAY_MS - SHORT_MS;
    const order = await bring(at, 'confirmed');
    clock.behindMs = 0;
    await testSystem.handle(order).result();
    const expired = await recorded(at, 'payment-expired', order);

    const receivedAt = plusMs(order.awaitingPaymentAt!, DAY_MS);
    await payOffline(testSystem.fixture, order, { receivedAt });
    await testSystem.settled(order);
    return [expired, await recorded(at, 'revived', order)];
  },

  cancelled: async (at) => {
    const order = await bring(at, 'confirmed');
    await at.testSystem.command(order, 'cancel', { reason: 'not needed any more' });
    await at.testSystem.handle(order).result();
    return one(at, 'cancelled', order);
  },

  'held-and-breached': async (at) => {
    at.clock.behindMs = 24 * HOUR_MS - SHORT_MS;
    const order = await bringToHeld(at);
    at.clock.behindMs = 0;
    await eventually(
      () => at.testSystem.view(order),
      (view) => view?.needsAttention === true && view.nextDeadline === null,
    );
    const held = await recorded(at, 'held-and-breached', order);
    await at.testSystem.command(order, 'release');
    await at.testSystem.settled(order);
    return [held, await recorded(at, 'released', order)];
  },

  'paid-offline': async (at) => {
    const order = await bring(at, 'paid');
    await at.testSystem.settled(order);
    return one(at, 'paid-offline', order);
  },

  'declined-then-paid': async (at) => {
    const { testSystem } = at;
    const order = await bring(at, 'confirmed');
    for (const verdict of ['payment.declined', 'payment.captured'] as const) {
      await providerReports(testSystem.fixture, await payOnline(testSystem.fixture, order), verdict);
      await testSystem.settled(order);
    }
    return one(at, 'declined-then-paid', order);
  },

  reminded: async (at) => {
    const { testSystem } = at;
    const order = await testSystem.settled(await bring(at, 'paid'));
    const reminder = { orderId: order._id, kind: 'lot.reminder', daysBefore: 30 } as const;
    await testSystem.fixture.database.models.deadlines.updateOne(reminder, {
      $set: { at: instantOf(Date.now() + SHORT_MS) },
    });
    await testSystem.settled(order);
    await eventually(
      () => testSystem.view(order),
      (view) => view !== null && view.sequence > order.sequence,
    );
    return one(at, 'reminded', order);
  },

  'sandbox-year': async (at) => {
    const { testSystem } = at;
    const account = await openAccount(testSystem.fixture, { sandboxNow: SANDBOX_NOW });
    const order = await testSystem.orderThatIs('paid', account);
    await testSystem.advanceTo(account, '2028-02-20T00:00:00.000Z');
    const reminded = await recorded(at, 'sandbox-advanced', order);
    await testSystem.advanceTo(account, '2028-03-02T00:00:00.000Z');
    await testSystem.handle(order).result();
    return [reminded, await recorded(at, 'completed', order)];
  },

  terminated: async (at) => {
    const { testSystem } = at;
    const order = await bring(at, 'confirmed');
    const { runId } = await testSystem.handle(order).describe();
    await testSystem.handle(order).terminate('lost');
    await payOffline(testSystem.fixture, order);
    await testSystem.settled(order);
    return [await recorded(at, 'terminated', order, runId), await recorded(at, 'restarted', order)];
  },

  'record-moved-on': async (at) => {
    const { testSystem } = at;
    const order = await bring(at, 'confirmed');
    const other = createOrderActivities(testSystem.fixture);
    const by = () => ({ by: 'another run', requestId: 'req_other', commandId: newId('cmd') });
    testSystem.disturbance = async (activity, run) => {
      if (activity !== 'holdCrediting') return run();
      const { held, sequence } = await readOrder(testSystem.fixture, order);
      const next = { orderId: order._id, sequence: sequence + 1, ...by() };
      await (held ? other.releaseCrediting(next) : other.holdCrediting(next));
      return run();
    };
    // Overtaken each time, so that it is finally refused.
    await testSystem.command(order, 'hold').catch(() => undefined);
    testSystem.disturbance = null;
    await testSystem.settled(order);
    return one(at, 'record-moved-on', order);
  },

  outage: async (at) => {
    const { testSystem } = at;
    const order = await bring(at, 'confirmed');
    await payOffline(testSystem.fixture, order);
    const until = Date.now() + OUTAGE_MS;
    testSystem.disturbance = (_activity, run) =>
      Date.now() < until ? Promise.reject(new mongo.MongoNetworkError('MongoDB does not answer')) : run();
    await testSystem.relay(order);
    await eventually(
      () => readOrder(testSystem.fixture, order),
      ({ state }) => state === 'active',
      4 * OUTAGE_MS,
    );
    testSystem.disturbance = null;
    await testSystem.settled(order);
    return one(at, 'outage', order);
  },
};

/** For a server that suggests continue-as-new after few events. */
export const CONTINUED: Scenario = async (at) => {
  const { testSystem } = at;
  const order = await bring(at, 'confirmed');
  const { runId } = await testSystem.handle(order).describe();
  while ((await testSystem.handle(order).describe()).runId === runId) {
    await testSystem.command(order, 'hold');
    await testSystem.command(order, 'release');
  }
  await untilItRuns(at, order, runId);
  await payOffline(testSystem.fixture, order);
  await testSystem.settled(order);
  return [
    await recorded(at, 'continued-as-new', order, runId),
    await recorded(at, 'continued-in-new-run', order),
  ];
};
