/** The parts of the account's page that need no browser: what alarms, in which order, and where remedies lead. */
import { alertsOf } from '../../src/console/overview/alerts.ts';
import { dueNext } from '../../src/console/overview/due.ts';
import { barOf, partsOf } from '../../src/console/overview/pool-figures.ts';
import { buyLink, remedyLink } from '../../src/console/overview/remedy-link.ts';
import type { Capability, Episode, Overview, Pool, Remedy } from '../../src/console/overview/status.ts';

const pool = (fields: Partial<Pool>): Pool => ({
  resource: 'inspection',
  resourceName: { en: 'Cloud inspections', zh: '云检查' },
  ...{ credited: 1_000, used: 1_000, available: 0, arrears: 0, expired: 0, voided: 0, offset: 0 },
  byStorage: [],
  nextExpiry: null,
  forecast: null,
  suspended: false,
  lots: [],
  ...fields,
});
const refused = (fields: Partial<Capability>): Capability => ({
  capability: 'inspection.upload',
  resource: 'inspection',
  allowed: false,
  ...fields,
});
const open = (fields: Partial<Episode>) =>
  ({
    ...{ id: 'epi_1', accountId: 'acc_1', kind: 'units', state: 'open', resource: 'inspection' },
    ...{ capability: 'inspection.upload', suspendsAt: '2026-03-10T01:00:00.000Z', arrears: 30 },
    ...fields,
  }) as Episode;
const topUp = {
  kind: 'top_up',
  text: { en: 'Top up', zh: '续费' },
  resource: 'inspection',
  sku: 'AIMIS-INTL-CI-QTY-15Y',
  request: {
    path: '/v1/orders',
    body: { lines: [{ sku: 'AIMIS-INTL-CI-QTY-15Y', quantity: 1_000 }] },
    missing: ['termsAccepted'],
  },
} as Remedy;

describe('alerts', () => {
  const none = { pools: [], capabilities: [], episodes: [], remedies: [] };

  test('there is none for what was never bought', () => {
    const capabilities = [
      refused({ reason: 'insufficient_balance' }),
      { capability: 'order.place', allowed: true },
    ];
    expect(alertsOf({ ...none, capabilities })).toEqual([]);
    expect(alertsOf({ ...none, capabilities, pools: [pool({ credited: 0, used: 0 })] })).toEqual([]);
  });

  test('a suspension comes first, with what is outstanding, since when, what is still open and how to end it', () => {
    const found = alertsOf({
      pools: [pool({ arrears: 300, suspended: true }), pool({ resource: 'ai:mimi' })],
      capabilities: [
        refused({ capability: 'ai.review', resource: 'ai:mimi', reason: 'insufficient_balance' }),
        refused({ reason: 'suspended', rule: 'R-INTL-53', since: '2026-03-09T01:00:00.000Z' }),
        { capability: 'inspection.view', allowed: true },
        { capability: 'order.place', allowed: true },
      ],
      episodes: [open({ state: 'suspended' })],
      remedies: [topUp],
    });
    expect(found.map(({ kind, capability }) => `${kind} ${capability}`)).toEqual([
      'suspended inspection.upload',
      'closed ai.review',
    ]);
    expect(found[0]).toMatchObject({
      outstanding: 300,
      since: '2026-03-09T01:00:00.000Z',
      rule: 'R-INTL-53',
      stillOpen: ['inspection.view'],
      remedy: topUp,
    });
    expect(found[1]!.remedy).toBeUndefined();
  });

  test('arrears that are not suspended yet say when they will be', () => {
    const [alert, ...others] = alertsOf({
      ...none,
      pools: [pool({ arrears: 30 })],
      capabilities: [{ capability: 'inspection.upload', resource: 'inspection', allowed: true }],
      episodes: [open({})],
      remedies: [topUp],
    });
    expect(others).toEqual([]);
    expect(alert).toMatchObject({
      kind: 'arrears',
      outstanding: 30,
      suspendsAt: '2026-03-10T01:00:00.000Z',
      remedy: topUp,
    });
  });

  test('a feature whose cover is over is renewed, whatever pools there are', () => {
    const renew = {
      kind: 'renew_order',
      text: topUp.text,
      sku: 'IPC-SW-SUMMARY',
      orderId: 'ord_1',
    } as Remedy;
    const [alert] = alertsOf({
      ...none,
      capabilities: [
        { capability: 'ipc.patient', sku: 'IPC-SW-SUMMARY', allowed: false, reason: 'suspended' },
        { capability: 'ipc.history', allowed: true },
      ],
      remedies: [topUp, renew],
    });
    expect(alert).toMatchObject({ kind: 'suspended', remedy: renew, stillOpen: ['ipc.history'] });
  });
});

