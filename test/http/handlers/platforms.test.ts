/** Endpoints and secrets of the platforms, and low-balance thresholds, over HTTP. */
import { Webhook } from 'standardwebhooks';
import { call } from '../pipeline/pipeline-server.ts';
import { errorsOf, newAccount, startApi, type Api } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());
beforeEach(() => api.fixture.database.models.platforms.deleteMany({}));

const HOOK = 'https://platform.test/notices';
const put = (body: object, platform = 'business') =>
  api.call('operator', `/v1/platforms/${platform}`, { method: 'PUT', body });
const get = async (platform = 'business') => (await api.call('operator', `/v1/platforms/${platform}`)).body;
const rotate = (headers: Record<string, string> = {}) =>
  api.call('operator', '/v1/platforms/business/rotate-secret', { method: 'POST', body: {}, headers });
const stored = () => api.fixture.database.models.platforms.findById('business').orFail().lean();

describe('a platform', () => {
  it('receives its notices in the inbox until an operator sets an endpoint', async () => {
    expect(await get()).toEqual({ url: null, sandboxUrl: null, enabled: true, secrets: [] });
    const set = await put({ url: HOOK, sandboxUrl: 'http://platform.test:8080/sandbox', enabled: true });
    expect(set.status).toBe(200);
    expect(set.body).toMatchObject({
      url: HOOK,
      sandboxUrl: 'http://platform.test:8080/sandbox',
      enabled: true,
    });
    expect(await get()).toEqual(set.body);
    expect(await get('management')).toMatchObject({ url: null });
  });

  it('is replaced as a whole: absent fields are removed', async () => {
    await put({ url: HOOK, sandboxUrl: HOOK, enabled: true });
    await put({ url: null, enabled: false });
    expect(await get()).toMatchObject({ url: null, sandboxUrl: null, enabled: false });
  });

  it('gets a secret with its first endpoint, which survives changes of the endpoint and is never shown', async () => {
    const first = await put({ url: HOOK, enabled: true });
    const { encrypted } = (await stored()).secrets[0]!;
    await put({ url: `${HOOK}/2`, enabled: true });
    const after = await stored();
    expect(after.secrets.map((secret) => secret.encrypted)).toEqual([encrypted]);
    expect(first.body['secrets']).toEqual([{ createdAt: expect.any(String) as string, expiresAt: null }]);
    expect(JSON.stringify(await get())).not.toContain(encrypted);
  });

  it('is read and changed only by operators whose key is not limited to accounts', async () => {
    for (const role of ['sales', 'delivery', 'platform'] as const) {
      const answer = await api.call(role, '/v1/platforms/business');
      expect([role, answer.status]).toEqual([role, 403]);
    }
    const accountIds = [await newAccount(api)];
    const made = await api.call('operator', '/v1/keys', {
      body: { name: 'one account', roles: ['operator'], accountIds },
    });
    const limited = await call(api.server, '/v1/platforms/business', { key: String(made.body['key']) });
    expect(limited.status).toBe(403);
  });

  it('with an unknown name is 404, whatever the body', async () => {
    expect((await put({ colour: 'red' }, 'marketing')).status).toBe(404);
    expect((await api.call('operator', '/v1/platforms/toString')).status).toBe(404);
  });

  it('has its changes in the audit, without secrets', async () => {
    await put({ url: HOOK, enabled: true });
    const { body } = await rotate();
    const audit = await api.fixture.database.models.audit
      .find({ type: /^platform\./, 'facts.platform': 'business' })
      .sort({ _id: -1 })
      .limit(2)
      .lean();
    expect(audit).toMatchObject([
      { type: 'platform.secret_rotated', actor: 'key_operator' },
      { type: 'platform.changed', before: { url: null }, after: { url: HOOK } },
    ]);
    expect(JSON.stringify(audit)).not.toContain(body['secret']);
  });
});

describe('an endpoint', () => {
  it.each([
    ['http://127.0.0.1:9/', '127.0.0.1', 'loopback'],
    ['http://[::1]/', '::1', 'loopback'],
    ['http://10.1.2.3/', '10.1.2.3', 'private'],
    ['http://169.254.169.254/latest/', '169.254.169.254', 'private'],
    ['http://0x7f000001/', '127.0.0.1', 'loopback'],
    ['http://inner.test/', '10.0.0.1', 'private'],
    ['http://mixed.test/', '127.0.0.1', 'loopback'],
    ['http://0.0.0.0/', '0.0.0.0', 'impossible'],
  ])('%s is rejected because it resolves to %s', async (url, address, addressKind) => {
    for (const body of [
      { url, enabled: true },
      { url: null, sandboxUrl: url, enabled: false },
    ]) {
      const answer = await put(body);
      expect([answer.status, answer.body['code'], answer.body['rule']]).toEqual([
        422,
        'validation_failed',
        'AMB-47',
      ]);
      expect(answer.body['evidence']).toMatchObject({
        field: body.url === null ? 'sandboxUrl' : 'url',
        address,
        addressKind,
      });
    }
    expect(await get()).toMatchObject({ url: null, sandboxUrl: null });
  });

  it.each([
    'ftp://platform.test/',
    'platform.test',
    '',
    'https://user:word@platform.test/',
    'file:///etc/hosts',
  ])('%p is invalid', async (url) => {
    const answer = await put({ url, enabled: true });
    expect([answer.status, errorsOf(answer)]).toEqual([422, ['url not_an_endpoint']]);
  });

  it('with a host name that does not resolve is accepted: every delivery resolves it again', async () => {
    expect((await put({ url: 'https://nobody.test/', enabled: true })).status).toBe(200);
  });

  it('needs the field enabled, and rejects unknown fields', async () => {
    expect(errorsOf(await put({ url: HOOK }))).toEqual(['enabled missing']);
    expect(errorsOf(await put({ enabled: true }))).toEqual(['url missing']);
    expect(errorsOf(await put({ url: HOOK, enabled: true, secret: 'mine' }))).toEqual([
      'secret unknown_field',
    ]);
  });
});

