/** Corrections by operators (goodwill units, extended lots, reversed usages): response, stored data, journal, notices. */
import { isLotOver } from '../../../src/domain/entitlements/lot-view.ts';
import { parseWorkflowId } from '../../../src/domain/workflow-ids.ts';
import { meetLotDeadline } from '../../../src/application/entitlements/lots/meet-lot-deadline.ts';
import { readLotView } from '../../../src/application/entitlements/lots/read-lot.ts';
import { soundLedger } from '../../support/ledger-checks.ts';
import { creditLot, creditLots, setClock } from '../../support/lots.ts';
import { errorsOf, newAccount, pageOf, startApi, type Api } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const NOW = '2025-06-01T04:00:00.000Z';
const DAY_LATER = '2025-06-02T04:00:00.000Z';
const LATER = '2025-06-03T04:00:00.000Z';
const END = '2026-03-07T16:00:00.000Z';

interface Who {
  readonly accountId: string;
  readonly organizationId: string;
}

/** A sandbox account in Singapore, where NOW is noon. */
async function customer(): Promise<Who> {
  const accountId = await newAccount(api, { sandboxNow: NOW });
  const made = await api.call('sales', `/v1/accounts/${accountId}/organizations`, {
    body: { name: 'Radiology' },
  });
  return { accountId, organizationId: String(made.body['id']) };
}

const lotIn = ({ accountId }: Who, units: number, fields: object = {}) =>
  creditLot(api.fixture, accountId, {
    resource: 'inspection',
    units,
    purchasedAt: '2025-03-07T09:07:00.000Z',
    storageYears: 15,
    expiresAt: END,
    ...fields,
  });

const upload = async (who: Who, quantity: number, fields: object = {}) => {
  const answer = await api.call('platform', '/v1/usages', {
    body: { ...who, resource: 'inspection', quantity, storageYears: 15, ...fields },
  });
  expect(answer.status).toBe(201);
  return String(answer.body['id']);
};

/** A customer whose only lot, of one inspection, is used up: further usage goes into arrears (AMB-16). */
async function emptied(): Promise<Who> {
  const who = await customer();
  await lotIn(who, 1);
  await upload(who, 1);
  return who;
}

const credit = ({ accountId }: Who, fields: object = {}, headers = {}) =>
  api.call('operator', `/v1/accounts/${accountId}/credits`, {
    headers,
    body: { resource: 'inspection', units: 200, storageYears: 15, reason: 'Slow uploads', ...fields },
  });
const extend = (lotId: string, expiresOn: string, headers = {}) =>
  api.call('operator', `/v1/lots/${lotId}/extend`, { headers, body: { expiresOn, reason: 'Asked for' } });
const reverse = (usageId: string, headers = {}) =>
  api.call('operator', `/v1/usages/${usageId}/reverse`, { headers, body: { reason: 'A test image' } });

const poolOf = async ({ accountId }: Who) => {
  const { body } = await api.call('platform', `/v1/accounts/${accountId}/balances`);
  return (body['pools'] as Record<string, unknown>[]).find(({ resource }) => resource === 'inspection')!;
};
const lotsOf = async ({ accountId }: Who) =>
  pageOf(await api.call('platform', `/v1/accounts/${accountId}/lots`)).items;
const noticeKinds = async ({ accountId }: Who) => {
  const notices = await api.fixture.database.models.notices.find({ accountId }).sort({ _id: 1 }).lean();
  return notices.map(({ kind }) => kind).sort();
};
const deadlinesOf = async ({ accountId }: Who) =>
  api.fixture.database.models.deadlines.find({ accountId }).sort({ at: 1 }).lean();
const auditOf = ({ accountId }: Who, type: string) =>
  api.fixture.database.models.audit.find({ accountId, type }).lean();
const messagesOf = async ({ accountId }: Who) => {
  const rows = await api.fixture.database.models.outbox.find({ accountId }).sort({ _id: 1 }).lean();
  return rows.flatMap(({ message }) =>
    'workflowId' in message ? [`${message.type} ${message.workflowId}`] : [],
  );
};

