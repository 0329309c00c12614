/** Each process of the product is killed while the clock of a sandbox is advanced by more than a year. */
import { dateIn, plusCalendar, type CalendarDate } from '../../src/domain/calendar.ts';
import { DAY_MS, plusMs, type Instant } from '../../src/domain/instant.ts';
import { MOST_DUE } from '../../src/application/ledger/settle-ledger.ts';
import { newId } from '../../src/infra/ids.ts';
import { inParallel } from '../../src/infra/in-parallel.ts';
import { availableIn, soundLedger } from '../support/ledger-checks.ts';
import type { ProcessName } from '../support/running-product.ts';
import {
  buy,
  expectBoughtOnce,
  expectSoundAccounts,
  noticesOf,
  openCustomer,
  untilState,
} from './customers.ts';
import { productOfThisFile } from './product-of-this-file.ts';
import { whenSeen, type Moment } from './seen.ts';

const REMINDED: Omit<Moment, 'nth'> = {
  collection: 'notices',
  match: { operationType: 'insert', 'fullDocument.kind': 'lot.expiring' },
};
const EXPIRED: Omit<Moment, 'nth'> = {
  collection: 'notices',
  match: { operationType: 'insert', 'fullDocument.kind': 'lot.expired' },
};

const theProduct = productOfThisFile();

test.each<[ProcessName, string, Moment]>([
  ['worker', 'a reminder', { ...REMINDED, nth: 3 }],
  ['api', 'the first reminder', { ...REMINDED, nth: 1 }],
  ['mongod', 'the end of a lot', { ...EXPIRED, nth: 1 }],
  ['temporal', 'a reminder', { ...REMINDED, nth: 5 }],
])(
  'with %s killed at %s, the advance comes to its end and everything on its way happens once',
  async (name, _moment, moment) => {
    const product = theProduct();
    const database = await product.openDatabase();
    const accountId = await openCustomer(product, '2025-03-07T09:07:00.000Z');
    const orderIds = [await buy(product, accountId), await buy(product, accountId)];
    for (const orderId of orderIds) await untilState(database, orderId, 'active');

    let back: Promise<void> | undefined;
    const { seen } = await whenSeen(database, moment, () => ({ back } = product.kill(name)));
    const key = newId('key');
    const advance = () =>
      product.insist('sales', `/v1/accounts/${accountId}/clock/advance`, { by: 'P1Y1D' }, key);
    const [first] = await Promise.all([advance(), seen.then(() => back)]);
    const again = await advance();

    const now = '2026-03-08T09:07:00.000Z';
    expect([first.body, again.body]).toEqual([{ now }, { now }]);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(
      await database.models.clockAdvances.find({ accountId }, { state: 1, target: 1, _id: 0 }).lean(),
    ).toEqual([{ state: 'done', target: now }]);
    expect(await database.models.audit.countDocuments({ accountId, type: 'clock.advanced' })).toBe(1);
    expect(await database.models.deadlines.countDocuments({ accountId })).toBe(0);
    for (const orderId of orderIds) {
      await untilState(database, orderId, 'completed');
      await expectBoughtOnce(product, orderId);
      // Two lots, each with reminders 30, 7 and 1 days before its end.
      expect(await noticesOf(product, orderId, 'lot.expiring')).toBe(6);
      const trail = await database.models.audit.find({ orderId }).sort({ _id: 1 }).lean();
      expect(trail.filter(({ type }) => type === 'lot.reminded')).toHaveLength(6);
      expect(trail.filter(({ type }) => type === 'order.completed').map(({ at }) => at)).toEqual([
        '2026-03-07T16:00:00.000Z',
      ]);
    }
    expect(await database.models.notices.countDocuments({ accountId, kind: 'lot.expired' })).toBe(4);
    await expectSoundAccounts(product, [accountId]);
    const head = await soundLedger({ database }, accountId);
    expect(head.frozenAt).toBe(now);
    expect([availableIn(head, 'ai:mimi'), head.pools.flatMap(({ lots }) => lots)]).toEqual([0, []]);
  },
);

describe('an advance of hundreds of deadlines', () => {
  const START = '2025-03-07T09:07:00.000Z';
  const DEADLINES_OF_A_LOT = 4;
  /** Most end at one midnight, which takes several settling steps; the others end on different days. */
  const AT_ONE_MIDNIGHT = MOST_DUE + 20;
  const ALONE = 30;

  test('with worker, API and mongod killed on the way does everything once, stamped with its due time', async () => {
    const product = theProduct();
    const database = await product.openDatabase();
    const { models } = database;
    const accountId = await openCustomer(product, START);
    const today = dateIn('Asia/Singapore', START);
    const ends = [
      ...Array<CalendarDate>(AT_ONE_MIDNIGHT).fill(plusCalendar(today, { days: 360 })),
      ...Array.from({ length: ALONE }, (_, index) => plusCalendar(today, { days: 300 + index })),
    ];
    await inParallel(ends, 8, async (expiresOn) => {
      const body = { resource: 'inspection', units: 10, storageYears: 15, reason: 'Slow uploads', expiresOn };
      await product.insist('operator', `/v1/accounts/${accountId}/credits`, body);
    });
    expect(await models.deadlines.countDocuments({ accountId })).toBe(ends.length * DEADLINES_OF_A_LOT);

    const kills: Promise<unknown>[] = [];
    const seen: Promise<void>[] = [];
    for (const [name, nth] of [
      ['worker', 60],
      ['api', 150],
      ['mongod', 300],
    ] as const) {
      const moment = { ...REMINDED, nth };
      const watch = await whenSeen(database, moment, () => kills.push(product.kill(name).back));
      seen.push(watch.seen);
    }
    const advance = product.insist(
      'sales',
      `/v1/accounts/${accountId}/clock/advance`,
      { by: 'P1Y1D' },
      newId('key'),
    );
    await Promise.all(seen);
    await Promise.all(kills);
    expect((await advance).body).toEqual({ now: '2026-03-08T09:07:00.000Z' });

    expect(await models.deadlines.countDocuments({ accountId })).toBe(0);
    expect(await models.clockAdvances.find({ accountId }).lean()).toMatchObject([{ state: 'done' }]);
    const lots = await models.lots.find({ accountId }).lean();
    expect(lots).toHaveLength(ends.length);
    expect(lots.filter(({ end, endedAt, expiresAt }) => end !== 'expired' || endedAt !== expiresAt)).toEqual(
      [],
    );
    const dueOf = ({ expiresAt }: { expiresAt: Instant }) =>
      [30, 7, 1].map((days) => plusMs(expiresAt, -days * DAY_MS));
    const reminded = await models.audit.find({ accountId, type: 'lot.reminded' }).lean();
    expect(reminded.map(({ at }) => at).toSorted()).toEqual(lots.flatMap(dueOf).toSorted());
    const told = await models.notices.find({ accountId }).lean();
    const toldAt = (kind: string) =>
      told
        .filter((one) => one.kind === kind)
        .map(({ at }) => at)
        .toSorted();
    expect(toldAt('lot.expiring')).toEqual(lots.flatMap(dueOf).toSorted());
    expect(toldAt('lot.expired')).toEqual(lots.map(({ expiresAt }) => expiresAt).toSorted());
    await expectSoundAccounts(product, [accountId]);
  }, 420_000);
});