describe('a rotation', () => {
  it('shows the secret once: its replay omits it and rotates nothing', async () => {
    await put({ url: HOOK, enabled: true });
    const headers = { 'idempotency-key': 'rotate-once' };
    const first = await rotate(headers);
    const again = await rotate(headers);
    expect(first.status).toBe(200);
    expect(first.body['secret']).toMatch(/^whsec_/);
    expect(() => new Webhook(String(first.body['secret']))).not.toThrow();
    expect([again.status, again.body, again.headers.get('idempotent-replayed')]).toEqual([200, {}, 'true']);
    expect((await stored()).secrets).toHaveLength(2);
    const records = await api.fixture.database.models.idempotency.find({ _id: /rotate-once/ }).lean();
    expect(JSON.stringify(records)).not.toContain('whsec_');
  });

  it('leaves the old secret valid for 24 hours, which the settings show', async () => {
    await put({ url: HOOK, enabled: true });
    await rotate();
    const secrets = (await get())['secrets'] as { createdAt: string; expiresAt: string | null }[];
    expect(secrets).toHaveLength(2);
    expect(secrets[0]!.expiresAt).toBeNull();
    expect(Date.parse(secrets[1]!.expiresAt!) - Date.parse(secrets[0]!.createdAt)).toBe(24 * 3_600_000);
  });

  it('before the first endpoint creates a secret in advance', async () => {
    await rotate();
    const before = await stored();
    await put({ url: HOOK, enabled: true });
    expect((await stored()).secrets).toEqual(before.secrets);
  });

  it('by several callers at once returns different secrets, of which one is current', async () => {
    const answers = await Promise.all([rotate(), rotate(), rotate()]);
    const secrets = answers.map(({ body }) => body['secret']);
    expect(new Set(secrets).size).toBe(3);
    const open = (await stored()).secrets.filter(({ expiresAt }) => expiresAt === null);
    expect([(await stored()).secrets.length, open.length]).toEqual([3, 1]);
  });
});

describe('low-balance thresholds', () => {
  const of = async (accountId: string, resource: string) => {
    const { body } = await api.call('platform', `/v1/accounts/${accountId}/low-balance`);
    return (body['items'] as { resource: string }[]).find((item) => item.resource === resource);
  };
  const set = (accountId: string, body: object, role: 'sales' | 'operator' | 'delivery' = 'sales') =>
    api.call(role, `/v1/accounts/${accountId}/low-balance`, { method: 'PUT', body });

  it('come from the catalogue unless the account has its own for the resource', async () => {
    const accountId = await newAccount(api);
    expect(await of(accountId, 'ai:mimi')).toEqual({
      resource: 'ai:mimi',
      units: [200],
      source: 'catalogue',
    });
    const answer = await set(accountId, { resource: 'ai:mimi', units: [500, 50] });
    expect(answer.status).toBe(200);
    expect(await of(accountId, 'ai:mimi')).toEqual({
      resource: 'ai:mimi',
      units: [500, 50],
      source: 'account',
    });
    expect(await of(accountId, 'inspection')).toMatchObject({ units: [200], source: 'catalogue' });
  });

  it('may be empty, which disables the notice', async () => {
    const accountId = await newAccount(api);
    await set(accountId, { resource: 'inspection', units: [] }, 'operator');
    expect(await of(accountId, 'inspection')).toMatchObject({ units: [], source: 'account' });
  });

  it('increment the version of the ledger, and are audited at account time', async () => {
    const sandboxNow = '2025-03-07T09:07:00.000Z';
    const accountId = await newAccount(api, { sandboxNow });
    const { ledgers, audit } = api.fixture.database.models;
    const before = await ledgers.findById(accountId).orFail().lean();
    const answer = await set(accountId, { resource: 'inspection', units: [10] });
    const after = await ledgers.findById(accountId).orFail().lean();
    expect(after).toEqual({
      ...before,
      version: before.version + 1,
      lowBalanceUnits: { inspection: [10] },
    });
    expect(answer.headers.get('x-server-now')).toBe(sandboxNow);
    expect(await audit.find({ accountId, type: 'account.low_balance_set' }).lean()).toMatchObject([
      { at: sandboxNow, facts: { resource: 'inspection' }, before: null, after: [10], actor: 'key_sales' },
    ]);
  });

  it('are at most ten different whole numbers from 1, in descending order', async () => {
    const accountId = await newAccount(api);
    const wrong = async (units: unknown) =>
      errorsOf(await set(accountId, { resource: 'inspection', units }))[0];
    expect(await wrong([10, 20])).toBe('units not_descending');
    expect(await wrong([10, 10])).toBe('units not_descending');
    expect(await wrong([0])).toBe('units[0] too_small');
    expect(await wrong([1.5])).toMatch(/^units\[0\] /);
    expect(await wrong([11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1])).toBe('units too_many');
  });

  it('are set by sales and operators, for existing resources and accounts', async () => {
    const accountId = await newAccount(api);
    expect((await set(accountId, { resource: 'inspection', units: [1] }, 'delivery')).status).toBe(403);
    expect((await set('acc_none', { resource: 'inspection', units: [1] })).status).toBe(404);
    expect((await set(accountId, { resource: 'tea', units: [1] })).status).toBe(404);
  });
});
