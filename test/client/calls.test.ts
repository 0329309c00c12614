/** What the client sends, how it reads lists, and the errors that it throws. */
import {
  CallError,
  createClient,
  isProblem,
  NoResponseError,
  ProblemError,
  UnexpectedResponseError,
  type ClientOptions,
} from '../../client/src/index.ts';
import { ROUTES } from '../../src/contracts/routes.ts';
import { brokenJson, drop, hang, json, page, problem, StandIn } from './stand-in.ts';

let standIn: StandIn;
beforeAll(async () => {
  standIn = await StandIn.start();
});
afterAll(() => standIn.close());

const ONCE = { attempts: 1 };
const client = (options: ClientOptions = {}) =>
  createClient({ baseUrl: standIn.url, limits: ONCE, ...options });

async function errorOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => undefined,
    (error: unknown) => error,
  );
}

test('there is a function for every method of the API', () => {
  const methods = new Set(Object.values(ROUTES).map(({ method }) => method));
  expect([...methods].filter((method) => typeof client()[method] !== 'function')).toEqual([]);
});

test('a session ends without a body', async () => {
  standIn.behave(json({ id: 'ses_1' }));
  await client().delete('/v1/sessions/{id}', { path: { id: 'current' } });
  expect(standIn.seen[0]).toMatchObject({ method: 'DELETE', url: '/v1/sessions/current', body: '' });
});

