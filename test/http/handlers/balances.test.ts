/** Balances forecast when a pool runs out and what will expire unused, and can be read as of a past instant. */
import { DAY_MS, plusMs, type Instant } from '../../../src/domain/instant.ts';
import { extendLot } from '../../../src/application/entitlements/lots/extend-lot.ts';
import { runTransaction } from '../../../src/storage/transaction.ts';
import type { Pool } from '../../../src/contracts/balances.ts';
import { creditLot, setClock } from '../../support/lots.ts';
import { TESTER } from '../../support/order-fixtures.ts';
import { newAccount, startApi, type Api } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const START: Instant = '2025-06-01T00:00:00.000Z';
const afterDays = (days: number): Instant => plusMs(START, days * DAY_MS);

/** A sandbox account in Singapore with AI units, and its actions. */
async function customer() {
  const accountId = await newAccount(api, { sandboxNow: START });
  const made = await api.call('sales', `/v1/accounts/${accountId}/organizations`, {
    body: { name: 'Radiology' },
  });
  const organizationId = String(made.body['id']);
  return {
    accountId,
    credit: (units: number, expiresAt: Instant, resource = 'ai:mimi') =>
      creditLot(api.fixture, accountId, { resource, units, purchasedAt: START, expiresAt }),
    clock: (days: number) => setClock(api.fixture, accountId, afterDays(days)),
    use: async (quantity: number, resource = 'ai:mimi') => {
      const { status, body } = await api.call('platform', '/v1/usages', {
        body: { accountId, organizationId, resource, quantity },
      });
      expect(status).toBe(201);
      return String(body['id']);
    },
    pool: async (asOf?: Instant, resource = 'ai:mimi'): Promise<Pool> => {
      const query = asOf === undefined ? '' : `?asOf=${asOf}`;
      const { body } = await api.call('platform', `/v1/accounts/${accountId}/balances${query}`);
      return (body['pools'] as Pool[]).find((pool) => pool.resource === resource)!;
    },
  };
}

describe('the forecast', () => {
  it('is absent if nothing was used or nothing is left', async () => {
    const who = await customer();
    await who.credit(100, afterDays(365));
    await who.clock(10);
    expect((await who.pool()).forecast).toBeNull();
    await who.use(100);
    expect(await who.pool()).toMatchObject({ available: 0, forecast: null });
  });

  it('is absent in the first day of a pool, whose hours say nothing about days', async () => {
    const who = await customer();
    await who.credit(1_000, afterDays(365));
    await who.use(100);
    await who.clock(0.99);
    expect((await who.pool()).forecast).toBeNull();
    await who.clock(1);
    // 100 a day: the remaining 900 last for 9 days.
    expect((await who.pool()).forecast).toEqual({ exhaustsOn: '2025-06-11', unitsAtRisk: 0 });
  });

  it('of a young pool starts at its first credit', async () => {
    const who = await customer();
    await who.credit(1_000, afterDays(365));
    await who.clock(10);
    await who.use(100);
    // 10 a day: the remaining 900 last for 90 days.
    expect((await who.pool()).forecast).toEqual({ exhaustsOn: '2025-09-09', unitsAtRisk: 0 });
  });

  it('uses the last 30 days only, regardless of the age of the account', async () => {
    const who = await customer();
    await who.credit(10_000, afterDays(365));
    await who.clock(1);
    await who.use(5_000);
    await who.clock(100);
    await who.use(60);
    await who.clock(110);
    // 60 in 30 days. Of the 4,940 units left, 510 will be used until the lot ends 255 days later.
    expect((await who.pool()).forecast).toEqual({ exhaustsOn: null, unitsAtRisk: 4_430 });
    await who.clock(131);
    expect((await who.pool()).forecast).toBeNull();
  });

  it('predicts how many units of each lot will expire unused', async () => {
    const who = await customer();
    await who.credit(200, afterDays(20));
    await who.credit(100, afterDays(365));
    await who.clock(10);
    await who.use(50);
    // 5 a day: 50 of the 150 that end in 10 days, and all of the others within the next 20 days.
    expect((await who.pool()).forecast).toEqual({ exhaustsOn: '2025-07-11', unitsAtRisk: 100 });
  });

  it('counts usage in arrears as usage', async () => {
    const who = await customer();
    await who.credit(50, afterDays(365), 'inspection');
    await who.clock(10);
    await who.use(80, 'inspection');
    await who.credit(80, afterDays(365), 'inspection');
    // 80 in ten days, 50 left.
    expect(await who.pool(undefined, 'inspection')).toMatchObject({
      available: 50,
      forecast: { exhaustsOn: '2025-06-17', unitsAtRisk: 0 },
    });
  });

  it('uses dates in the time zone of the account', async () => {
    const who = await customer();
    await who.credit(20, afterDays(365));
    await who.clock(1);
    await who.use(1);
    // The last of 19 units is used after 19 days at 00:00 UTC, 08:00 in Singapore.
    expect((await who.pool()).forecast!.exhaustsOn).toBe('2025-06-21');
    const evening = plusMs(afterDays(1), DAY_MS * 0.75);
    await setClock(api.fixture, who.accountId, evening);
    // 1 in 1.75 days: 33.25 days from 18:00 UTC, which is 02:00 of the next day in Singapore.
    expect((await who.pool()).forecast!.exhaustsOn).toBe('2025-07-06');
  });

  it('as of a past instant is the forecast of that time', async () => {
    const who = await customer();
    await who.credit(1_000, afterDays(365));
    await who.clock(10);
    await who.use(100);
    await who.clock(20);
    await who.use(500);
    expect((await who.pool(afterDays(10))).forecast).toEqual({ exhaustsOn: '2025-09-09', unitsAtRisk: 0 });
    expect((await who.pool()).forecast).toEqual({ exhaustsOn: '2025-07-04', unitsAtRisk: 0 });
  });
});

describe('as of a past instant', () => {
  it('a lot has its end from before the extension', async () => {
    const who = await customer();
    const lotId = await who.credit(100, afterDays(30));
    await who.credit(50, afterDays(40));
    const extendTo = (expiresOn: string) =>
      runTransaction(api.fixture, TESTER, (unit) =>
        extendLot(unit, { lotId, expiresOn, reason: 'as promised' }),
      );
    await who.clock(10);
    await extendTo('2025-08-01');
    await who.clock(20);
    await extendTo('2025-09-01');
    const endsAsOf = async (days: number) => {
      const { lots, nextExpiry } = await who.pool(afterDays(days));
      return [lots.find(({ id }) => id === lotId)!.expiresOn, nextExpiry!.units];
    };
    expect(await endsAsOf(5)).toEqual(['2025-07-01', 100]);
    expect(await endsAsOf(10)).toEqual(['2025-08-01', 50]);
    expect(await endsAsOf(19)).toEqual(['2025-08-01', 50]);
    expect(await endsAsOf(20)).toEqual(['2025-09-01', 50]);
    expect(await who.pool(afterDays(20))).toEqual(await who.pool());
  });

  it('an expiry that is booked during the read is not counted twice', async () => {
    const who = await customer();
    await who.credit(100, afterDays(5));
    await who.clock(6);
    // The expiry is due and not booked. Booking it now must not change the result.
    const asOf = afterDays(6);
    const readings = await Promise.all([
      ...Array.from({ length: 8 }, () => who.pool(asOf)),
      who.credit(1, afterDays(365)),
      ...Array.from({ length: 8 }, () => who.pool(asOf)),
    ]);
    for (const pool of readings) {
      if (typeof pool !== 'string') expect(pool).toMatchObject({ expired: 100 });
    }
  });
});
