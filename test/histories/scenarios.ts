/** What is recorded: an order in each phase and on each side path, as the product itself brings it there. */
import { mongo } from 'mongoose';
import { createOrderActivities } from '../../activities/orders.ts';
import { DAY_MS, HOUR_MS, instantOf, plusMs } from '../../src/domain/instant.ts';
import type { OrderDocument } from '../../src/storage/collections/order.ts';
import { newId } from '../../src/infra/ids.ts';
import { eventually } from '../support/eventually.ts';
import { payOnline, providerReports } from '../support/online-payments.ts';
import { openAccount, payOffline, readOrder, signAgreement } from '../support/order-fixtures.ts';
import type { RecordedHistory } from './corpus.ts';
import { recorded, type RecorderWorld } from './recorder-world.ts';

export type Scenario = (at: RecorderWorld) => Promise<RecordedHistory[]>;

/** How long a timer that is to fire while it is recorded runs. */
export const SHORT_MS = 3_000;
/** Longer than failures are waited out without a timer of the workflow. */
export const OUTAGE_MS = 75_000;
export const SANDBOX_NOW = '2027-03-01T09:00:00.000Z';

const one = async (at: RecorderWorld, name: string, order: OrderDocument): Promise<RecordedHistory[]> => [
  await recorded(at, name, order),
];

const bring = async (at: RecorderWorld, stage: 'placed' | 'confirmed' | 'paid') =>
  at.world.orderThatIs(stage, await openAccount(at.world.shop));

const bringToAgreement = async ({ world }: RecorderWorld) => {
  const account = await openAccount(world.shop, { agreement: false });
  return { account, order: await world.orderThatIs('placed', account) };
};

const bringToHeld = async (at: RecorderWorld): Promise<OrderDocument> => {
  const order = await bring(at, 'confirmed');
  await at.world.command(order, 'hold');
  await payOffline(at.world.shop, order);
  return at.world.settled(order);
};

async function untilItRuns({ world }: RecorderWorld, order: OrderDocument, runId: string): Promise<void> {
  await eventually(
    () => readOrder(world.shop, order),
    (seen) => seen.workflowRunId !== null && seen.workflowRunId !== runId,
  );
}

