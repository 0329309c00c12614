/** Accounts, consortia, organizations and agreements over HTTP. */
import { MIMI, orderOf } from '../../support/order-fixtures.ts';
import type { InternalRole } from '../../../src/contracts/roles.ts';
import { call } from '../pipeline/pipeline-server.ts';
import { customerKey, errorsOf, newAccount, pageOf, startApi, type Api } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const hospital = { name: 'Santa Clara', country: 'BR', timeZone: 'America/Sao_Paulo', salesTeam: 'latam' };

describe('an account', () => {
  it('is created, returned with its time, and read again', async () => {
    const created = await api.call('sales', '/v1/accounts', { body: hospital });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      ...hospital,
      sandbox: false,
      state: 'active',
      defaultStorageYears: null,
    });
    const read = await api.call('platform', `/v1/accounts/${String(created.body['id'])}`);
    expect(read.body).toMatchObject({ ...created.body, now: expect.any(String) as string });
  });

  it('of a sandbox has account time, which every response about it carries', async () => {
    const sandboxNow = '2025-03-07T09:07:00.000Z';
    const id = await newAccount(api, { sandboxNow });
    for (const path of [
      '',
      '/consortia',
      '/organizations',
      '/balances',
      '/lots',
      '/journal',
      '/capabilities',
    ]) {
      const { status, headers } = await api.call('sales', `/v1/accounts/${id}${path}`);
      expect([path, status, headers.get('x-server-now')]).toEqual([path, 200, sandboxNow]);
    }
    const { body } = await api.call('sales', `/v1/accounts/${id}`);
    expect(body).toMatchObject({ now: sandboxNow, createdAt: sandboxNow, sandbox: true });
  });

  it('is created once per key; a retry gets the stored response, another body is rejected', async () => {
    const headers = { 'idempotency-key': 'open-santa-rita' };
    const first = await api.call('sales', '/v1/accounts', {
      body: { ...hospital, name: 'Santa Rita' },
      headers,
    });
    const again = await api.call('sales', '/v1/accounts', {
      // The same fields in another order.
      body: Object.fromEntries(Object.entries({ ...hospital, name: 'Santa Rita' }).reverse()),
      headers,
    });
    const other = await api.call('sales', '/v1/accounts', {
      body: { ...hospital, name: 'Santa Ana' },
      headers,
    });
    const ofAnotherKey = await api.call('operator', '/v1/accounts', {
      body: { ...hospital, name: 'Santa Rita' },
      headers,
    });
    expect([again.status, again.body, again.headers.get('idempotent-replayed')]).toEqual([
      201,
      first.body,
      'true',
    ]);
    expect([other.status, other.body['code']]).toEqual([422, 'idempotency_mismatch']);
    expect(ofAnotherKey.body['id']).not.toBe(first.body['id']);
  });

  it('is created once if the same request arrives ten times at the same moment', async () => {
    const headers = { 'idempotency-key': 'open-ten-times' };
    const body = { ...hospital, name: 'Dez Vezes' };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => api.call('sales', '/v1/accounts', { body, headers })),
    );
    expect(new Set(answers.map(({ body: { id } }) => id)).size).toBe(1);
    expect(pageOf(await api.call('sales', '/v1/accounts?query=dez')).ids).toHaveLength(1);
  });

  it('is listed with others by their ids, sandboxes too, but no account that the key does not cover', async () => {
    const [one, sandbox, other] = [
      await newAccount(api),
      await newAccount(api, { sandboxNow: '2025-03-07T09:07:00.000Z' }),
      await newAccount(api),
    ];
    const path = `/v1/accounts?ids=${one},${sandbox},acc_none`;
    expect(pageOf(await api.call('sales', path)).ids.sort()).toEqual([one, sandbox].sort());
    expect(pageOf(await api.call('sales', `${path}&sandbox=false`)).ids).toEqual([one]);
    const key = await customerKey(api, sandbox);
    const seen = await call(api.server, `/v1/accounts?ids=${one},${sandbox},${other}`, { key });
    expect(pageOf(seen).ids).toEqual([sandbox]);
    for (const ids of ['', 'acc 1', Array.from({ length: 201 }, () => one).join(',')]) {
      const refused = await api.call('sales', `/v1/accounts?ids=${ids}`);
      expect([refused.status, errorsOf(refused)]).toEqual([422, ['ids wrong_format']]);
    }
  });

  it('is rejected with every violation in its body', async () => {
    const answer = await api.call('sales', '/v1/accounts', {
      body: { name: '', country: 'XX', timeZone: 'Nowhere', sandboxNow: '2025-03-07T09:07:00Z', vip: true },
    });
    expect([answer.status, answer.body['code']]).toEqual([422, 'validation_failed']);
    expect(errorsOf(answer)).toEqual([
      'country not_a_country',
      'name too_short',
      'salesTeam missing',
      'timeZone not_a_time_zone',
      'vip unknown_field',
    ]);
  });

  it('that does not exist is 404 for every path below it, whatever the body', async () => {
    for (const [path, body] of [
      ['', undefined],
      ['/consortia', { colour: 'red' }],
      ['/organizations', { name: 5 }],
      ['/balances', undefined],
      ['/lots', undefined],
      ['/journal', undefined],
      ['/capabilities', undefined],
    ] as const) {
      const { status, body: problem } = await api.call('sales', `/v1/accounts/acc_none${path}`, { body });
      expect([path, status, problem['code']]).toEqual([path, 404, 'not_found']);
    }
  });
});