describe('a request', () => {
  it('has the key, the language and the headers of the client', async () => {
    standIn.behave(json({ alive: true }));
    await client({ apiKey: 'secret', language: 'zh', headers: { 'x-tab': '1' } }).get('/healthz');
    expect(standIn.seen[0]).toMatchObject({
      method: 'GET',
      url: '/healthz',
      headers: {
        authorization: 'Bearer secret',
        'accept-language': 'zh',
        accept: 'application/json',
        'x-tab': '1',
      },
    });
  });

  it('asks for key and language each time if they are functions', async () => {
    standIn.behave(json({ alive: true }));
    const keys = ['one', 'two'];
    const own = client({ apiKey: () => Promise.resolve(keys.shift() ?? ''), language: () => 'en' });
    await own.get('/healthz');
    await own.get('/healthz');
    expect(standIn.seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer one', 'Bearer two']);
  });

  it('fills the path and the query, and leaves out what is undefined', async () => {
    standIn.behave(json({ statement: {} }));
    await client().get('/v1/rules/{id}', { path: { id: '§8.7/1' } });
    await client().get('/v1/orders', {
      query: { query: 'a&b 医院', needsAttention: false, accountId: undefined, limit: 1 },
    });
    expect(standIn.seen.map(({ url }) => url)).toEqual([
      '/v1/rules/%C2%A78.7%2F1',
      '/v1/orders?query=a%26b+%E5%8C%BB%E9%99%A2&needsAttention=false&limit=1',
    ]);
  });

  it('carries a file as it is', async () => {
    standIn.behave(json({ id: 'fil_1' }, 201));
    await client().post('/v1/files', {
      query: { accountId: 'acc_1' },
      headers: { 'X-File-Name': 'agreement.pdf' },
      body: new Blob(['%PDF-1.7']),
      contentType: 'application/pdf',
    });
    expect(standIn.seen[0]).toMatchObject({
      body: '%PDF-1.7',
      headers: { 'content-type': 'application/pdf', 'x-file-name': 'agreement.pdf' },
    });
  });

  it('without an id for its path, or with a key that no header can have, is not sent', async () => {
    standIn.behave(json({}));
    await expect(client().get('/v1/orders/{id}', { path: { id: '' } })).rejects.toMatchObject({
      name: 'TypeError',
    });
    const call = client().post('/v1/keys/{id}/revoke', {
      path: { id: 'key_1' },
      body: {},
      idempotencyKey: 'two\nlines',
    });
    await expect(call).rejects.toMatchObject({ name: 'TypeError' });
    expect(standIn.seen).toEqual([]);
  });

  it('needs an address where there is no page', () => {
    expect(() => createClient()).toThrow('Invalid URL');
    expect(() => createClient({ baseUrl: 'localhost' })).toThrow('Invalid URL');
  });

  it('is the same with a slash at the end of the address', async () => {
    standIn.behave(json({ alive: true }));
    await client({ baseUrl: `${standIn.url}/` }).get('/healthz');
    expect(standIn.seen[0]?.url).toBe('/healthz');
  });
});

test('a success can be read with its status and headers', async () => {
  standIn.behave(json({ id: 'pay_1', state: 'pending' }, 202, { 'idempotent-replayed': 'true' }));
  const { status, headers, body } = await client().send('post', '/v1/orders/{id}/payments', {
    path: { id: 'ord_1' },
    body: { method: 'online', token: 'tok_ok' },
  });
  expect([status, headers.get('idempotent-replayed'), body.state]).toEqual([202, 'true', 'pending']);
});

test('what is not JSON is opened, in the media type that is asked for', async () => {
  standIn.behave((response) =>
    response.writeHead(200, { 'content-type': 'text/csv' }).end('id\r\nord_1\r\n'),
  );
  const response = await client().open('/v1/orders', { query: { limit: 2 }, accept: 'text/csv' });
  await expect(response.text()).resolves.toBe('id\r\nord_1\r\n');
  expect(standIn.seen[0]).toMatchObject({ url: '/v1/orders?limit=2', headers: { accept: 'text/csv' } });
});

describe('a list', () => {
  const three = [
    json({ items: [{ id: '1' }, { id: '2' }], nextCursor: 'a' }),
    json({ items: [], nextCursor: 'b' }),
    json({ items: [{ id: '3' }], nextCursor: null }),
  ];

  it('is read entry by entry over all pages', async () => {
    standIn.behave(...three);
    const ids: string[] = [];
    for await (const { id } of client().items('/v1/orders', { query: { state: 'active' } })) ids.push(id);
    expect(ids).toEqual(['1', '2', '3']);
    expect(standIn.seen.map(({ url }) => url)).toEqual([
      '/v1/orders?state=active',
      '/v1/orders?state=active&cursor=a',
      '/v1/orders?state=active&cursor=b',
    ]);
  });

  it('is read page by page', async () => {
    standIn.behave(...three);
    const sizes: number[] = [];
    for await (const entries of client().pages('/v1/accounts')) sizes.push(entries.length);
    expect(sizes).toEqual([2, 0, 1]);
  });

  it('reads no page that is not needed', async () => {
    standIn.behave(...three);
    for await (const { id } of client().items('/v1/orders')) if (id === '2') break;
    expect(standIn.seen).toHaveLength(1);
  });

  it('goes on after a page that had to be repeated', async () => {
    standIn.behave(three[0]!, drop, three[2]!);
    const ids: string[] = [];
    const patient = client({ limits: { attempts: 2 }, timing: { wait: () => Promise.resolve() } });
    for await (const { id } of patient.items('/v1/orders')) ids.push(id);
    expect(ids).toEqual(['1', '2', '3']);
    expect(standIn.seen[2]?.url).toBe('/v1/orders?cursor=a');
  });

  it('whose pages name themselves as the next ends with an error', async () => {
    standIn.behave(three[0]!);
    const read = async () => {
      for await (const _ of client().items('/v1/orders'));
    };
    await expect(read()).rejects.toThrow('does not go on');
    expect(standIn.seen).toHaveLength(2);
  });
});

describe('an error', () => {
  const get = () => client().get('/v1/orders/{id}', { path: { id: 'ord_1' } });

  it('is what the API says about a refusal', async () => {
    const fields = {
      rule: 'R-INTL-53',
      remedy: 'Top up.',
      evidence: { available: 3 },
      errors: [{ path: 'lines[0]', code: 'unpriced', message: 'No price' }],
    };
    standIn.behave(problem(402, 'insufficient_balance', {}, fields));
    const error = await errorOf(get());
    expect(error).toBeInstanceOf(ProblemError);
    expect(error).toBeInstanceOf(CallError);
    expect(error).toMatchObject({
      ...fields,
      name: 'ProblemError',
      message: 'Detail of insufficient_balance',
      code: 'insufficient_balance',
      status: 402,
      title: 'Title of insufficient_balance',
      detail: 'Detail of insufficient_balance',
      requestId: 'req-1',
      type: 'https://api.example.com/problems/insufficient_balance',
    });
    expect(isProblem(error)).toBe(true);
    expect(isProblem(error, 'conflict', 'insufficient_balance')).toBe(true);
    expect(isProblem(error, 'conflict')).toBe(false);
  });

  it('without a list of fields has an empty one', async () => {
    standIn.behave(problem(404, 'not_found'));
    expect(await errorOf(get())).toMatchObject({ errors: [], rule: undefined });
  });

  it.each([
    ['an error page', page(502), 502, '<html><body>Bad gateway</body></html>'],
    ['broken JSON', brokenJson, 200, '{"id": "acc_1", "na'],
    ['JSON of something else', json({ error: 'no' }, 400), 400, '{"error":"no"}'],
  ])('says what it met instead of the API: %s', async (_what, behaviour, status, excerpt) => {
    standIn.behave(behaviour);
    const error = await errorOf(get());
    expect(error).toBeInstanceOf(UnexpectedResponseError);
    expect(error).toMatchObject({ status, excerpt });
    expect(isProblem(error)).toBe(false);
  });

  it('shows at most 200 characters of a page', async () => {
    standIn.behave((response) => response.writeHead(500).end('x'.repeat(10_000)));
    expect(await errorOf(get())).toMatchObject({ excerpt: 'x'.repeat(200) });
  });

  it('has its cause and the key of the command if no response arrives, so that it can be repeated', async () => {
    standIn.behave(drop);
    const body = { reason: 'A mistake' };
    const lost = await errorOf(client().post('/v1/usages/{id}/reverse', { path: { id: 'usg_1' }, body }));
    expect(lost).toBeInstanceOf(NoResponseError);
    expect(lost).toMatchObject({ cause: { message: expect.any(String) as string } });
    expect((lost as NoResponseError).idempotencyKey).toBe(standIn.keys()[0]);
  });

  it('says that an attempt took too long', async () => {
    standIn.behave(hang);
    const late = await errorOf(client({ limits: { ...ONCE, attemptMs: 50 } }).get('/healthz'));
    expect(late).toMatchObject({ name: 'NoResponseError', cause: { name: 'TimeoutError' } });
  });

  it('does not contain the API key', async () => {
    for (const behaviour of [drop, page(500), problem(403, 'forbidden')]) {
      standIn.behave(behaviour);
      const error = await errorOf(client({ apiKey: 'a-secret-key' }).get('/healthz'));
      expect(JSON.stringify(error) + String(error) + String((error as Error).stack)).not.toContain(
        'a-secret-key',
      );
    }
  });
});