export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  'waiting-for-agreement': async (at) => {
    const { order } = await bringToAgreement(at);
    await at.world.settled(order);
    return one(at, 'waiting-for-agreement', order);
  },

  'waiting-for-confirmation': async (at) => {
    const { account, order } = await bringToAgreement(at);
    await at.world.command(order, 'confirm').catch(() => undefined);
    await signAgreement(at.world.shop, account);
    await at.world.settled(order);
    return one(at, 'waiting-for-confirmation', order);
  },

  'waiting-for-payment': async (at) => one(at, 'waiting-for-payment', await bring(at, 'confirmed')),

  'payment-expired': async (at) => {
    const { world, clock } = at;
    clock.behindMs = 7 * DAY_MS - SHORT_MS;
    const order = await bring(at, 'confirmed');
    clock.behindMs = 0;
    await world.handle(order).result();
    const expired = await recorded(at, 'payment-expired', order);

    const receivedAt = plusMs(order.awaitingPaymentAt!, DAY_MS);
    await payOffline(world.shop, order, { receivedAt });
    await world.settled(order);
    return [expired, await recorded(at, 'revived', order)];
  },

  cancelled: async (at) => {
    const order = await bring(at, 'confirmed');
    await at.world.command(order, 'cancel', { reason: 'not needed any more' });
    await at.world.handle(order).result();
    return one(at, 'cancelled', order);
  },

  'held-and-breached': async (at) => {
    at.clock.behindMs = 24 * HOUR_MS - SHORT_MS;
    const order = await bringToHeld(at);
    at.clock.behindMs = 0;
    await eventually(
      () => at.world.view(order),
      (view) => view?.needsAttention === true && view.nextDeadline === null,
    );
    const held = await recorded(at, 'held-and-breached', order);
    await at.world.command(order, 'release');
    await at.world.settled(order);
    return [held, await recorded(at, 'released', order)];
  },

  'paid-offline': async (at) => {
    const order = await bring(at, 'paid');
    await at.world.settled(order);
    return one(at, 'paid-offline', order);
  },

  'declined-then-paid': async (at) => {
    const { world } = at;
    const order = await bring(at, 'confirmed');
    for (const verdict of ['payment.declined', 'payment.captured'] as const) {
      await providerReports(world.shop, await payOnline(world.shop, order), verdict);
      await world.settled(order);
    }
    return one(at, 'declined-then-paid', order);
  },

  reminded: async (at) => {
    const { world } = at;
    const order = await world.settled(await bring(at, 'paid'));
    const reminder = { orderId: order._id, kind: 'lot.reminder', daysBefore: 30 } as const;
    await world.shop.database.models.deadlines.updateOne(reminder, {
      $set: { at: instantOf(Date.now() + SHORT_MS) },
    });
    await world.settled(order);
    await eventually(
      () => world.view(order),
      (view) => view !== null && view.sequence > order.sequence,
    );
    return one(at, 'reminded', order);
  },

  'sandbox-year': async (at) => {
    const { world } = at;
    const account = await openAccount(world.shop, { sandboxNow: SANDBOX_NOW });
    const order = await world.orderThatIs('paid', account);
    await world.advanceTo(account, '2028-02-20T00:00:00.000Z');
    const reminded = await recorded(at, 'sandbox-advanced', order);
    await world.advanceTo(account, '2028-03-02T00:00:00.000Z');
    await world.handle(order).result();
    return [reminded, await recorded(at, 'completed', order)];
  },

  terminated: async (at) => {
    const { world } = at;
    const order = await bring(at, 'confirmed');
    const { runId } = await world.handle(order).describe();
    await world.handle(order).terminate('lost');
    await payOffline(world.shop, order);
    await world.settled(order);
    return [await recorded(at, 'terminated', order, runId), await recorded(at, 'restarted', order)];
  },

  'record-moved-on': async (at) => {
    const { world } = at;
    const order = await bring(at, 'confirmed');
    const other = createOrderActivities(world.shop);
    const by = () => ({ by: 'another run', requestId: 'req_other', commandId: newId('cmd') });
    world.disturbance = async (activity, run) => {
      if (activity !== 'holdCrediting') return run();
      const { held, sequence } = await readOrder(world.shop, order);
      const next = { orderId: order._id, sequence: sequence + 1, ...by() };
      await (held ? other.releaseCrediting(next) : other.holdCrediting(next));
      return run();
    };
    // Overtaken each time, so that it is refused in the end.
    await world.command(order, 'hold').catch(() => undefined);
    world.disturbance = null;
    await world.settled(order);
    return one(at, 'record-moved-on', order);
  },

  outage: async (at) => {
    const { world } = at;
    const order = await bring(at, 'confirmed');
    await payOffline(world.shop, order);
    const until = Date.now() + OUTAGE_MS;
    world.disturbance = (_activity, run) =>
      Date.now() < until ? Promise.reject(new mongo.MongoNetworkError('MongoDB does not answer')) : run();
    await world.relay(order);
    await eventually(
      () => readOrder(world.shop, order),
      ({ state }) => state === 'active',
      4 * OUTAGE_MS,
    );
    world.disturbance = null;
    await world.settled(order);
    return one(at, 'outage', order);
  },
};

/** For a server that suggests to go on in a new run after few events. */
export const CONTINUED: Scenario = async (at) => {
  const { world } = at;
  const order = await bring(at, 'confirmed');
  const { runId } = await world.handle(order).describe();
  while ((await world.handle(order).describe()).runId === runId) {
    await world.command(order, 'hold');
    await world.command(order, 'release');
  }
  await untilItRuns(at, order, runId);
  await payOffline(world.shop, order);
  await world.settled(order);
  return [
    await recorded(at, 'continued-as-new', order, runId),
    await recorded(at, 'continued-in-new-run', order),
  ];
};
