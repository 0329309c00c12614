/** Sessions: signing in with a key or a one-use link, the cookie, whose pages may use it, and how a session ends (D-04). */
import { signInLinks } from '../../../src/devstack/sign-in-links.ts';
import { runTransaction } from '../../../src/storage/transaction.ts';
import { newId } from '../../../src/infra/ids.ts';
import { customerKey, keyOf, newAccount, pageOf, startApi, type Api } from './api.ts';
import { call, type Answer } from '../pipeline/pipeline-server.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const origin = () => api.server.url;

/** Starts a session and returns its cookie as a browser sends it back. */
async function signIn(body: Record<string, unknown>): Promise<{ answer: Answer; cookie: string }> {
  const answer = await call(api.server, '/v1/sessions', { key: null, body });
  return { answer, cookie: String(answer.headers.get('set-cookie')).split(';', 1)[0] ?? '' };
}

const asPerson = (
  cookie: string,
  path: string,
  { headers = {}, ...options }: { method?: string; body?: unknown; headers?: Record<string, string> } = {},
) =>
  call(api.server, path, {
    key: null,
    ...options,
    headers: { cookie, origin: origin(), 'idempotency-key': newId('cmd'), ...headers },
  });

const account = { name: 'Riverside', country: 'BR', timeZone: 'America/Sao_Paulo', salesTeam: 'latam' };

test('a session has the roles of its key, and its cookie is read by no script and sent for no other site', async () => {
  const { answer, cookie } = await signIn({ key: keyOf('sales'), person: 'Ana Souza', device: 'Firefox' });
  expect(answer).toMatchObject({
    status: 201,
    body: { keyId: 'key_sales', person: 'Ana Souza', device: 'Firefox', roles: ['sales'], current: true },
  });
  const { createdAt, expiresAt } = answer.body as { createdAt: string; expiresAt: string };
  expect(Date.parse(expiresAt) - Date.parse(createdAt)).toBe(12 * 3_600_000);
  expect(answer.headers.get('set-cookie')).toMatch(/; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/);
  expect((await asPerson(cookie, '/v1/sessions/current')).body).toEqual(answer.body);
  const [stored] = await api.fixture.database.models.sessions.find().sort({ _id: -1 }).limit(1).lean();
  expect(JSON.stringify(stored)).not.toContain(cookie.split('=', 2)[1]);
});

test('a change through a session names the person in the audit', async () => {
  const { answer, cookie } = await signIn({ key: keyOf('sales'), person: 'Ana Souza' });
  const opened = await asPerson(cookie, '/v1/accounts', { body: account });
  expect(opened.status).toBe(201);
  const audit = await api.call('operator', `/v1/audit?accountId=${String(opened.body['id'])}`);
  expect(pageOf(audit).items.at(-1)).toMatchObject({
    type: 'account.created',
    actor: answer.body['id'],
    actorName: 'Ana Souza',
  });
});

test('of one person, the same idempotency key is the same change in every session, and of another person it is not', async () => {
  const headers = { 'idempotency-key': newId('cmd') };
  const first = await signIn({ key: keyOf('sales'), person: 'Ana Souza' });
  const again = await signIn({ key: keyOf('sales'), person: 'Ana Souza' });
  const other = await signIn({ key: keyOf('sales'), person: 'Rui Lima' });
  const open = ({ cookie }: { cookie: string }) =>
    asPerson(cookie, '/v1/accounts', { body: account, headers });
  const [one, two, three] = [await open(first), await open(again), await open(other)];
  expect(two.body['id']).toBe(one.body['id']);
  expect(three).toMatchObject({ status: 201 });
  expect(three.body['id']).not.toBe(one.body['id']);
});

describe('a session is used by pages of its own address only', () => {
  it.each([
    ['a page of another address', { origin: 'https://elsewhere.test' }, 'POST'],
    ['another port of the same host', { origin: 'http://127.0.0.1:1' }, 'POST'],
    ['a change without an origin', { origin: '' }, 'POST'],
    ['a read that another site causes', { origin: '', 'sec-fetch-site': 'same-site' }, 'GET'],
  ])('and not by %s', async (_, sent, method) => {
    const { cookie } = await signIn({ key: keyOf('sales') });
    const headers = Object.fromEntries(
      Object.entries({ cookie, ...sent }).filter(([, value]) => value !== ''),
    );
    const before = await api.fixture.database.models.accounts.countDocuments();
    const answer = await call(api.server, '/v1/accounts', {
      key: null,
      ...(method === 'POST' ? { body: account } : {}),
      headers: { 'idempotency-key': newId('cmd'), ...headers },
    });
    expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(await api.fixture.database.models.accounts.countDocuments()).toBe(before);
  });

  it('and reads need no origin, which browsers do not send with them', async () => {
    const { cookie } = await signIn({ key: keyOf('sales') });
    const headers = { cookie, 'sec-fetch-site': 'same-origin' };
    expect((await call(api.server, '/v1/accounts', { key: null, headers })).status).toBe(200);
  });

  it('and its token is no key', async () => {
    const { cookie } = await signIn({ key: keyOf('sales') });
    const key = cookie.split('=', 2)[1] ?? '';
    expect((await call(api.server, '/v1/accounts', { key })).status).toBe(401);
    expect((await call(api.server, '/v1/sessions', { key: null, body: { key } })).status).toBe(401);
  });
});

