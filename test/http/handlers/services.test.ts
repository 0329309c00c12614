/** Reading services, and the commands that need only stored data: repetitions, and commands that cannot succeed. */
import { DAY_MS, plusMs, type Instant } from '../../../src/domain/instant.ts';
import type { ServiceDocument } from '../../../src/storage/collections/services.ts';
import { storeServices } from '../../support/entitlements.ts';
import { openAccount, orderOf } from '../../support/order-fixtures.ts';
import { setClock } from '../../support/lots.ts';
import { errorsOf, pageOf, startApi, type Api } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const NOW: Instant = '2025-06-01T00:00:00.000Z';
const START_BY: Instant = '2026-06-01T16:00:00.000Z';

interface Bought {
  readonly accountId: string;
  readonly ids: string[];
}

/** A service line of a sandbox account whose units have the given states. */
async function bought(...units: Partial<ServiceDocument>[]): Promise<Bought> {
  const account = await openAccount(api.fixture, { sandboxNow: NOW });
  const made = await api.call('sales', `/v1/accounts/${account._id}/organizations`, {
    body: { name: 'Radiology' },
  });
  const organizationId = String(made.body['id']);
  const request = { sku: 'AIMIS-INTL-SVC-DELIVERY', quantity: units.length, organizationId };
  const order = await orderOf(api.fixture, account, [request]);
  const documents = await storeServices(
    api.fixture,
    ...units.map((fields, unit) => ({
      accountId: account._id,
      organizationId,
      orderId: order._id,
      lineId: order.lines[0]!.id,
      unit,
      purchasedAt: NOW,
      startBy: START_BY,
      ...fields,
    })),
  );
  return { accountId: account._id, ids: documents.map(({ _id }) => _id) };
}

const list = async (query: string) => pageOf(await api.call('delivery', `/v1/services${query}`));
const read = async (id: string | undefined, role: 'delivery' | 'sales' = 'delivery') =>
  api.call(role, `/v1/services/${String(id)}`);
const give = async (id: string | undefined, command: string, body: object = {}) =>
  api.call('delivery', `/v1/services/${String(id)}/${command}`, { body });

const ACCEPTANCE = { given: 'staff', acceptedBy: 'Dr. Chen', at: NOW, evidence: null } as const;

const RUNNING = {
  kind: 'maintenance',
  state: 'running',
  runsYears: 1,
  startedAt: NOW,
  endsAt: '2026-06-01T16:00:00.000Z',
} as const;

describe('a service', () => {
  it('is shown with its scope and the actions of the caller', async () => {
    const { accountId, ids } = await bought({ assignee: 'delivery-7' });
    const answer = await read(ids[0]);
    expect(answer.headers.get('x-server-now')).toBe(NOW);
    expect(answer.body).toEqual({
      id: ids[0],
      orderId: expect.stringMatching(/^ord_/) as unknown,
      lineId: expect.stringMatching(/^lin_/) as unknown,
      accountId,
      accountName: 'General Hospital',
      organizationId: expect.stringMatching(/^org_/) as unknown,
      organizationName: 'Radiology',
      sku: 'AIMIS-INTL-SVC-DELIVERY',
      name: { en: expect.any(String) as unknown, zh: expect.any(String) as unknown },
      kind: 'service',
      note: { organizationName: 'Radiology', hasToken: false },
      state: 'available',
      assignee: 'delivery-7',
      assigneeName: 'delivery-7',
      purchasedAt: NOW,
      startBy: START_BY,
      rejections: [],
      actions: ['assign', 'start'],
    });
    expect((await read(ids[0], 'sales')).body['actions']).toEqual([]);
    expect((await read('svc_none')).status).toBe(404);
  });

  it('has lapsed by account time, whether or not that was booked', async () => {
    const { accountId, ids } = await bought({});
    await setClock(api.fixture, accountId, plusMs(START_BY, -1));
    expect((await read(ids[0])).body).toMatchObject({ state: 'available', actions: ['assign', 'start'] });
    await setClock(api.fixture, accountId, START_BY);
    expect((await read(ids[0])).body).toMatchObject({ state: 'lapsed', endedAt: START_BY, actions: [] });
  });

  it('of maintenance ends by account time', async () => {
    const { accountId, ids } = await bought(RUNNING);
    await setClock(api.fixture, accountId, plusMs(RUNNING.endsAt, -1));
    expect((await read(ids[0])).body).toMatchObject({ state: 'running', actions: ['assign'] });
    await setClock(api.fixture, accountId, RUNNING.endsAt);
    expect((await read(ids[0])).body).toMatchObject({
      state: 'ended',
      endedAt: RUNNING.endsAt,
      actions: [],
    });
  });

  it('lists its rejections, with the given name or the reference of the signal', async () => {
    const rejection = { at: NOW, by: 'key_delivery', rejectedBy: 'Dr. Chen', reason: 'Incomplete' };
    const { ids } = await bought({
      state: 'in_delivery',
      rejections: [rejection, { ...rejection, by: 'ticket-1', rejectedBy: null }],
    });
    expect((await read(ids[0])).body['rejections']).toEqual([
      { at: NOW, rejectedBy: 'Dr. Chen', reason: 'Incomplete' },
      { at: NOW, rejectedBy: 'ticket-1', reason: 'Incomplete' },
    ]);
  });
});

