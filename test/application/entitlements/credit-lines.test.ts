import { anniversaryEnd } from '../../../src/domain/calendar.ts';
import { DAY_MS, HOUR_MS, plusMs } from '../../../src/domain/instant.ts';
import { availableIn, soundLedger } from '../../support/ledger-checks.ts';
import { INSPECTIONS, lotsOf, MIMI, readOrder, auditTrailOf } from '../../support/order-fixtures.ts';
import {
  deadlinesOf,
  applyCommand,
  processDeadline,
  orderAfter,
  recordOf,
} from '../../support/order-steps.ts';
import { useHeldFixture } from '../../support/use-fixture.ts';

const START = '2026-01-10T09:00:00.000Z';
/** Resets an order as if it had not been credited. */
const FORGOTTEN = {
  $set: { state: 'fulfilling', 'lines.$[].state': 'pending', 'lines.$[].entitlements': [] },
} as const;
const { fixture, clock } = useHeldFixture(START);

/** The end of a purchase at the start, by an account in Singapore. */
const { expiresAt: PROMISED_END } = anniversaryEnd(START, { years: 1 }, 'Asia/Singapore');

it('each line becomes one lot with the deadlines of its life, and its order is active', async () => {
  const order = await orderAfter(fixture, 'credit', { lines: [MIMI, INSPECTIONS] });
  expect(order).toMatchObject({ state: 'active', creditedAt: START });
  const lots = await lotsOf(fixture, order);
  for (const [index, lineRecord] of order.lines.entries()) {
    expect(lineRecord).toMatchObject({ state: 'credited', quantity: [MIMI, INSPECTIONS][index]!.quantity });
    const lot = lots.find(({ lineId }) => lineId === lineRecord.id)!;
    expect(lineRecord.entitlements).toEqual([{ kind: 'lot', id: lot._id }]);
    expect(lot).toMatchObject({
      credited: lineRecord.quantity,
      purchasedAt: START,
      creditedAt: START,
      expiresAt: PROMISED_END,
      end: null,
    });
    expect((await deadlinesOf(fixture, order)).filter(({ lotId }) => lotId === lot._id)).toMatchObject([
      { kind: 'lot.reminder', daysBefore: 30 },
      { kind: 'lot.reminder', daysBefore: 7 },
      { kind: 'lot.reminder', daysBefore: 1 },
      { kind: 'lot.expires', at: PROMISED_END },
    ]);
  }
  expect(await fixture.database.models.deadlines.countDocuments({ orderId: order._id })).toBe(8);
  const head = await soundLedger(fixture, order.accountId);
  expect([availableIn(head, 'ai:mimi'), availableIn(head, 'inspection')]).toEqual([1_000, 1_000]);
  const notices = await fixture.database.models.notices.find({ accountId: order.accountId }).lean();
  expect(notices.map(({ kind }) => kind).sort()).toEqual(['lot.credited', 'lot.credited', 'order.paid']);
});

it('a line is never credited twice, even if the order has lost its state', async () => {
  const order = await orderAfter(fixture, 'credit');
  await fixture.database.models.orders.updateOne({ _id: order._id }, FORGOTTEN);
  const before = await recordOf(fixture, order);
  await expect(applyCommand(fixture, order, 'credit')).rejects.toThrow();
  expect(await recordOf(fixture, order)).toEqual(before);
  await soundLedger(fixture, order.accountId);
});

it('a line whose lot was used up long ago is not credited again either', async () => {
  const order = await orderAfter(fixture, 'credit');
  clock.stand = PROMISED_END;
  const [{ _id: lotId } = { _id: '' }] = await lotsOf(fixture, order);
  await processDeadline(fixture, order, `lot.expires:${lotId}`);
  await fixture.database.models.orders.updateOne({ _id: order._id }, FORGOTTEN);
  const before = await recordOf(fixture, order);
  await expect(applyCommand(fixture, order, 'credit')).rejects.toMatchObject({ code: 11_000 });
  expect(await recordOf(fixture, order)).toEqual(before);
});

describe('the end of a lot', () => {
  it.each([
    ['credited at once', 0, 0],
    ['credited at the last instant of the promise', DAY_MS, 0],
    ['credited a millisecond late', DAY_MS + 1, DAY_MS],
    ['credited a week after the purchase', 7 * DAY_MS, 6 * DAY_MS],
  ])(
    'that is %s moves by the delay beyond 24 hours, in whole days (AMB-09)',
    async (_, delayMs, extensionMs) => {
      const order = await orderAfter(fixture, 'start_fulfilment');
      clock.pass(delayMs);
      await applyCommand(fixture, order, 'credit');
      const [lot] = await lotsOf(fixture, order);
      expect(lot).toMatchObject({
        purchasedAt: START,
        creditedAt: plusMs(START, delayMs),
        expiresAt: plusMs(PROMISED_END, extensionMs),
      });
      expect((await deadlinesOf(fixture, order)).at(-1)).toMatchObject({
        kind: 'lot.expires',
        at: lot!.expiresAt,
      });
    },
  );

  it('does not move if the policy of the order excludes it', async () => {
    const order = await orderAfter(fixture, 'start_fulfilment');
    const policies = { ...order.policies, extendOnLateCredit: false };
    await fixture.database.models.orders.updateOne({ _id: order._id }, { $set: { policies } });
    clock.pass(3 * DAY_MS);
    await applyCommand(fixture, order, 'credit');
    expect(await lotsOf(fixture, order)).toMatchObject([{ expiresAt: PROMISED_END }]);
  });
});

it('reminders whose day has passed are not set', async () => {
  const order = await orderAfter(fixture, 'start_fulfilment');
  const policies = { ...order.policies, extendOnLateCredit: false };
  await fixture.database.models.orders.updateOne({ _id: order._id }, { $set: { policies } });
  clock.stand = plusMs(PROMISED_END, -3 * DAY_MS);
  await applyCommand(fixture, order, 'credit');
  expect((await deadlinesOf(fixture, order)).map(({ kind, daysBefore }) => [kind, daysBefore])).toEqual([
    ['lot.reminder', 1],
    ['lot.expires', null],
  ]);
});

it('a lot credited after its end expires at once, with a notice and without deadlines', async () => {
  const order = await orderAfter(fixture, 'start_fulfilment');
  const policies = { ...order.policies, extendOnLateCredit: false };
  await fixture.database.models.orders.updateOne({ _id: order._id }, { $set: { policies } });
  clock.stand = plusMs(PROMISED_END, HOUR_MS);
  await applyCommand(fixture, order, 'credit');
  expect(await readOrder(fixture, order)).toMatchObject({ state: 'active', lines: [{ state: 'expired' }] });
  expect(await lotsOf(fixture, order)).toMatchObject([
    { end: 'expired', endedAt: clock.now(), final: { expired: 1_000 } },
  ]);
  expect(await deadlinesOf(fixture, order)).toEqual([]);
  expect((await auditTrailOf(fixture, order)).map(({ type }) => type)).toContain('lot.expired');
  await soundLedger(fixture, order.accountId);
});