describe('a link of a remedy', () => {
  test('fills in what to buy', () => {
    expect(remedyLink('acc_1', topUp)).toBe('/buy?accountId=acc_1&sku=AIMIS-INTL-CI-QTY-15Y&quantity=1000');
    expect(buyLink('acc_1')).toBe('/buy?accountId=acc_1');
    expect(
      buyLink('acc_1', { sku: 'S', quantity: 1, term: { count: 2, unit: 'year' }, organizationId: 'org_1' }),
    ).toBe('/buy?accountId=acc_1&sku=S&quantity=1&organizationId=org_1&term=2');
  });

  test('opens the order or the service', () => {
    const of = (fields: Partial<Remedy>) => remedyLink('acc_1', { ...topUp, ...fields });
    expect(of({ kind: 'renew_order', orderId: 'ord_1' })).toBe('/orders/ord_1');
    expect(of({ kind: 'pay_order', orderId: 'ord_1' })).toBe('/orders/ord_1/pay');
    expect(of({ kind: 'accept_service', serviceId: 'svc_1' })).toBe('/services/svc_1');
    expect(of({ kind: 'sign_agreement' })).toBeNull();
  });
});

test('the parts of a pool are all that was credited, and fill its bar; refunded units are not expired ones', () => {
  const parts = partsOf(pool({ credited: 1_000, used: 250, expired: 200, voided: 50, available: 500 }));
  expect(parts).toEqual({ total: 1_000, used: 250, expired: 200, refunded: 50, available: 500 });
  expect(barOf(parts)).toEqual([
    { from: 0, width: 25 },
    { from: 25, width: 20 },
    { from: 45, width: 5 },
    { from: 50, width: 50 },
  ]);
});

test('a part that is small can be seen, and an empty pool has an empty bar', () => {
  const none = { used: 0, expired: 0, refunded: 0 };
  const [used, expired, , available] = barOf({ ...none, total: 1_000_000, used: 1, available: 999_999 });
  expect(used!.width).toBeGreaterThan(0.9);
  expect(expired!.width).toBe(0);
  expect(available!.from + available!.width).toBeCloseTo(100);
  expect(barOf({ ...none, total: 0, available: 0 }).map(({ width }) => width)).toEqual([0, 0, 0, 0]);
});

describe('what comes next', () => {
  const name = { en: 'Assistant', zh: '助手' };
  const at = '2026-04-08T16:00:00.000Z';
  const none = { items: [], more: false };
  const lot = (fields: object) => ({ expiresAt: at, orderId: 'ord_1', ...fields });
  const next = (deadlines: readonly object[], lots: readonly object[] = []) =>
    dueNext(
      {
        pools: [pool({ lots: lots as Pool['lots'] })],
        licences: { items: [], nextCursor: null },
        overview: {
          due: { items: deadlines, more: false },
          terms: {
            items: [{ name, orderId: 'ord_1', from: '2026-03-08T16:00:00.000Z', until: at }],
            more: false,
          },
          services: none,
          orders: { items: [{ id: 'ord_1', reference: 'PO-1' }], more: false },
        } as unknown as Overview,
      },
      'zh',
    );

  test('has no reminders, and names a deadline after what ends: a period, a service or an order', () => {
    const found = next([
      { kind: 'term.reminder', at, orderId: 'ord_1' },
      { kind: 'crediting.warning', at, orderId: 'ord_1' },
      { kind: 'term.ends', at, orderId: 'ord_1' },
      { kind: 'payment.due', at: '2026-03-01T00:00:00.000Z', orderId: 'ord_1' },
      { kind: 'payment.due', at: '2026-03-02T00:00:00.000Z', orderId: 'ord_2' },
    ]);
    expect(found.map(({ kind, about }) => [kind, about])).toEqual([
      ['payment.due', 'PO-1'],
      ['payment.due', undefined],
      ['term.ends', '助手'],
    ]);
  });

  test('counts the units of all live lots that expire together, however many deadlines there are', () => {
    const lots = [
      lot({ remaining: 10_000 }),
      lot({ remaining: 16_000, orderId: 'ord_2' }),
      lot({ remaining: 0 }),
      lot({ remaining: 5, expiresAt: '2026-04-09T16:00:00.000Z' }),
    ];
    const found = next([{ kind: 'lot.expires', at, lotId: 'lot_1', orderId: 'ord_1' }], lots);
    expect(found.map(({ units, orderId }) => [units?.count, orderId])).toEqual([
      [26_000, undefined],
      [5, 'ord_1'],
    ]);
    expect(found[0]).toMatchObject({ kind: 'lot.expires', about: '云检查', at });
  });

  test('says once what falls due several times at once', () => {
    const twice = [1, 2].map(() => ({ kind: 'term.ends', at, orderId: 'ord_1' }));
    expect(next(twice)).toMatchObject([{ kind: 'term.ends', count: 2, orderId: 'ord_1' }]);
  });
});
