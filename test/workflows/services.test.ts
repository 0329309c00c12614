/** Services, maintenance, terms and licences through the workflow of their order: what people say, and what time does. */
import { anniversaryEnd, endOfDate, plusCalendar, dateIn } from '../../src/domain/calendar.ts';
import type { PublicServiceCommand } from '../../src/domain/entitlements/service-states.ts';
import { DAY_MS, epochMsOf, plusMs } from '../../src/domain/instant.ts';
import type { OrderLineInput } from '../../src/domain/orders/checks/order-input.ts';
import { ERROR_TEXTS } from '../../src/messages/errors/error-texts.ts';
import type { AccountDocument } from '../../src/storage/collections/accounts.ts';
import type { OrderDocument } from '../../src/storage/collections/orders.ts';
import type { ServiceDocument } from '../../src/storage/collections/services.ts';
import { newId } from '../../src/infra/ids.ts';
import type { ServiceCommandInput } from '../../workflows/messages.ts';
import { eventually } from '../support/eventually.ts';
import {
  addOrganization,
  openAccount,
  readOrder,
  signAgreement,
  auditTrailOf,
} from '../support/order-fixtures.ts';
import { SkippingTestSystem } from '../support/time-skipping.ts';

let testSystem: SkippingTestSystem;
beforeAll(async () => {
  testSystem = await SkippingTestSystem.open();
});
afterAll(() => testSystem.close());

const WORK = 'HW-DEV-MODELDEV-STD';
const MAINTENANCE = 'AIMIS-INTL-SVC-MAINT';

interface Bought {
  readonly account: AccountDocument;
  readonly organizationId: string;
  readonly order: OrderDocument;
}

/** An order of one line for an organization, paid and credited. */
async function bought(request: OrderLineInput, customer?: Omit<Bought, 'order'>): Promise<Bought> {
  const account = customer?.account ?? (await openAccount(testSystem.fixture));
  const organizationId = customer?.organizationId ?? (await addOrganization(testSystem.fixture, account))._id;
  if (request.sku.startsWith('AIMIS-CN')) {
    await signAgreement(testSystem.fixture, account, { productLines: ['aimis-cn'] });
  }
  const paid = await testSystem.orderThatIs('paid', account, [{ organizationId, ...request }]);
  await testSystem.settled(paid);
  return { account, organizationId, order: await readOrder(testSystem.fixture, paid) };
}

async function servicesOf({ _id }: { _id: string }): Promise<ServiceDocument[]> {
  return testSystem.fixture.database.models.services.find({ orderId: _id }).sort({ unit: 1 }).lean();
}

async function serviceOf(order: { _id: string }): Promise<ServiceDocument> {
  const [service] = await servicesOf(order);
  return service!;
}

/** Gives a command as the API does. */
async function serve(
  order: { _id: string },
  command: PublicServiceCommand,
  input: Partial<ServiceCommandInput> = {},
): Promise<ServiceDocument> {
  const { _id: serviceId } = await serviceOf(order);
  await testSystem.services.gateway.updateService(order._id, {
    by: 'key_delivery',
    requestId: 'req_test',
    commandId: newId('cmd'),
    serviceId,
    command,
    ...input,
  });
  const { database } = testSystem.fixture;
  return database.models.services
    .findById(input.serviceId ?? serviceId)
    .orFail()
    .lean();
}

/** What the Temporal UI shows at the top of the workflow's page. */
async function detailsOf(order: { _id: string }): Promise<string> {
  const { currentDetails } = await testSystem
    .handle(order)
    .query<{ currentDetails: string }>('__temporal_workflow_metadata');
  return currentDetails;
}

const typesOf = async (order: { _id: string }) =>
  (await auditTrailOf(testSystem.fixture, order))
    .map(({ type }) => type)
    .filter((type) => type.startsWith('service.'));
const tasksOf = async (order: { _id: string }) => {
  const tasks = await testSystem.fixture.database.models.tasks.find({ orderId: order._id }).lean();
  return tasks.map(({ kind, state }) => `${kind} ${state}`).sort();
};

/** What a signal is refused with because of one field. */
const malformed = (field: string) => ERROR_TEXTS.signal_malformed.detail.en.replace('{field}', field);