describe('goodwill units', () => {
  it('are a separate lot with its own workflow, valid for a year by default', async () => {
    const who = await customer();
    const answer = await credit(who);
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      resource: 'inspection',
      orderId: null,
      lineId: null,
      credited: 200,
      remaining: 200,
      storageYears: 15,
      purchasedAt: NOW,
      creditedAt: NOW,
      expiresOn: '2026-06-01',
      expiresAt: '2026-06-01T16:00:00.000Z',
      state: 'live',
    });
    const lotId = String(answer.body['id']);
    expect(await poolOf(who)).toMatchObject({ credited: 200, available: 200 });
    expect(await deadlinesOf(who)).toMatchObject([
      { kind: 'lot.reminder', daysBefore: 30, workflowId: `lot:${lotId}`, orderId: null },
      { kind: 'lot.reminder', daysBefore: 7 },
      { kind: 'lot.reminder', daysBefore: 1 },
      { kind: 'lot.expires', at: '2026-06-01T16:00:00.000Z', workflowId: `lot:${lotId}` },
    ]);
    expect(await messagesOf(who)).toEqual([`workflow.start lot:${lotId}`]);
    expect(await noticeKinds(who)).toEqual(['lot.credited']);
    expect(await auditOf(who, 'lot.granted')).toMatchObject([
      { reason: 'Slow uploads', actor: 'key_operator', journal: { from: 1, to: 1 }, facts: { units: 200 } },
    ]);
    await soundLedger(api.fixture, who.accountId);
  });

  it('can be used through the given date, which is today at the earliest', async () => {
    const who = await customer();
    expect((await credit(who, { expiresOn: '2025-06-01' })).body).toMatchObject({
      expiresOn: '2025-06-01',
      expiresAt: '2025-06-01T16:00:00.000Z',
    });
    // Noon of 1 June in Singapore: no reminder is left.
    expect((await deadlinesOf(who)).map(({ kind }) => kind)).toEqual(['lot.expires']);
    const late = await credit(who, { expiresOn: '2025-05-31' });
    expect(late.status).toBe(422);
    expect(late.body).toMatchObject({
      code: 'validation_failed',
      rule: 'AMB-08',
      evidence: { expiresOn: '2025-05-31', today: '2025-06-01' },
    });
  });

  it('pay open arrears first, and the rest is available', async () => {
    const who = await emptied();
    await upload(who, 30);
    const answer = await credit(who);
    expect(answer.body).toMatchObject({ credited: 200, offset: 30, remaining: 170, state: 'live' });
    expect(await poolOf(who)).toMatchObject({ available: 170, arrears: 0, offset: 30 });
    expect(await noticeKinds(who)).toEqual([
      'arrears.cleared',
      'arrears.opened',
      'lot.credited',
      'pool.exhausted',
    ]);
    const spent = await emptied();
    await upload(spent, 300);
    expect((await credit(spent)).body).toMatchObject({ offset: 200, remaining: 0, state: 'exhausted' });
    expect(await lotsOf(spent)).toMatchObject([{ state: 'exhausted', offset: 200 }, { offset: 0 }]);
    expect((await messagesOf(spent)).filter((message) => message.includes(' lot:'))).toEqual([]);
  });

  it('that arrears consume entirely leave no deadline: the lot ends as soon as it is created', async () => {
    const who = await emptied();
    await upload(who, 300);
    expect((await credit(who)).body).toMatchObject({ remaining: 0, state: 'exhausted' });
    expect((await deadlinesOf(who)).map(({ kind }) => kind)).toEqual(['episode.suspends']);
  });

  it('may have no storage term, and still pay arrears', async () => {
    const who = await emptied();
    await upload(who, 30);
    const answer = await credit(who, { storageYears: undefined });
    expect(answer.body).toMatchObject({ offset: 30, remaining: 170 });
    expect(answer.body).not.toHaveProperty('storageYears');
  });

  it('are credited once per idempotency key', async () => {
    const who = await customer();
    const headers = { 'idempotency-key': 'goodwill of June' };
    const first = await credit(who, {}, headers);
    const again = await credit(who, {}, headers);
    expect(again.status).toBe(201);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(await poolOf(who)).toMatchObject({ credited: 200 });
    expect((await credit(who, { units: 201 }, headers)).body).toMatchObject({ code: 'idempotency_mismatch' });
  });

  it.each<[string, object, number, string[]]>([
    ['an unknown resource', { resource: 'ai:none' }, 404, []],
    ['a storage term for what has none', { resource: 'ai:mimi' }, 422, ['storageYears storage_not_known']],
    ['no units', { units: 0 }, 422, ['units too_small']],
    [
      'a date after the calendar of the product',
      { expiresOn: '3000-01-01' },
      422,
      ['expiresOn not_a_last_date'],
    ],
    ['no reason', { reason: ' ' }, 422, ['reason too_short']],
  ])('are rejected for %s, and nothing is booked', async (_what, fields, status, errors) => {
    const who = await customer();
    const answer = await credit(who, fields);
    expect(answer.status).toBe(status);
    expect(errorsOf(answer)).toEqual(errors);
    expect((await soundLedger(api.fixture, who.accountId)).sequence).toBe(0);
  });

  it('are for operators', async () => {
    const { accountId } = await customer();
    const path = `/v1/accounts/${accountId}/credits`;
    const body = { resource: 'inspection', units: 1, reason: 'x' };
    expect((await api.call('sales', path, { body })).status).toBe(403);
    expect((await api.call('platform', path, { body })).status).toBe(403);
  });
});