describe('a session ends', () => {
  it('when the person signs out, which also removes the cookie', async () => {
    const { cookie } = await signIn({ key: keyOf('sales') });
    const out = await asPerson(cookie, '/v1/sessions/current', { method: 'DELETE' });
    expect(out).toMatchObject({ status: 200, body: { current: true } });
    expect(out.body['endedAt']).not.toBeNull();
    expect(out.headers.get('set-cookie')).toMatch(/session=; Max-Age=0;/);
    expect((await asPerson(cookie, '/v1/sessions/current')).status).toBe(401);
  });

  it('when an operator ends it, and ending it again changes nothing', async () => {
    const { answer, cookie } = await signIn({ key: keyOf('sales') });
    const path = `/v1/sessions/${String(answer.body['id'])}`;
    const ended = await api.call('operator', path, { method: 'DELETE' });
    expect(ended.body['endedAt']).not.toBeNull();
    expect((await asPerson(cookie, '/v1/accounts')).status).toBe(401);
    expect((await api.call('operator', path, { method: 'DELETE' })).body).toEqual(ended.body);
  });

  it('when its key is revoked', async () => {
    const made = await api.call('operator', '/v1/keys', { body: { name: 'Desk', roles: ['delivery'] } });
    const { cookie } = await signIn({ key: made.body['key'] });
    expect((await asPerson(cookie, '/v1/services')).status).toBe(200);
    await api.call('operator', `/v1/keys/${String(made.body['id'])}/revoke`, { body: {} });
    expect((await asPerson(cookie, '/v1/services')).status).toBe(401);
  });

  it('when 12 hours are over', async () => {
    const { answer, cookie } = await signIn({ key: keyOf('sales') });
    await api.fixture.database.models.sessions.updateOne(
      { _id: String(answer.body['id']) },
      { $set: { expiresAt: api.fixture.serverNow() } },
    );
    expect((await asPerson(cookie, '/v1/accounts')).status).toBe(401);
  });

  it('when its key has 100 newer ones', async () => {
    const made = await api.call('operator', '/v1/keys', { body: { name: 'Desk', roles: ['delivery'] } });
    const first = await signIn({ key: made.body['key'] });
    for (let count = 0; count < 100; count += 1) await signIn({ key: made.body['key'] });
    expect(
      await api.fixture.database.models.sessions.countDocuments({
        keyId: String(made.body['id']),
        endedAt: null,
      }),
    ).toBe(100);
    expect((await asPerson(first.cookie, '/v1/services')).status).toBe(401);
  });
});

describe('the sessions that a caller sees', () => {
  it('are those of its own key', async () => {
    const { answer } = await signIn({ key: keyOf('operator') });
    const listed = pageOf(await api.call('sales', '/v1/sessions'));
    expect(new Set(listed.items.map(({ keyId }) => keyId))).toEqual(new Set(['key_sales']));
    const path = `/v1/sessions/${String(answer.body['id'])}`;
    expect((await api.call('sales', path)).status).toBe(404);
    expect((await api.call('sales', path, { method: 'DELETE' })).status).toBe(404);
  });

  it('are all for an operator', async () => {
    const { answer } = await signIn({ key: keyOf('delivery'), person: 'Wei' });
    const [newest] = pageOf(await api.call('operator', '/v1/sessions?limit=1')).items;
    expect(newest).toEqual({ ...answer.body, current: false });
  });
});