describe('services are listed', () => {
  it('by their state at account time, by assignee and by their next deadline', async () => {
    const soon = plusMs(NOW, DAY_MS);
    const { accountId, ids } = await bought(
      { assignee: 'ana' },
      { startBy: soon, assignee: 'ben' },
      { startBy: NOW },
      RUNNING,
      { ...RUNNING, endsAt: NOW },
      { state: 'in_delivery', startedAt: NOW, startBy: soon },
      { state: 'lapsed', endedAt: NOW, startBy: NOW },
    );
    const [available, urgent, overdue, running, over, begun, lapsed] = ids;
    const found = async (query: string) => (await list(`?accountId=${accountId}${query}`)).ids.sort();
    const these = (...some: (string | undefined)[]) => some.map(String).sort();
    expect(await found('')).toEqual(these(...ids));
    expect(await found('&state=available')).toEqual(these(available, urgent));
    expect(await found('&state=lapsed')).toEqual(these(overdue, lapsed));
    expect(await found('&state=running')).toEqual(these(running));
    expect(await found('&state=ended')).toEqual(these(over));
    expect(await found('&state=in_delivery')).toEqual(these(begun));
    expect(await found('&state=accepted')).toEqual([]);
    expect(await found('&assignee=ben')).toEqual(these(urgent));
    expect(await found('&unassigned=true')).toEqual(these(overdue, running, over, begun, lapsed));
    expect(await found('&unassigned=true&assignee=ben')).toEqual([]);
    expect(await found('&open=true')).toEqual(these(available, urgent, begun));
    expect(await found('&open=true&unassigned=true')).toEqual(these(begun));
    expect(await found('&open=true&state=running')).toEqual([]);
    expect(await found(`&dueBefore=${soon}`)).toEqual([]);
    expect(await found(`&dueBefore=${plusMs(soon, 1)}`)).toEqual(these(urgent));
    expect(await found(`&dueBefore=${plusMs(START_BY, 1)}`)).toEqual(these(available, urgent, running));
    expect(await found(`&dueBefore=${plusMs(START_BY, 1)}&state=running`)).toEqual(these(running));
    const states = (await list(`?accountId=${accountId}&state=lapsed`)).items.map(({ state }) => state);
    expect(states).toEqual(['lapsed', 'lapsed']);
  });

  it('page by page, newest purchase first, and without sandboxes by default', async () => {
    const at = (days: number): Instant => plusMs(START_BY, days * DAY_MS);
    const { accountId, ids } = await bought(
      { purchasedAt: at(1) },
      { purchasedAt: at(3) },
      { purchasedAt: at(2), startBy: null },
    );
    const first = await list(`?accountId=${accountId}&limit=2&state=available`);
    expect(first.ids).toEqual([ids[1], ids[2]]);
    const rest = await list(
      `?accountId=${accountId}&limit=2&state=available&cursor=${String(first.nextCursor)}`,
    );
    expect(rest).toMatchObject({ ids: [ids[0]], nextCursor: null });
    expect((await list('')).ids).toEqual([]);
    expect((await list('?sandbox=true')).ids).toEqual(expect.arrayContaining(ids));
  });
});