describe('a list of accounts', () => {
  it('pages newest first and returns each exactly once, even if some are added meanwhile', async () => {
    const made: string[] = [];
    for (let index = 0; index < 5; index += 1) made.push(await newAccount(api, { salesTeam: 'paged' }));
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page = pageOf(await api.call('sales', `/v1/accounts?salesTeam=paged&limit=2${query}`));
      seen.push(...page.ids);
      cursor = page.nextCursor;
      await newAccount(api, { salesTeam: 'paged' });
    } while (cursor !== null);
    expect(seen).toEqual(made.toReversed());
  });

  it('has no next page after a full last page', async () => {
    for (let index = 0; index < 2; index += 1) await newAccount(api, { salesTeam: 'exactly-two' });
    expect(
      pageOf(await api.call('sales', '/v1/accounts?salesTeam=exactly-two&limit=2')).nextCursor,
    ).toBeNull();
  });

  it.each([
    'x',
    'W10',
    Buffer.from('[1,2]').toString('base64url'),
    Buffer.from('[{"$gt":""}]').toString('base64url'),
  ])('rejects the cursor %s, which it never returned', async (cursor) => {
    const answer = await api.call('sales', `/v1/accounts?cursor=${cursor}`);
    expect([answer.status, errorsOf(answer)]).toEqual([422, ['cursor not_a_cursor']]);
  });

  it('excludes sandboxes by default', async () => {
    const real = await newAccount(api, { salesTeam: 'mixed' });
    const sandbox = await newAccount(api, { salesTeam: 'mixed', sandboxNow: '2025-03-07T09:07:00.000Z' });
    const without = pageOf(await api.call('sales', '/v1/accounts?salesTeam=mixed'));
    const withThem = pageOf(await api.call('sales', '/v1/accounts?salesTeam=mixed&sandbox=true'));
    expect(without.ids).toEqual([real]);
    expect(withThem.items.map(({ id, now }) => [id, now])).toEqual([
      [sandbox, '2025-03-07T09:07:00.000Z'],
      [real, expect.any(String)],
    ]);
  });

  it('searches by the start of a name in any case or of an id, and does not interpret patterns', async () => {
    const id = await newAccount(api, { name: 'Quirónsalud (Madrid)', salesTeam: 'search' });
    for (const query of ['quirón', 'QUIRÓNSALUD (', id, id.slice(0, -2)]) {
      const found = await api.call(
        'sales',
        `/v1/accounts?salesTeam=search&query=${encodeURIComponent(query)}`,
      );
      expect([query, pageOf(found).ids]).toEqual([query, [id]]);
    }
    for (const query of ['.*', 'salud', '^quir']) {
      const found = await api.call(
        'sales',
        `/v1/accounts?salesTeam=search&query=${encodeURIComponent(query)}`,
      );
      expect([query, pageOf(found).ids]).toEqual([query, []]);
    }
  });
});