describe('extending a lot', () => {
  it('moves its end and its reminders, changes the burn order, and moves no units', async () => {
    const who = await customer();
    const { body } = await credit(who, { units: 10, expiresOn: '2025-08-31' });
    const lotId = String(body['id']);
    const other = await lotIn(who, 10);
    const answer = await extend(lotId, '2026-05-31');
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      id: lotId,
      expiresOn: '2026-05-31',
      expiresAt: '2026-05-31T16:00:00.000Z',
      remaining: 10,
      state: 'live',
    });
    const watched = (await deadlinesOf(who)).filter((deadline) => deadline.lotId === lotId);
    expect(watched.map(({ _id, at, workflowId }) => [_id, at, workflowId])).toEqual([
      [`lot.reminder:${lotId}:30`, '2026-05-01T16:00:00.000Z', `lot:${lotId}`],
      [`lot.reminder:${lotId}:7`, '2026-05-24T16:00:00.000Z', `lot:${lotId}`],
      [`lot.reminder:${lotId}:1`, '2026-05-30T16:00:00.000Z', `lot:${lotId}`],
      [`lot.expires:${lotId}`, '2026-05-31T16:00:00.000Z', `lot:${lotId}`],
    ]);
    expect(await messagesOf(who)).toEqual([`workflow.start lot:${lotId}`, `workflow.signal lot:${lotId}`]);
    expect(await auditOf(who, 'lot.extended')).toMatchObject([
      {
        reason: 'Asked for',
        before: { expiresOn: '2025-08-31' },
        after: { expiresOn: '2026-05-31' },
        facts: { lotId, units: 10 },
      },
    ]);
    const head = await soundLedger(api.fixture, who.accountId);
    expect(head.sequence).toBe(2);
    expect(head.pools[0]?.lots.map((lot) => lot.lotId)).toEqual([other, lotId]);
    // A snapshot of the pools is stored, because no journal entry contains the new end.
    expect(
      await api.fixture.database.models.checkpoints.find({ accountId: who.accountId }).lean(),
    ).toMatchObject([{ sequence: 2, at: NOW }]);
  });

  it('is rejected for an end that is not later, and for a lot that has ended, booked or not', async () => {
    const who = await customer();
    const { body } = await credit(who, { expiresOn: '2025-06-01' });
    const lotId = String(body['id']);
    const same = await extend(lotId, '2025-06-01');
    expect(same.status).toBe(422);
    expect(same.body).toMatchObject({
      code: 'validation_failed',
      rule: 'AMB-08',
      evidence: { current: '2025-06-01', expiresOn: '2025-06-01' },
    });
    await setClock(api.fixture, who.accountId, DAY_LATER);
    const late = await extend(lotId, '2025-12-31');
    expect(late.status).toBe(409);
    expect(late.body).toMatchObject({
      code: 'illegal_transition',
      rule: '§8.6',
      evidence: { state: 'expired', endedAt: '2025-06-01T16:00:00.000Z' },
    });
    expect((await extend('lot_unknown', '2025-12-31')).status).toBe(404);
    expect(await auditOf(who, 'lot.extended')).toEqual([]);
  });
});