describe('a command', () => {
  it('that took effect before succeeds without a change, also without Temporal', async () => {
    const { ids } = await bought(
      { state: 'in_delivery', startedAt: NOW, assignee: 'ana' },
      { state: 'delivered', startedAt: NOW, deliveredAt: NOW },
      { state: 'accepted', startedAt: NOW, deliveredAt: NOW, acceptance: ACCEPTANCE },
      {
        state: 'in_delivery',
        startedAt: NOW,
        rejections: [{ at: NOW, by: 'key_1', rejectedBy: 'Dr. Chen', reason: 'Incomplete' }],
      },
    );
    const [started, delivered, accepted, rejected] = ids;
    const before = await api.fixture.database.models.services.find({ _id: { $in: ids } }).lean();
    for (const [id, command, body, state] of [
      [started, 'start', {}, 'in_delivery'],
      [started, 'assign', { assignee: 'ana' }, 'in_delivery'],
      [delivered, 'deliver', { evidence: { note: 'again' } }, 'delivered'],
      [delivered, 'start', {}, 'delivered'],
      [rejected, 'start', {}, 'in_delivery'],
      [accepted, 'deliver', {}, 'accepted'],
      [accepted, 'accept', { acceptedBy: 'Somebody else' }, 'accepted'],
      [rejected, 'reject', { rejectedBy: 'Dr. Chen', reason: 'Incomplete' }, 'in_delivery'],
    ] as const) {
      const answer = await give(id, command, body);
      expect([command, answer.status, answer.body['state']]).toEqual([command, 200, state]);
    }
    expect(await api.fixture.database.models.services.find({ _id: { $in: ids } }).lean()).toEqual(before);
    expect(
      await api.fixture.database.models.serviceEvidence.countDocuments({ serviceId: { $in: ids } }),
    ).toBe(0);
  });

  it('in the wrong state is rejected with the rule and the possible commands', async () => {
    const { ids } = await bought({});
    const answer = await give(ids[0], 'accept', { acceptedBy: 'Dr. Chen' });
    expect(answer.body).toMatchObject({
      status: 409,
      code: 'illegal_transition',
      rule: expect.stringMatching(/^(R-INTL-|AMB-|§8\.14)/) as unknown,
      evidence: { serviceId: ids[0], state: 'available', command: 'accept', possible: 'assign, start' },
    });
    expect((await give(ids[0], 'reject', { rejectedBy: 'x', reason: 'y' })).status).toBe(409);
    expect((await give(ids[0], 'deliver')).status).toBe(409);
  });

  it('after the lapse is rejected from that instant on, whether or not the lapse was booked', async () => {
    const { accountId, ids } = await bought({});
    await setClock(api.fixture, accountId, START_BY);
    const answer = await give(ids[0], 'start');
    expect(answer.headers.get('x-server-now')).toBe(START_BY);
    expect(answer.body).toMatchObject({
      status: 409,
      code: 'illegal_transition',
      evidence: { startBy: START_BY },
      rule: expect.any(String) as unknown,
      remedy: expect.any(String) as unknown,
    });
  });

  it('that is possible needs Temporal; personal data is stored first', async () => {
    const { ids } = await bought({ state: 'delivered', startedAt: NOW, deliveredAt: NOW });
    const serviceId = String(ids[0]);
    const answer = await give(serviceId, 'accept', {
      acceptedBy: 'Dr. Chen',
      evidence: { note: 'signed' },
    });
    expect([answer.status, answer.body['code']]).toEqual([503, 'unavailable']);
    expect(await api.fixture.database.models.serviceEvidence.find({ serviceId }).lean()).toMatchObject([
      { command: 'accept', person: 'Dr. Chen', note: 'signed', by: 'key_delivery' },
    ]);
  });

  it('is for delivery and operators, and needs an existing service and a valid body', async () => {
    const { ids } = await bought({});
    const path = `/v1/services/${String(ids[0])}`;
    for (const role of ['sales', 'platform'] as const)
      expect((await api.call(role, `${path}/start`, { body: {} })).status).toBe(403);
    expect((await give('svc_none', 'accept', { nonsense: true })).status).toBe(404);
    expect(errorsOf(await give(ids[0], 'reject', { rejectedBy: 'Dr. Chen' }))).toEqual([
      expect.stringMatching(/^reason /),
    ]);
    expect(errorsOf(await give(ids[0], 'accept', { acceptedBy: 'Dr. Chen', evidence: {} }))).toEqual([
      expect.stringMatching(/^evidence /),
    ]);
    expect((await give(ids[0], 'assign', {})).status).toBe(422);
  });
});
