/** Tasks, notices, deadlines, the audit, keys and payments over HTTP. */
import { runTransaction } from '../../../src/storage/transaction.ts';
import type { InternalRole } from '../../../src/contracts/roles.ts';
import type { Instant } from '../../../src/domain/instant.ts';
import type { TaskKind } from '../../../src/domain/kinds.ts';
import { MIMI, orderOf, payOffline, readOrder, signAgreement, TESTER } from '../../support/order-fixtures.ts';
import { call } from '../pipeline/pipeline-server.ts';
import { recoverKey } from '../../../src/cli/keys-command.ts';
import { plusMs } from '../../../src/domain/instant.ts';
import { keyAuthenticator } from '../../../src/application/keys/key-authenticator.ts';
import { systemClock } from '../../../src/infra/clock.ts';
import { eventually } from '../../support/eventually.ts';
import { errorsOf, newAccount, pageOf, startApi, type Api } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const accountDocument = (id: string) => api.fixture.database.models.accounts.findById(id).orFail().lean();

/** A placed order of a new account, waiting for an agreement. */
async function placedOrder(sandboxNow?: Instant) {
  const accountId = await newAccount(api, sandboxNow === undefined ? {} : { sandboxNow });
  return orderOf(api.fixture, await accountDocument(accountId), [MIMI]);
}

async function openTask(
  orderId: string,
  accountId: string,
  kind: TaskKind,
  dueAt: Instant = '2026-01-02T00:00:00.000Z',
): Promise<void> {
  const { sandbox } = await accountDocument(accountId);
  await runTransaction(api.fixture, TESTER, (unit) => {
    unit.openTask({
      kind,
      cause: orderId,
      accountId,
      sandbox,
      orderId,
      at: '2026-01-01T00:00:00.000Z',
      dueAt,
      facts: { why: kind },
    });
    return Promise.resolve();
  });
}