describe('an organization', () => {
  it('can only belong to a consortium of its account', async () => {
    const [mine, other] = [await newAccount(api), await newAccount(api)];
    const consortium = await api.call('sales', `/v1/accounts/${mine}/consortia`, { body: { name: 'North' } });
    expect(consortium.status).toBe(201);
    const consortiumId = consortium.body['id'];
    const body = { name: 'Radiology', consortiumId, externalId: 'RAD-1' };
    const inMine = await api.call('sales', `/v1/accounts/${mine}/organizations`, { body });
    const inOther = await api.call('sales', `/v1/accounts/${other}/organizations`, { body });
    expect([inMine.status, inMine.body]).toMatchObject([201, { accountId: mine, ...body }]);
    expect([inOther.status, inOther.body['evidence']]).toEqual([
      404,
      { kind: 'consortium', id: consortiumId },
    ]);
    expect(pageOf(await api.call('sales', `/v1/accounts/${mine}/organizations`)).ids).toEqual([
      inMine.body['id'],
    ]);
    expect(pageOf(await api.call('sales', `/v1/accounts/${mine}/consortia`)).ids).toEqual([consortiumId]);
  });
});

describe('an agreement', () => {
  const agreementOf = (accountId: string, fields: object = {}) => ({
    accountId,
    number: 'COOP-1',
    productLines: ['aimis-intl'],
    signedOn: '2025-03-01',
    document: { name: 'a.pdf', sha256: 'AB'.repeat(32) },
    ...fields,
  });
  const record = (accountId: string, fields: object = {}) =>
    api.call('sales', '/v1/agreements', { body: agreementOf(accountId, fields) });

  it('is recorded as active, and found by its account', async () => {
    const accountId = await newAccount(api, { sandboxNow: '2025-03-07T09:07:00.000Z' });
    const { status, body, headers } = await record(accountId);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      accountId,
      accountName: 'General Hospital',
      state: 'active',
      validTo: null,
      document: { sha256: 'ab'.repeat(32) },
      overrides: {},
    });
    expect(headers.get('x-server-now')).toBe('2025-03-07T09:07:00.000Z');
    expect(pageOf(await api.call('delivery', `/v1/agreements?accountId=${accountId}`)).ids).toEqual([
      body['id'],
    ]);
    // The account is a sandbox, so the global list excludes it.
    expect(pageOf(await api.call('delivery', '/v1/agreements')).ids).not.toContain(body['id']);
    expect(pageOf(await api.call('delivery', '/v1/agreements?sandbox=true')).ids).toContain(body['id']);
  });

  it('may be signed on the current date of the account, and not later', async () => {
    // 7 March in UTC is 8 March in Singapore.
    const accountId = await newAccount(api, { sandboxNow: '2025-03-07T18:00:00.000Z' });
    expect((await record(accountId, { number: 'A', signedOn: '2025-03-08' })).status).toBe(201);
    const late = await record(accountId, { number: 'B', signedOn: '2025-03-09' });
    expect([late.status, errorsOf(late)]).toEqual([422, ['signedOn not_in_the_past']]);
  });

  it('expires after its last day in the time zone of the account', async () => {
    const accountId = await newAccount(api, { sandboxNow: '2025-03-07T15:59:59.999Z' });
    const { body } = await record(accountId, { validTo: '2025-03-07' });
    const state = async () => (await api.call('sales', `/v1/agreements/${String(body['id'])}`)).body['state'];
    expect([body['state'], await state()]).toEqual(['active', 'active']);
    await api.call('sales', `/v1/accounts/${accountId}/clock/advance`, {
      body: { to: '2025-03-07T16:00:00Z' },
    });
    expect(await state()).toBe('expired');
  });

  it('is rejected with every violation', async () => {
    const accountId = await newAccount(api);
    const answer = await record(accountId, {
      productLines: ['aimis-intl', 'aimis-mars'],
      prices: [
        { sku: 'NO-SUCH-SKU', amountMinor: 1, currency: 'USD' },
        { sku: 'AIMIS-INTL-AI-MIMI', amountMinor: 1, currency: 'CNY' },
      ],
      overrides: { graceHours: 'two days', freeLunch: true },
    });
    expect([answer.status, answer.body['code']]).toEqual([422, 'validation_failed']);
    expect(errorsOf(answer)).toEqual([
      'overrides.freeLunch unknown_policy',
      'overrides.graceHours wrong_policy_value',
      'prices[0].sku unknown_sku',
      'prices[1].currency wrong_currency',
      'productLines[1] not_allowed',
    ]);
  });

  it('has a number that is unique in its account, also if two are recorded at once', async () => {
    const accountId = await newAccount(api);
    const answers = await Promise.all([record(accountId), record(accountId), record(accountId)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const taken = answers.find(({ status }) => status === 409)!;
    const made = answers.find(({ status }) => status === 201)!;
    expect(taken.body).toMatchObject({
      code: 'conflict',
      evidence: { number: 'COOP-1', agreementId: made.body['id'] },
    });
    expect((await record(await newAccount(api))).status).toBe(201);
  });

  it('signals exactly the orders of its account and product line that wait for one', async () => {
    const { fixture } = api;
    const accountId = await newAccount(api);
    const account = await fixture.database.models.accounts.findById(accountId).orFail().lean();
    const order = await orderOf(fixture, account, [MIMI]);
    expect(order.state).toBe('awaiting_agreement');
    const pokes = async () =>
      (
        await fixture.database.models.outbox.find({ accountId, 'message.type': 'workflow.signal' }).lean()
      ).map(({ message }) => message);
    await record(accountId, { number: 'OTHER', productLines: ['ipc'] });
    expect(await pokes()).toEqual([]);
    await record(accountId);
    expect(await pokes()).toEqual([
      { type: 'workflow.signal', workflowId: `order:${order._id}`, reason: 'agreement.recorded' },
    ]);
  });

  it('is terminated once, by an operator, with a stored reason', async () => {
    const { body } = await record(await newAccount(api));
    const path = `/v1/agreements/${String(body['id'])}/terminate`;
    const bySales = await api.call('sales', path, { body: { reason: 'Replaced' } });
    const byOperator = await api.call('operator', path, { body: { reason: 'Replaced' } });
    const again = await api.call('operator', path, { body: { reason: 'Replaced' } });
    expect([bySales.status, byOperator.status, again.status]).toEqual([403, 200, 409]);
    expect(byOperator.body).toMatchObject({ state: 'terminated', terminationReason: 'Replaced' });
    expect(again.body['evidence']).toMatchObject({ terminatedAt: byOperator.body['terminatedAt'] });
  });

  it('of an unknown account is 404', async () => {
    expect((await record('acc_none')).status).toBe(404);
    expect((await api.call('operator', '/v1/agreements/agr_none/terminate', { body: {} })).status).toBe(404);
  });
});