describe('a service', () => {
  it('is started, delivered, rejected, delivered again and accepted, and then completes its order', async () => {
    const { order } = await bought({ sku: WORK, quantity: 1 });
    expect(order).toMatchObject({ state: 'active', lines: [{ state: 'available' }] });
    expect(await tasksOf(order)).toEqual(['service.to_start open']);

    expect(await serve(order, 'start')).toMatchObject({ state: 'in_delivery' });
    expect((await readOrder(testSystem.fixture, order)).lines[0]?.state).toBe('in_delivery');
    expect(await tasksOf(order)).toEqual(['service.to_start resolved']);
    expect(await testSystem.fixture.database.models.deadlines.countDocuments({ orderId: order._id })).toBe(0);

    await serve(order, 'deliver');
    expect(await tasksOf(order)).toEqual(['service.to_accept open', 'service.to_start resolved']);
    const rejected = await serve(order, 'reject', { reason: 'Incomplete' });
    expect(rejected).toMatchObject({
      state: 'in_delivery',
      deliveredAt: null,
      rejections: [{ by: 'key_delivery', rejectedBy: null, reason: 'Incomplete' }],
    });
    await serve(order, 'deliver');
    expect(await tasksOf(order)).toEqual([
      'service.to_accept open',
      'service.to_accept resolved',
      'service.to_start resolved',
    ]);
    const accepted = await serve(order, 'accept');
    expect(accepted).toMatchObject({
      state: 'accepted',
      acceptance: { given: 'staff', acceptedBy: 'key_delivery', at: accepted.endedAt, evidence: null },
    });

    expect(await testSystem.lifeOf(order)).toMatchObject({ state: 'completed' });
    expect(await readOrder(testSystem.fixture, order)).toMatchObject({
      closedAt: accepted.endedAt,
      lines: [{ state: 'accepted' }],
    });
    expect(await typesOf(order)).toEqual([
      'service.started',
      'service.delivered',
      'service.rejected',
      'service.delivered',
      'service.accepted',
    ]);
    const audit = await auditTrailOf(testSystem.fixture, order);
    expect(audit.find(({ type }) => type === 'service.rejected')).toMatchObject({
      actor: 'key_delivery',
      reason: 'Incomplete',
    });
  });

  it('changes once, however often a command is repeated, and refuses what is out of turn', async () => {
    const { order } = await bought({ sku: WORK, quantity: 1 });
    const commandId = newId('cmd');
    await serve(order, 'start', { commandId });
    await serve(order, 'deliver');
    // The same command again, after the service moved on; and a new one that took effect before.
    await serve(order, 'start', { commandId });
    await serve(order, 'deliver');
    expect(await typesOf(order)).toEqual(['service.started', 'service.delivered']);
    await serve(order, 'start');
    expect(await typesOf(order)).toEqual(['service.started', 'service.delivered']);
    await serve(order, 'reject', { reason: 'Incomplete' });
    await expect(serve(order, 'accept')).rejects.toMatchObject({
      code: 'illegal_transition',
      evidence: { state: 'in_delivery', possible: 'assign, deliver' },
    });
    await serve(order, 'deliver');
    await expect(serve(order, 'start', { serviceId: 'svc_none' })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(serve(order, 'reject')).rejects.toMatchObject({ code: 'validation_failed' });
    expect((await serviceOf(order)).state).toBe('delivered');
  });

  it('of several units has its line show the least advanced, and lapses unit by unit', async () => {
    const { order, account } = await bought({ sku: WORK, quantity: 2 });
    const [first, second] = await servicesOf(order);
    const startBy = second!.startBy!;
    const { expiresAt } = anniversaryEnd(order.payment!.capturedAt, { years: 1 }, account.timeZone);
    expect(startBy).toBe(expiresAt);
    await serve(order, 'start', { serviceId: first!._id });
    expect((await readOrder(testSystem.fixture, order)).lines[0]?.state).toBe('available');

    await testSystem.skipTo(plusMs(startBy, 1_000));
    const lapsed = await eventually(
      () => readOrder(testSystem.fixture, order),
      ({ lines }) => lines[0]?.state === 'in_delivery',
    );
    expect(lapsed.state).toBe('active');
    expect(await servicesOf(order)).toMatchObject([
      { state: 'in_delivery' },
      { state: 'lapsed', endedAt: startBy },
    ]);
    await expect(serve(order, 'start', { serviceId: second!._id })).rejects.toMatchObject({
      code: 'illegal_transition',
      evidence: { startBy },
    });
    const audit = await auditTrailOf(testSystem.fixture, order);
    expect(audit.find(({ type }) => type === 'service.lapsed')).toMatchObject({ at: startBy });
    expect(await tasksOf(order)).toEqual(['service.to_start resolved']);

    await serve(order, 'deliver', { serviceId: first!._id });
    await serve(order, 'accept', { serviceId: first!._id });
    expect(await testSystem.lifeOf(order)).toMatchObject({ state: 'completed' });
    expect((await readOrder(testSystem.fixture, order)).lines[0]?.state).toBe('lapsed');
  });

  it('that nobody starts lapses after a year, at its instant, and completes the order', async () => {
    const { order } = await bought({ sku: WORK, quantity: 1 });
    const startBy = (await serviceOf(order)).startBy!;
    expect(await testSystem.lifeOf(order)).toMatchObject({ state: 'completed', nextDeadline: null });
    expect(await readOrder(testSystem.fixture, order)).toMatchObject({
      closedAt: startBy,
      lines: [{ state: 'lapsed' }],
    });
    const lapse = (await auditTrailOf(testSystem.fixture, order)).find(
      ({ type }) => type === 'service.lapsed',
    )!;
    expect(lapse.at).toBe(startBy);
    expect(epochMsOf(lapse.recordedAt) - epochMsOf(startBy)).toBeLessThan(60_000);
  });
});

describe('a plain signal', () => {
  const send = (order: { _id: string }, signal: string, ...sent: unknown[]) =>
    testSystem.handle(order).signal(signal, ...sent);
  const until = (order: { _id: string }, state: string) =>
    eventually(
      () => serviceOf(order),
      (service) => service.state === state,
    );

  it('takes a service from its start to its acceptance, as somebody in the Temporal UI would', async () => {
    const { order } = await bought({ sku: WORK, quantity: 1 });
    const { _id: serviceId } = await serviceOf(order);
    await send(order, 'startService', { serviceId, by: 'ticket-1' });
    await until(order, 'in_delivery');
    await send(order, 'deliverService', { serviceId, by: 'ticket-2' });
    await until(order, 'delivered');
    await send(order, 'rejectService', { serviceId, by: 'ticket-3', reason: 'Incomplete' });
    await until(order, 'in_delivery');
    await send(order, 'deliverService', { serviceId, by: 'ticket-4' });
    await until(order, 'delivered');
    await send(order, 'acceptService', { serviceId, by: 'ticket-5' });
    expect(await until(order, 'accepted')).toMatchObject({
      acceptance: { given: 'staff', acceptedBy: 'ticket-5' },
    });
    expect(await testSystem.lifeOf(order)).toMatchObject({ state: 'completed' });
    const audit = await auditTrailOf(testSystem.fixture, order);
    expect(
      audit.filter(({ type }) => type.startsWith('service.')).map(({ type, actor }) => [type, actor]),
    ).toEqual([
      ['service.started', 'ticket-1'],
      ['service.delivered', 'ticket-2'],
      ['service.rejected', 'ticket-3'],
      ['service.delivered', 'ticket-4'],
      ['service.accepted', 'ticket-5'],
    ]);
  });

  it('that is malformed or out of turn changes nothing and is shown with its field until a good one takes effect, and the order goes on', async () => {
    const { order } = await bought({ sku: WORK, quantity: 1 });
    const before = await serviceOf(order);
    const serviceId = before._id;
    const refused: [string, unknown[], string][] = [
      ['acceptService', [{ serviceId, by: 'ticket-1' }], 'is not started'],
      ['startService', ['svc_1'], malformed('serviceId')],
      ['deliverService', [], malformed('serviceId')],
      ['startService', [{ serviceId }], malformed('by')],
      ['rejectService', [{ serviceId, by: 'ticket-1', reason: 7 }], malformed('reason')],
      ['startService', [{ serviceId: 'svc_none', by: 'ticket-1' }], 'no such service'],
      ['startService', [{ serviceId, by: 'ticket-1', evidenceId: 'evi_none' }], 'no such evidence'],
    ];
    for (const [signal, sent, why] of refused) {
      await send(order, signal, ...sent);
      const details = await eventually(
        () => detailsOf(order),
        (seen) => seen.includes(`Signal ${signal} was refused`) && seen.includes(why),
      );
      expect(details).toContain('| State | active |\n| 状态 | 生效中 |');
      expect(details).toContain(`| Service | ${serviceId}: not started (`);
    }
    expect(await serviceOf(order)).toEqual(before);
    expect(await typesOf(order)).toEqual([]);

    await send(order, 'startService', { serviceId, by: 'ticket-1' });
    await until(order, 'in_delivery');
    await eventually(
      () => detailsOf(order),
      (seen) => !seen.includes('was refused') && seen.includes(`${serviceId}: being delivered (`),
    );
  });

  it('twice takes effect once', async () => {
    const { order } = await bought({ sku: WORK, quantity: 1 });
    const { _id: serviceId } = await serviceOf(order);
    await Promise.all([1, 2, 3].map(() => send(order, 'startService', { serviceId, by: 'ticket-1' })));
    await testSystem.settled(order);
    expect(await typesOf(order)).toEqual(['service.started']);
  });
});

test('maintenance for three years that is started in month 11 runs three years from then and ends by itself (GV-36)', async () => {
  const { order, account } = await bought({
    sku: MAINTENANCE,
    quantity: 1,
    term: { count: 3, unit: 'year' },
  });
  await testSystem.skip(330 * DAY_MS);
  const running = await serve(order, 'start');
  const { expiresAt: endsAt } = anniversaryEnd(running.startedAt!, { years: 3 }, account.timeZone);
  expect(running).toMatchObject({ state: 'running', endsAt });
  const { models } = testSystem.fixture.database;
  const due = await models.deadlines.find({ orderId: order._id }).sort({ at: 1 }).lean();
  expect(due.map(({ kind, at }) => [kind, at])).toEqual([
    ...[30, 7, 1].map((days) => ['service.reminder', plusMs(endsAt, -days * DAY_MS)]),
    ['service.ends', endsAt],
  ]);
  for (const command of ['deliver', 'accept', 'reject'] as const) {
    await expect(serve(order, command, { reason: 'x' })).rejects.toMatchObject({
      code: 'illegal_transition',
      evidence: { state: 'running' },
    });
  }

  expect(await testSystem.lifeOf(order)).toMatchObject({ state: 'completed' });
  expect(await serviceOf(order)).toMatchObject({ state: 'ended', endedAt: endsAt });
  expect(await readOrder(testSystem.fixture, order)).toMatchObject({
    closedAt: endsAt,
    lines: [{ state: 'ended' }],
  });
  expect(await typesOf(order)).toEqual([
    'service.started',
    'service.reminded',
    'service.reminded',
    'service.reminded',
    'service.ended',
  ]);
});

test('terms queue end to end; only the end of cover has a reminder and a notice', async () => {
  // Of two months with a February between them, 30 days before the end would lie in the first half: no reminder then.
  const request = { sku: 'IPC-SW-PRECONSULT', quantity: 2, term: { count: 3, unit: 'month' } } as const;
  const first = await bought(request);
  const second = await bought(request, first);
  const { models } = testSystem.fixture.database;
  const { timeZone, _id: accountId } = first.account;
  const startedOn = dateIn(timeZone, first.order.payment!.capturedAt);
  const [middle, end] = [3, 6].map((months) => endOfDate(plusCalendar(startedOn, { months }), timeZone));
  expect(await models.terms.find({ accountId }).sort({ from: 1 }).lean()).toMatchObject([
    { orderId: first.order._id, sets: 2, from: first.order.payment!.capturedAt, until: middle },
    { orderId: second.order._id, sets: 2, from: middle, until: end },
  ]);

  expect(await testSystem.lifeOf(first.order)).toMatchObject({ state: 'completed' });
  expect(await readOrder(testSystem.fixture, first.order)).toMatchObject({
    closedAt: middle,
    lines: [{ state: 'ended' }],
  });
  const noticesOf = async (kind: 'term.expiring' | 'term.ended') =>
    (await models.notices.find({ accountId, kind }).sort({ at: 1 }).lean()).map(({ at }) => at);
  expect([...(await noticesOf('term.expiring')), ...(await noticesOf('term.ended'))]).toEqual([]);

  expect(await testSystem.lifeOf(second.order)).toMatchObject({ state: 'completed' });
  expect(await noticesOf('term.expiring')).toEqual([30, 7, 1].map((days) => plusMs(end!, -days * DAY_MS)));
  expect(await noticesOf('term.ended')).toEqual([end]);
});

test('a perpetual licence completes its order at once and stays active', async () => {
  const { order, organizationId } = await bought({ sku: 'AIMIS-CN-SW-BASIC', quantity: 1 });
  expect(await testSystem.lifeOf(order)).toMatchObject({ state: 'completed' });
  expect((await readOrder(testSystem.fixture, order)).lines[0]?.state).toBe('active');
  expect(await testSystem.fixture.database.models.licences.find({ orderId: order._id }).lean()).toMatchObject(
    [{ scope: 'organization', organizationId, until: null, end: null }],
  );
  expect(await testSystem.fixture.database.models.deadlines.countDocuments({ orderId: order._id })).toBe(0);
});