describe('a sign-in link', () => {
  const newLink = async (role: 'sales' | 'operator' = 'sales') => {
    const created = await api.call(role, '/v1/sign-in-links', { body: {} });
    expect(created.status).toBe(201);
    const [address, token] = String(created.body['url']).split('#', 2);
    expect(address).toBe('http://127.0.0.1:3000/sign-in');
    return { link: token };
  };

  it('signs in once, also of two requests at one moment', async () => {
    const link = await newLink();
    const answers = await Promise.all([signIn(link), signIn(link)]);
    expect(answers.map(({ answer }) => answer.status).sort()).toEqual([201, 401]);
    expect((await signIn(link)).answer).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
  });

  it('is made for each kind of staff when the stack starts, and signs in as it', async () => {
    const keys = { sales: keyOf('sales'), operator: keyOf('operator'), platform: keyOf('platform') };
    const links = await signInLinks(keys, api.server.url);
    expect(links.map(({ role }) => role)).toEqual(['sales', 'operator']);
    const { answer } = await signIn({ link: links[1]?.url.split('#', 2)[1] });
    expect(answer.body).toMatchObject({ roles: ['operator'], person: 'operator' });
    expect(await signInLinks({ sales: 'pf_unknown' }, api.server.url)).toEqual([]);
  });

  describe('for another key', () => {
    const linkFor = (role: 'sales' | 'operator', keyId: string) =>
      api.call(role, '/v1/sign-in-links', { body: { keyId } });
    const buyerKey = async (accountIds: string[]): Promise<string> => {
      const body = { name: 'Riverside, purchasing', roles: ['customer'], accountIds };
      return String((await api.call('operator', '/v1/keys', { body })).body['id']);
    };

    it('of a buyer signs in with the accounts of that key, and the audit says who made it for whom', async () => {
      const accountId = await newAccount(api, {});
      const keyId = await buyerKey([accountId]);
      const made = await linkFor('operator', keyId);
      expect(made.status).toBe(201);
      const { answer, cookie } = await signIn({ link: String(made.body['url']).split('#', 2)[1] });
      expect(answer.body).toMatchObject({ keyId, roles: ['customer'], accountIds: [accountId] });
      expect(pageOf(await asPerson(cookie, '/v1/accounts')).ids).toEqual([accountId]);
      const { database } = api.fixture;
      const records = await database.models.audit
        .find({ type: 'key.link_created', 'facts.keyId': keyId })
        .lean();
      expect(records).toMatchObject([
        {
          actor: 'key_operator',
          facts: { name: 'Riverside, purchasing', expiresAt: made.body['expiresAt'] },
        },
      ]);
      expect(JSON.stringify(records)).not.toContain(String(made.body['url']).split('#', 2)[1]);
    });

    it('is made by operators of all accounts only', async () => {
      const accountId = await newAccount(api, {});
      const keyId = await buyerKey([accountId]);
      const bySales = await linkFor('sales', keyId);
      expect([bySales.status, bySales.body['evidence']]).toEqual([403, { roles: ['operator'] }]);
      const narrow = await api.call('operator', '/v1/keys', {
        body: { name: 'Operator of one account', roles: ['operator'], accountIds: [accountId] },
      });
      const headers = { 'idempotency-key': newId('cmd') };
      const byNarrow = await call(api.server, '/v1/sign-in-links', {
        key: String(narrow.body['key']),
        body: { keyId },
        headers,
      });
      expect([byNarrow.status, byNarrow.body['code']]).toEqual([403, 'forbidden']);
      expect(await api.fixture.database.models.signInLinks.countDocuments({ keyId })).toBe(0);
    });

    it('needs a key with which a person can sign in', async () => {
      const keyId = await buyerKey([await newAccount(api, {})]);
      const expired = await buyerKey([await newAccount(api, {})]);
      await api.call('operator', `/v1/keys/${keyId}/revoke`, { method: 'POST' });
      await api.fixture.database.models.keys.updateOne(
        { _id: expired },
        { $set: { expiresAt: api.fixture.serverNow() } },
      );
      for (const unusable of [keyId, expired, 'key_platform']) {
        const refused = await linkFor('operator', unusable);
        expect([refused.status, refused.body['code'], refused.body['evidence']]).toEqual([
          409,
          'conflict',
          { keyId: unusable },
        ]);
      }
      expect((await linkFor('operator', 'key_none')).status).toBe(404);
    });
  });

  it('is refused from its end on, and when its key is revoked', async () => {
    const expired = await newLink();
    await api.fixture.database.models.signInLinks.updateMany(
      {},
      { $set: { expiresAt: api.fixture.serverNow() } },
    );
    expect((await signIn(expired)).answer.status).toBe(401);
    const link = await newLink();
    const { serverNow, database } = api.fixture;
    await runTransaction(api.fixture, { by: 'key_test', requestId: 'test' }, async () => {
      await database.models.keys.updateOne({ _id: 'key_sales' }, { $set: { revokedAt: serverNow() } });
    });
    expect((await signIn(link)).answer.status).toBe(401);
    await database.models.keys.updateOne({ _id: 'key_sales' }, { $set: { revokedAt: null } });
  });
});

it.each([
  ['an unknown key', { key: 'pf_unknown' }, 401],
  ['neither key nor link', {}, 422],
  ['both', { key: keyOf('sales'), link: 'x' }, 422],
  ['a key of a medical platform', { key: keyOf('platform') }, 403],
])('nobody signs in with %s', async (_, body, status) => {
  const before = await api.fixture.database.models.sessions.countDocuments();
  const { answer } = await signIn(body);
  expect(answer.status).toBe(status);
  expect(answer.headers.get('set-cookie')).toBeNull();
  expect(await api.fixture.database.models.sessions.countDocuments()).toBe(before);
});

test("a customer's session is bound to the accounts of its key, and staff stay nameless", async () => {
  const { cookie: staff } = await signIn({ key: keyOf('sales'), person: 'Ana Souza' });
  const opened = await asPerson(staff, '/v1/accounts', { body: account });
  const id = String(opened.body['id']);
  const { cookie } = await signIn({ key: await customerKey(api, id), person: 'Dr. Chen' });
  expect(pageOf(await asPerson(cookie, '/v1/accounts')).ids).toEqual([id]);
  const timeline = pageOf(await asPerson(cookie, `/v1/accounts/${id}/timeline`));
  expect(timeline.items[0]).toMatchObject({ type: 'account.created', actor: 'staff', actorName: 'staff' });
});