describe('reversing a usage', () => {
  it('returns the drawn units, is shown on the usage, and is possible once', async () => {
    const who = await customer();
    const lotId = await lotIn(who, 100);
    const usageId = await upload(who, 40);
    const headers = { 'idempotency-key': 'undo it' };
    const answer = await reverse(usageId, headers);
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      id: usageId,
      quantity: 40,
      draws: [{ lotId, units: 40, storageYears: 15 }],
      reversal: { at: NOW, by: 'key_operator', reason: 'A test image' },
    });
    expect(await poolOf(who)).toMatchObject({ used: 0, available: 100, arrears: 0 });
    const read = await api.call('platform', `/v1/usages/${usageId}`);
    expect(read.body).toEqual(answer.body);

    const again = await reverse(usageId);
    expect(again.status).toBe(409);
    expect(again.body).toMatchObject({ code: 'conflict', rule: 'AMB-26', evidence: { reversedAt: NOW } });
    expect(again.body['detail']).toBe('The usage was reversed at 1 June 2025, 12:00 (Asia/Singapore).');
    const replay = await reverse(usageId, headers);
    expect([replay.status, replay.headers.get('idempotent-replayed')]).toEqual([201, 'true']);

    const { items } = pageOf(
      await api.call('operator', `/v1/accounts/${who.accountId}/journal?usageId=${usageId}`),
    );
    expect(items.map(({ kind }) => kind)).toEqual(['usage.reversed', 'usage.accepted']);
    expect(await auditOf(who, 'usage.reversed')).toMatchObject([
      {
        actor: 'key_operator',
        reason: 'A test image',
        facts: { usageId, quantity: 40 },
        journal: { from: 3, to: 3 },
      },
    ]);
    await soundLedger(api.fixture, who.accountId);
  });

  it('twice at the same moment books one reversal', async () => {
    const who = await customer();
    await lotIn(who, 100);
    const usageId = await upload(who, 40);
    const answers = await Promise.all([reverse(usageId), reverse(usageId), reverse(usageId)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(await poolOf(who)).toMatchObject({ available: 100 });
    await soundLedger(api.fixture, who.accountId);
  });

  it('closes the episode whose arrears it cancels', async () => {
    const who = await customer();
    await lotIn(who, 50);
    const usageId = await upload(who, 80);
    await reverse(usageId);
    expect(await poolOf(who)).toMatchObject({ available: 50, arrears: 0 });
    const { items } = pageOf(await api.call('platform', `/v1/accounts/${who.accountId}/episodes`));
    expect(items).toMatchObject([{ state: 'closed', peakArrears: 30, closedAt: NOW }]);
    expect(await noticeKinds(who)).toContain('arrears.cleared');
  });

  it('lifts the suspension if enough units come back', async () => {
    const who = await customer();
    await lotIn(who, 50);
    const usageId = await upload(who, 80);
    await setClock(api.fixture, who.accountId, LATER);
    const refused = await api.call('platform', '/v1/usages', {
      body: { ...who, resource: 'inspection', quantity: 1 },
    });
    expect(refused.body).toMatchObject({ code: 'suspended' });
    await reverse(usageId);
    await upload(who, 1);
    expect(await noticeKinds(who)).toEqual([
      'arrears.cleared',
      'arrears.opened',
      'pool.exhausted',
      'service.resumed',
      'service.suspended',
    ]);
  });

  it('revives a used-up lot, with its own workflow and the same deadlines', async () => {
    const who = await customer();
    const lotId = await lotIn(who, 50);
    const usageId = await upload(who, 50);
    expect(await lotsOf(who)).toMatchObject([{ id: lotId, state: 'exhausted' }]);
    await reverse(usageId);
    expect(await lotsOf(who)).toMatchObject([{ id: lotId, state: 'live', consumed: 0, remaining: 50 }]);
    expect((await deadlinesOf(who)).map(({ kind, workflowId }) => [kind, workflowId])).toEqual([
      ['lot.reminder', `lot:${lotId}`],
      ['lot.reminder', `lot:${lotId}`],
      ['lot.reminder', `lot:${lotId}`],
      ['lot.expires', `lot:${lotId}`],
    ]);
    expect(await messagesOf(who)).toEqual([`workflow.signal lot:${lotId}`]);
    await soundLedger(api.fixture, who.accountId);
    // When it is used up again, its workflow is signalled and its deadlines are gone.
    await upload(who, 50);
    expect(await deadlinesOf(who)).toEqual([]);
    expect(await messagesOf(who)).toEqual([`workflow.signal lot:${lotId}`, `workflow.signal lot:${lotId}`]);
  });

  it('that revives hundreds of lots starts one workflow for all lots of an order, which runs until the last has ended', async () => {
    const who = await customer();
    const { models } = api.fixture.database;
    const END = '2025-06-02T16:00:00.000Z' as const;
    const bought = { purchasedAt: '2025-03-07T09:07:00.000Z', expiresAt: END, storageYears: 15 } as const;
    await creditLots(api.fixture, who.accountId, { resource: 'inspection', units: 1, ...bought }, 300);
    const usageId = await upload(who, 300);
    const orderReads = jest.spyOn(models.orders, 'findById');
    await reverse(usageId);
    expect(orderReads).not.toHaveBeenCalled();
    orderReads.mockRestore();
    const ends = await models.deadlines.find({ accountId: who.accountId, kind: 'lot.expires' }).lean();
    const workflowIds = [...new Set(ends.map(({ workflowId }) => workflowId))];
    expect([ends.length, workflowIds.length]).toEqual([300, 1]);
    expect(await messagesOf(who)).toEqual([`workflow.signal ${workflowIds[0]!}`]);
    const leader = parseWorkflowId(workflowIds[0]!).id;
    // The lot that names the workflow is used up first, then all but the last.
    const view = async () => (await readLotView(api.fixture, leader))!;
    await upload(who, 299);
    expect(isLotOver(await view())).toBe(false);
    const last = await models.deadlines
      .findOne({ accountId: who.accountId, kind: 'lot.expires' })
      .orFail()
      .lean();
    await setClock(api.fixture, who.accountId, END);
    await meetLotDeadline(api.fixture, leader, last._id);
    expect(await models.lots.findById(last.lotId).lean()).toMatchObject({ end: 'expired', endedAt: END });
    expect(isLotOver(await view())).toBe(true);
    await soundLedger(api.fixture, who.accountId);
  });

  it('returns no usable units to a lot that has expired since, booked or not', async () => {
    const who = await customer();
    const lotId = await lotIn(who, 50, { expiresAt: '2025-06-02T00:00:00.000Z' });
    const usageId = await upload(who, 20);
    await setClock(api.fixture, who.accountId, DAY_LATER);
    const answer = await reverse(usageId);
    expect(answer.status).toBe(201);
    expect(await lotsOf(who)).toMatchObject([
      { id: lotId, state: 'expired', consumed: 0, expired: 50, remaining: 0 },
    ]);
    expect(await poolOf(who)).toMatchObject({ available: 0, expired: 50, used: 0 });
    expect((await noticeKinds(who)).filter((kind) => kind === 'lot.expired')).toHaveLength(1);
    await soundLedger(api.fixture, who.accountId);
  });

  it('returns the units with which a top-up paid its arrears, and they pay other arrears', async () => {
    const who = await emptied();
    const first = await upload(who, 70);
    const second = await upload(who, 50);
    const topUp = String((await credit(who, { units: 100 })).body['id']);
    expect(await poolOf(who)).toMatchObject({ available: 0, arrears: 20 });
    const answer = await reverse(first);
    expect(answer.body).toMatchObject({ arrears: 70, offsets: [{ units: 70, lotId: topUp }] });
    expect(await poolOf(who)).toMatchObject({ available: 50, arrears: 0, offset: 50, used: 51 });
    const explained = await api.call('platform', `/v1/usages/${second}`);
    expect(explained.body['offsets']).toMatchObject([
      { units: 30, lotId: topUp },
      { units: 20, lotId: topUp },
    ]);
    await soundLedger(api.fixture, who.accountId);
  });

  it('is rejected while the pool is blocked', async () => {
    const who = await customer();
    await lotIn(who, 100);
    const usageId = await upload(who, 40);
    await api.fixture.database.models.ledgers.updateOne(
      { _id: who.accountId },
      { $set: { 'pools.0.blockedBy': 'tsk_1' }, $inc: { version: 1 } },
    );
    const answer = await reverse(usageId);
    expect([answer.status, answer.body['code'], answer.body['rule']]).toEqual([409, 'conflict', '§8.8']);
    expect((await soundLedger(api.fixture, who.accountId)).sequence).toBe(2);
  });

  it('does not change past balances, whatever snapshots of the pools were stored in between', async () => {
    const who = await customer();
    await lotIn(who, 50);
    const usageId = await upload(who, 50);
    // An extension stores a snapshot of the pools, which does not contain the used-up lot.
    const other = await credit(who, { units: 10, storageYears: 5 });
    await extend(String(other.body['id']), '2026-12-31');
    await setClock(api.fixture, who.accountId, LATER);
    await reverse(usageId);
    await upload(who, 5);
    const asOf = async (at: string) => {
      const { body } = await api.call('platform', `/v1/accounts/${who.accountId}/balances?asOf=${at}`);
      return (body['pools'] as { available: number; used: number; lots: unknown[] }[])[0]!;
    };
    expect(await asOf(DAY_LATER)).toMatchObject({ available: 10, used: 50, lots: [{ remaining: 10 }] });
    expect(await asOf(LATER)).toMatchObject({
      available: 55,
      used: 5,
      lots: [{ credited: 50, consumed: 5, remaining: 45 }, { remaining: 10 }],
    });
  });

  it('is for operators, and is rejected for an unknown usage', async () => {
    expect((await reverse('usg_unknown')).status).toBe(404);
    const who = await customer();
    await lotIn(who, 1);
    const path = `/v1/usages/${await upload(who, 1)}/reverse`;
    expect((await api.call('platform', path, { body: { reason: 'x' } })).status).toBe(403);
  });
});