describe('a correction', () => {
  const patch = (path: string, body: object, role: InternalRole = 'sales') =>
    api.call(role, path, { method: 'PATCH', body });

  it('of an account changes the given fields, and the audit has the values before and after', async () => {
    const id = await newAccount(api, { name: 'Sankt Anna', salesTeam: 'asia' });
    const path = `/v1/accounts/${id}`;
    const changed = await patch(path, { name: 'Saint Anna', salesTeam: 'emea', defaultStorageYears: 15 });
    expect([changed.status, changed.body]).toMatchObject([
      200,
      { id, name: 'Saint Anna', salesTeam: 'emea', defaultStorageYears: 15, country: 'SG' },
    ]);
    expect(
      (await patch(path, { defaultStorageYears: null }, 'operator')).body['defaultStorageYears'],
    ).toBeNull();
    // A repetition changes nothing and is not audited.
    expect((await patch(path, { name: 'Saint Anna' })).status).toBe(200);
    const { items } = pageOf(await api.call('operator', `/v1/audit?accountId=${id}&type=account.changed`));
    expect(items).toMatchObject([
      { actor: 'key_operator', before: { defaultStorageYears: 15 }, after: { defaultStorageYears: null } },
      {
        actor: 'key_sales',
        before: { name: 'Sankt Anna', salesTeam: 'asia', defaultStorageYears: null },
        after: { name: 'Saint Anna', salesTeam: 'emea', defaultStorageYears: 15 },
      },
    ]);
    expect(pageOf(await api.call('sales', '/v1/accounts?query=saint%20an')).ids).toEqual([id]);
    expect(pageOf(await api.call('sales', '/v1/accounts?query=sankt%20an')).ids).toEqual([]);
    const order = await orderOf(
      api.fixture,
      await api.fixture.database.models.accounts.findById(id).orFail().lean(),
      [MIMI],
    );
    expect(order.salesTeam).toBe('emea');
  });

  it('needs a changeable field, a valid value, and an allowed role', async () => {
    const id = await newAccount(api);
    const path = `/v1/accounts/${id}`;
    const wrong = [
      await patch(path, {}),
      await patch(path, { country: 'BR' }),
      await patch(path, { timeZone: 'UTC' }),
      await patch(path, { name: null }),
      await patch(path, { defaultStorageYears: 0 }),
    ];
    expect(wrong.map((answer) => [answer.status, ...errorsOf(answer)])).toEqual([
      [422, ' nothing_to_change'],
      [422, 'country unknown_field'],
      [422, 'timeZone unknown_field'],
      [422, 'name wrong_type'],
      [422, 'defaultStorageYears too_small'],
    ]);
    expect((await patch(path, { name: 'x' }, 'delivery')).status).toBe(403);
    expect((await patch('/v1/accounts/acc_none', {})).status).toBe(404);
    expect((await patch('/v1/organizations/org_none', {})).status).toBe(404);
  });

  it('by two callers at the same moment loses no field', async () => {
    const id = await newAccount(api, { name: 'Before', salesTeam: 'before' });
    const answers = await Promise.all([
      patch(`/v1/accounts/${id}`, { name: 'After' }),
      patch(`/v1/accounts/${id}`, { salesTeam: 'after' }),
      patch(`/v1/accounts/${id}`, { defaultStorageYears: 4 }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const { body } = await api.call('sales', `/v1/accounts/${id}`);
    expect(body).toMatchObject({ name: 'After', salesTeam: 'after', defaultStorageYears: 4 });
  });

  it('of a consortium renames it, within the accounts of the key, and is audited once', async () => {
    const id = await newAccount(api);
    const made = await api.call('sales', `/v1/accounts/${id}/consortia`, { body: { name: 'North' } });
    const path = `/v1/consortia/${String(made.body['id'])}`;
    expect((await patch(path, { name: 'Northern Alliance' })).body).toEqual({
      ...made.body,
      name: 'Northern Alliance',
    });
    expect((await patch(path, { name: 'Northern Alliance' })).status).toBe(200);
    expect((await patch('/v1/consortia/con_none', { name: 'South' })).status).toBe(404);
    expect(pageOf(await api.call('sales', `/v1/accounts/${id}/consortia`)).items).toMatchObject([
      { name: 'Northern Alliance' },
    ]);
    const { items } = pageOf(await api.call('operator', `/v1/audit?accountId=${id}&type=consortium.changed`));
    expect(items).toMatchObject([{ before: { name: 'North' }, after: { name: 'Northern Alliance' } }]);
  });

  it('of an organization moves it only between consortia of its account', async () => {
    const [id, other] = [await newAccount(api), await newAccount(api)];
    const consortiumOf = async (accountId: string) =>
      String(
        (await api.call('sales', `/v1/accounts/${accountId}/consortia`, { body: { name: 'North' } })).body[
          'id'
        ],
      );
    const [consortiumId, foreign] = [await consortiumOf(id), await consortiumOf(other)];
    const made = await api.call('sales', `/v1/accounts/${id}/organizations`, { body: { name: 'Clinic' } });
    const path = `/v1/organizations/${String(made.body['id'])}`;
    const moved = await patch(path, { consortiumId, externalId: 'HIS-7' });
    expect(moved.body).toMatchObject({ name: 'Clinic', consortiumId, externalId: 'HIS-7' });
    expect((await patch(path, { consortiumId: foreign })).status).toBe(404);
    expect((await patch(path, { consortiumId: null, externalId: null })).body).toMatchObject({
      consortiumId: null,
      externalId: null,
    });
    const { items } = pageOf(
      await api.call('operator', `/v1/audit?accountId=${id}&type=organization.changed`),
    );
    expect(items).toMatchObject([
      { before: { consortiumId, externalId: 'HIS-7' }, after: { consortiumId: null, externalId: null } },
      { before: { consortiumId: null, externalId: null }, after: { consortiumId, externalId: 'HIS-7' } },
    ]);
  });
});

describe('a key that is limited to accounts', () => {
  it('reads and changes those, and no others', async () => {
    const [mine, other] = [
      await newAccount(api, { salesTeam: 'limited' }),
      await newAccount(api, { salesTeam: 'limited' }),
    ];
    const made = await api.call('operator', '/v1/keys', {
      body: { name: 'limited', roles: ['sales', 'operator'], accountIds: [mine] },
    });
    const key = String(made.body['key']);
    const limited = (path: string, body?: object) =>
      call(api.server, path, {
        key,
        headers: { 'idempotency-key': `limited ${path}` },
        ...(body === undefined ? {} : { body }),
      });

    expect(pageOf(await limited('/v1/accounts?salesTeam=limited')).ids).toEqual([mine]);
    expect((await limited(`/v1/accounts/${mine}/balances`)).status).toBe(200);
    const unseen = [
      await limited(`/v1/accounts/${other}`),
      await limited(`/v1/accounts/${other}/organizations`, { name: 'x' }),
    ];
    expect(unseen.map(({ status, body }) => [status, body['code']])).toEqual(
      unseen.map(() => [404, 'not_found']),
    );
    for (const path of [
      `/v1/agreements?accountId=${other}`,
      `/v1/tasks?accountId=${other}`,
      '/v1/agreements',
    ])
      expect((await limited(path)).body['items']).toEqual([]);
    const refused = [
      await limited('/v1/accounts', hospital),
      await limited('/v1/keys', { name: 'wider', roles: ['operator'] }),
    ];
    expect(refused.map(({ status, body }) => [status, body['code']])).toEqual(
      refused.map(() => [403, 'forbidden']),
    );
    const wider = await limited('/v1/keys', { name: 'wide', roles: ['operator'], accountIds: [mine, other] });
    expect([wider.status, errorsOf(wider)]).toEqual([422, ['accountIds[1] unknown_account']]);
  });

  it('with the role customer has no other role and always names its accounts', async () => {
    const mine = await newAccount(api);
    const make = (fields: object) =>
      api.call('operator', '/v1/keys', { body: { name: 'Purchasing', roles: ['customer'], ...fields } });
    const [mixed, boundless, unknown, made] = [
      await make({ roles: ['customer', 'sales'], accountIds: [mine] }),
      await make({}),
      await make({ accountIds: [mine, 'acc_none'] }),
      await make({ accountIds: [mine] }),
    ];
    expect([mixed, boundless, unknown].map((answer) => [answer.status, errorsOf(answer)])).toEqual([
      [422, ['roles customer_role_alone']],
      [422, ['accountIds customer_needs_accounts']],
      [422, ['accountIds[1] unknown_account']],
    ]);
    expect([made.status, made.body['roles'], made.body['accountIds']]).toEqual([201, ['customer'], [mine]]);
  });
});