describe('tasks', () => {
  const tasksOf = async (query: string) => pageOf(await api.call('delivery', `/v1/tasks?${query}`)).items;

  it('are found by account, role, kind, state and due time', async () => {
    const { _id: orderId, accountId } = await placedOrder();
    await openTask(orderId, accountId, 'crediting.warning');
    const kinds = async (query: string) =>
      (await tasksOf(`accountId=${accountId}&${query}`)).map(({ kind }) => kind).sort();
    expect(await kinds('limit=10')).toEqual(['agreement.needed', 'crediting.warning']);
    expect(await kinds('role=operator')).toEqual(['crediting.warning']);
    expect(await kinds('role=delivery')).toEqual([]);
    expect(await kinds('kind=agreement.needed')).toEqual(['agreement.needed']);
    expect(await kinds('state=resolved')).toEqual([]);
    expect(await kinds('dueBefore=2026-01-02T00:00:00Z')).not.toContain('crediting.warning');
    expect(await kinds('dueBefore=2026-01-02T00:00:00.001Z')).toContain('crediting.warning');
  });

  it('of sandboxes are not in the global list', async () => {
    const { accountId } = await placedOrder('2025-03-07T09:07:00.000Z');
    const accounts = async (query: string) =>
      (await tasksOf(`limit=200&${query}`)).map((task) => task['accountId']);
    expect(await accounts('state=open')).not.toContain(accountId);
    expect(await accounts('sandbox=true')).toContain(accountId);
  });

  it('are resolved once, with a note, by their role or an operator; others are rejected', async () => {
    const { _id: orderId, accountId } = await placedOrder();
    const [task] = await tasksOf(`accountId=${accountId}`);
    const resolve = (role: InternalRole, body: object = { note: 'Signed today' }) =>
      api.call(role, `/v1/tasks/${String(task!['id'])}/resolve`, { body });
    const byDelivery = await resolve('delivery', { colour: 'red' });
    const bySales = await resolve('sales');
    const again = await resolve('operator');
    expect([byDelivery.status, byDelivery.body['evidence']]).toEqual([403, { roles: ['sales', 'operator'] }]);
    expect(bySales.body).toMatchObject({
      state: 'resolved',
      resolvedBy: 'key_sales',
      note: 'Signed today',
      orderId,
    });
    expect([again.status, again.body['code']]).toEqual([409, 'conflict']);
    const records = await api.fixture.database.models.audit.find({ orderId, type: 'task.resolved' }).lean();
    expect(records).toMatchObject([{ actor: 'key_sales', reason: 'Signed today', accountId }]);
  });

  it('of operators flag their order for attention until the last is resolved, and each signals its workflow', async () => {
    const order = await placedOrder();
    await openTask(order._id, order.accountId, 'crediting.warning');
    await openTask(order._id, order.accountId, 'crediting.breach');
    const open = await tasksOf(`accountId=${order.accountId}&role=operator`);
    const attention: boolean[] = [(await readOrder(api.fixture, order)).needsAttention];
    for (const { id } of open) {
      await api.call('operator', `/v1/tasks/${String(id)}/resolve`, { body: { note: 'Looked' } });
      attention.push((await readOrder(api.fixture, order)).needsAttention);
    }
    expect(attention).toEqual([true, true, false]);
    const pokes = await api.fixture.database.models.outbox.find({
      'message.reason': 'task.resolved',
      accountId: order.accountId,
    });
    expect(pokes).toHaveLength(2);
  });

  it('resolved twice at the same moment are resolved once', async () => {
    const { accountId } = await placedOrder();
    const [task] = await tasksOf(`accountId=${accountId}`);
    const answers = await Promise.all(
      [1, 2, 3].map((n) =>
        api.call('sales', `/v1/tasks/${String(task!['id'])}/resolve`, { body: { note: `n${n}` } }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  });

  it('that do not exist are 404 before the body is checked', async () => {
    expect(
      (await api.call('operator', '/v1/tasks/tsk_none/resolve', { body: { colour: 'red' } })).status,
    ).toBe(404);
  });
});

describe('notices', () => {
  it('show one delivery per platform, and are found by its state', async () => {
    const accountId = await newAccount(api);
    await runTransaction(api.fixture, TESTER, (unit) => {
      for (const [cause, at] of [
        ['a', '2026-01-01T00:00:00.000Z'],
        ['b', '2026-01-02T00:00:00.000Z'],
      ] as const) {
        unit.notify({
          kind: 'pool.low',
          cause: `${accountId}${cause}`,
          accountId,
          sandbox: false,
          at,
          payload: { cause },
        });
      }
      return Promise.resolve();
    });
    const notices = async (query: string) =>
      pageOf(await api.call('sales', `/v1/notices?accountId=${accountId}&${query}`));
    const { items } = await notices('kind=pool.low');
    expect(items).toMatchObject([
      {
        payload: { cause: 'b' },
        deliveries: [
          { platform: 'business', state: 'delivered' },
          { platform: 'management', state: 'delivered' },
        ],
      },
      { payload: { cause: 'a' } },
    ]);
    const [late] = items;
    await api.fixture.database.models.deliveries.updateOne(
      { noticeId: String(late!['id']), platform: 'management' },
      { $set: { state: 'failed', lastError: 'timed out', attempts: 9 } },
    );
    expect((await notices('state=failed')).ids).toEqual([late!['id']]);
    expect((await notices('state=failed&platform=business')).ids).toEqual([]);
    expect((await notices('platform=business')).ids).toHaveLength(2);
    expect((await notices('kind=lot.expired')).ids).toEqual([]);
    const read = await api.call('sales', `/v1/notices/${String(late!['id'])}`);
    expect(read.body['deliveries']).toMatchObject([
      { state: 'delivered' },
      { state: 'failed', lastError: 'timed out', attempts: 9 },
    ]);
    expect((await api.call('sales', '/v1/notices/ntc_none')).status).toBe(404);
  });
});

const DUE: Instant = '2026-03-03T00:00:00.000Z';

describe('deadlines', () => {
  it('are listed soonest first, page by page, up to an instant', async () => {
    const { _id: orderId, accountId } = await placedOrder();
    const instants = [
      '2026-03-03T00:00:00.000Z',
      '2026-01-01T00:00:00.000Z',
      '2026-02-02T00:00:00.000Z',
    ] as const;
    await runTransaction(api.fixture, TESTER, (unit) => {
      for (const at of instants) {
        unit.setDeadline({
          _id: `payment.due:${orderId}:${at}`,
          kind: 'payment.due',
          at,
          accountId,
          sandbox: false,
          workflowId: 'none',
          orderId,
        });
      }
      return Promise.resolve();
    });
    const first = pageOf(await api.call('delivery', `/v1/deadlines?accountId=${accountId}&limit=2`));
    const second = pageOf(
      await api.call(
        'delivery',
        `/v1/deadlines?accountId=${accountId}&limit=2&cursor=${String(first.nextCursor)}`,
      ),
    );
    expect([...first.items, ...second.items]).toEqual(
      instants
        .toSorted()
        .map((at) => ({ at, kind: 'payment.due', accountId, accountName: 'General Hospital', orderId })),
    );
    const before = pageOf(
      await api.call('delivery', `/v1/deadlines?accountId=${accountId}&before=2026-02-02T00:00:00Z`),
    );
    expect(before.items.map(({ at }) => at)).toEqual(['2026-01-01T00:00:00.000Z']);
  });

  it('are found by kind; the kind of internal ones is unknown', async () => {
    const { _id: orderId, accountId } = await placedOrder();
    await runTransaction(api.fixture, TESTER, (unit) => {
      const fields = { accountId, sandbox: false, workflowId: 'none', orderId };
      unit.setDeadline({ _id: `payment.due:${orderId}`, kind: 'payment.due', at: DUE, ...fields });
      unit.setDeadline({ _id: `lot.expires:${orderId}`, kind: 'lot.expires', at: DUE, ...fields });
      return Promise.resolve();
    });
    const list = (query: string) => api.call('sales', `/v1/deadlines?accountId=${accountId}&${query}`);
    expect(pageOf(await list('kind=lot.expires')).items).toEqual([
      { at: DUE, kind: 'lot.expires', accountId, accountName: 'General Hospital', orderId },
    ]);
    expect(pageOf(await list('kind=term.ends')).items).toEqual([]);
    expect((await list('kind=delivery.retry')).status).toBe(422);
  });
});

describe('payments', () => {
  it('are listed newest first, by order and state, and read by id', async () => {
    const accountId = await newAccount(api, { sandboxNow: '2026-01-01T00:00:00.000Z' });
    const account = await accountDocument(accountId);
    await signAgreement(api.fixture, account);
    const order = await orderOf(api.fixture, account, [MIMI]);
    const { models } = api.fixture.database;
    await models.orders.updateOne(
      { _id: order._id },
      { $set: { state: 'awaiting_payment', awaitingPaymentAt: '2026-01-01T00:00:00.000Z' } },
    );
    const captured = await payOffline(api.fixture, order);
    await models.payments.insertMany([
      { ...captured, _id: 'pay_00000', state: 'excess', recordedAt: '2999-01-01T00:00:00.000Z' },
    ]);
    const ids = async (query: string) => pageOf(await api.call('sales', `/v1/payments?${query}`)).ids;
    expect(await ids(`orderId=${order._id}`)).toEqual(['pay_00000', captured._id]);
    expect(await ids(`orderId=${order._id}&state=captured`)).toEqual([captured._id]);
    expect(await ids(`accountId=${accountId}&limit=1`)).toEqual(['pay_00000']);
    expect(await ids('limit=200')).not.toContain(captured._id);
    const at = String(captured.capturedAt);
    expect(await ids(`orderId=${order._id}&capturedFrom=${at}`)).toContain(captured._id);
    expect(await ids(`orderId=${order._id}&capturedFrom=${at}&capturedTo=${at}`)).toEqual([]);
    expect(await ids(`orderId=${order._id}&capturedFrom=2999-01-01T00:00:00Z`)).toEqual([]);
    const read = await api.call('sales', `/v1/payments/${captured._id}`);
    expect(read.body).toMatchObject({
      id: captured._id,
      method: 'offline',
      amount: order.total,
      evidence: { note: 'seen on the statement' },
    });
    expect(read.headers.get('x-server-now')).toBe('2026-01-01T00:00:00.000Z');
    expect((await api.call('sales', '/v1/payments/pay_none')).status).toBe(404);
  });
});

describe('the audit', () => {
  it('names the actor, the action and the request, and is for operators', async () => {
    const answer = await api.call('sales', '/v1/accounts', {
      headers: { 'x-request-id': 'req-audit-1' },
      body: { name: 'Audited', country: 'SG', timeZone: 'Asia/Singapore', salesTeam: 'asia' },
    });
    const accountId = String(answer.body['id']);
    const records = async (query: string) => pageOf(await api.call('operator', `/v1/audit?${query}`)).items;
    expect(await records(`accountId=${accountId}`)).toMatchObject([
      {
        type: 'account.created',
        actor: 'key_sales',
        requestId: 'req-audit-1',
        accountId,
        before: null,
        after: { name: 'Audited' },
      },
    ]);
    expect((await records('type=account.created&actor=key_sales&limit=1'))[0]).toMatchObject({ accountId });
    expect(await records('actor=key_nobody')).toEqual([]);
    expect((await api.call('sales', '/v1/audit')).status).toBe(403);
  });

  it('excludes sandboxes, and includes records without an account', async () => {
    const accountId = await newAccount(api, { sandboxNow: '2025-03-07T09:07:00.000Z' });
    await api.call('operator', '/v1/keys', { body: { name: 'audited', roles: ['sales'] } });
    const { items } = pageOf(await api.call('operator', '/v1/audit?limit=200'));
    expect(items.map((record) => record['accountId'])).not.toContain(accountId);
    expect(items.map(({ type }) => type)).toContain('key.created');
  });
});

describe('a key', () => {
  const use = (key: string) => call(api.server, '/v1/accounts?limit=1', { key });

  it('is shown once, works immediately, and stops with its revocation', async () => {
    const headers = { 'idempotency-key': 'make-a-key' };
    const body = { name: 'Console', roles: ['sales'] };
    const made = await api.call('operator', '/v1/keys', { body, headers });
    const again = await api.call('operator', '/v1/keys', { body, headers });
    const key = String(made.body['key']);
    expect(made.status).toBe(201);
    expect(key).toMatch(/^pf_[\w-]{43}$/);
    expect(again.body).toEqual(
      Object.fromEntries(Object.entries(made.body).filter(([name]) => name !== 'key')),
    );
    expect((await use(key)).status).toBe(200);

    const path = `/v1/keys/${String(made.body['id'])}/revoke`;
    const revoked = await api.call('operator', path, { body: { reason: 'Left the department' } });
    const revokedAgain = await api.call('operator', path, { method: 'POST' });
    expect([revoked.status, revoked.body['revokedAt']]).toEqual([200, expect.any(String)]);
    expect(revokedAgain.body).toEqual(revoked.body);
    expect((await use(key)).status).toBe(401);
    const audited = await api.fixture.database.models.audit.find({ type: 'key.revoked' }).lean();
    expect(audited).toMatchObject([{ reason: 'Left the department', facts: { keyId: made.body['id'] } }]);
  });

  it('is stored and listed without the key itself', async () => {
    const made = await api.call('operator', '/v1/keys', {
      body: { name: 'Listed', roles: ['platform', 'delivery'] },
    });
    const key = String(made.body['key']);
    const listed = await api.call('operator', '/v1/keys');
    expect(pageOf(listed).items).toContainEqual(
      expect.objectContaining({ name: 'Listed', roles: ['platform', 'delivery'], accountIds: null }),
    );
    const { keys, idempotency, audit } = api.fixture.database.models;
    const stored = JSON.stringify([
      listed.body,
      await keys.find().lean(),
      await idempotency.find().lean(),
      await audit.find().lean(),
    ]);
    expect(stored).not.toContain(key);
    expect(JSON.stringify(api.server.logged)).not.toContain(key);
  });

  it('is found by the account that it is limited to', async () => {
    const [accountId, other] = [await newAccount(api, {}), await newAccount(api, {})];
    const makeKey = async (accountIds: string[]) =>
      String(
        (await api.call('operator', '/v1/keys', { body: { name: 'Buyer', roles: ['customer'], accountIds } }))
          .body['id'],
      );
    const [one, both] = [await makeKey([accountId]), await makeKey([other, accountId])];
    expect(pageOf(await api.call('operator', `/v1/keys?accountId=${accountId}`)).ids).toEqual([both, one]);
    expect(pageOf(await api.call('operator', `/v1/keys?accountId=${other}`)).ids).toEqual([both]);
    expect(pageOf(await api.call('operator', '/v1/keys?accountId=acc_none')).ids).toEqual([]);
  });

  it('for an unknown account is rejected', async () => {
    const body = { name: 'x', roles: ['sales'], accountIds: ['acc_none'] };
    const refused = await api.call('operator', '/v1/keys', { body });
    expect([refused.status, errorsOf(refused)]).toEqual([422, ['accountIds[0] unknown_account']]);
    expect((await api.call('operator', '/v1/keys/key_none/revoke', { method: 'POST' })).status).toBe(404);
  });

  it('works until its end in server time, even if it was used just before', async () => {
    const ends = plusMs(systemClock(), 1_000);
    const past = await api.call('operator', '/v1/keys', {
      body: { name: 'Late', roles: ['sales'], expiresAt: '2020-01-01T00:00:00.000Z' },
    });
    expect([past.status, errorsOf(past)]).toEqual([422, ['expiresAt not_in_the_future']]);
    const made = await api.call('operator', '/v1/keys', {
      body: { name: 'Short', roles: ['sales'], expiresAt: ends },
    });
    expect(made.body['expiresAt']).toBe(ends);
    const key = String(made.body['key']);
    expect((await use(key)).status).toBe(200);
    await eventually(
      () => use(key),
      ({ status }) => status === 401,
    );
    expect(systemClock() >= ends).toBe(true);
  });

  it('is listed with its last use, which is stored at most once a minute', async () => {
    const made = await api.call('operator', '/v1/keys', { body: { name: 'Used', roles: ['sales'] } });
    expect(made.body['lastUsedAt']).toBeNull();
    const listed = async () =>
      pageOf(await api.call('operator', '/v1/keys')).items.find(({ id }) => id === made.body['id']);
    await use(String(made.body['key']));
    const { lastUsedAt } = (await eventually(listed, (found) => found?.['lastUsedAt'] !== null)) ?? {};
    await use(String(made.body['key']));
    const { keys } = api.fixture.database.models;
    // The same holds across processes: a write from another process changes nothing within the minute.
    const id = String(made.body['id']);
    const authenticator = keyAuthenticator(api.fixture);
    await authenticator.authenticate(String(made.body['key']));
    expect((await keys.findById(id).lean())?.lastUsedAt).toBe(lastUsedAt);
  });

  it('of the last operator cannot be revoked, not even by two requests at once', async () => {
    const { keys } = api.fixture.database.models;
    const accountId = await newAccount(api);
    const make = async (fields: object = {}) => {
      const body = { name: 'Second', roles: ['operator'], ...fields };
      return String((await api.call('operator', '/v1/keys', { body })).body['id']);
    };
    const second = await make();
    await make({ accountIds: [accountId] });
    const expired = await make();
    await keys.updateOne({ _id: expired }, { $set: { expiresAt: '2026-01-01T00:00:00.000Z' } });
    // No other operator key of this file is left.
    await keys.updateMany(
      {
        roles: 'operator',
        accountIds: null,
        revokedAt: null,
        _id: { $nin: ['key_operator', second, expired] },
      },
      { $set: { revokedAt: systemClock() } },
    );
    const revoke = (id: string) => api.call('operator', `/v1/keys/${id}/revoke`, { method: 'POST' });
    const answers = await Promise.all([revoke('key_operator'), revoke(second)]);
    const stored = await keys.find({ _id: { $in: ['key_operator', second] } }).lean();
    await keys.updateMany({ _id: 'key_operator' }, { $set: { revokedAt: null } });
    expect(stored.filter(({ revokedAt }) => revokedAt === null)).toHaveLength(1);
    // The second request was rejected, or its own key was revoked before it was authenticated.
    const [first, ...others] = answers.map(({ status }) => status).sort();
    expect(first).toBe(200);
    expect(others).not.toContain(200);
  });

  it('of an operator is created with access to the database, and printed once', async () => {
    const key = await recoverKey(api.fixture);
    const listed = await call(api.server, '/v1/keys', { key });
    expect(listed.status).toBe(200);
    expect(pageOf(listed).items).toContainEqual(
      expect.objectContaining({ name: 'recovered operator', roles: ['operator'], expiresAt: null }),
    );
    expect(listed.text).not.toContain(key);
  });
});
