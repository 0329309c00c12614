/** What every answer carries, and what the log says of it. */
import {
  ACCOUNT_NOW,
  call,
  keyed,
  SERVER_NOW,
  startEdge,
  thingHandlers,
  type EdgeServer,
} from './edge-server.ts';

let server: EdgeServer;
beforeAll(async () => {
  server = await startEdge();
});
afterAll(() => server.close());
beforeEach(() => {
  server.logged.length = 0;
});

it('takes the name a caller gives a request, and answers and logs it', async () => {
  const { headers } = await call(server, '/v1/things/a?', {
    headers: { 'x-request-id': 'order-77/retry:2' },
  });
  expect(headers.get('x-request-id')).toBe('order-77/retry:2');
  expect(server.logged.map(({ facts }) => facts['requestId'])).toEqual(['order-77/retry:2']);
});

it.each(['two words', 'x'.repeat(129)])('makes a name of its own instead of %j', async (given) => {
  const { headers } = await call(server, '/v1/things/a', { headers: { 'x-request-id': given } });
  expect(headers.get('x-request-id')).toMatch(/^[\w-]{20,}$/);
});

it('carries the request id and the time on refusals of every kind', async () => {
  for (const [path, options] of [
    ['/nowhere', {}],
    ['/v1/things', { key: null }],
    ['/v1/things', { method: 'PATCH' }],
    ['/v1/things/thg_1/resize', { body: '{' }],
  ] as const) {
    const { headers, body } = await call(server, path, options);
    expect(body['requestId']).toBe(headers.get('x-request-id'));
    expect(headers.get('x-server-now')).toBe(SERVER_NOW);
  }
});

it('answers in the time of the account where the handler says so', async () => {
  const { headers } = await call(server, '/v1/things/thg_sandbox');
  expect(headers.get('x-server-now')).toBe(ACCOUNT_NOW);
});

it('marks a replay, and only a replay', async () => {
  const first = await call(server, '/v1/things/a/resize', { body: { size: 1 }, headers: keyed });
  const again = await call(server, '/v1/things/a/resize', {
    body: { size: 1, why: 'again' },
    headers: keyed,
  });
  expect([first.headers.get('idempotent-replayed'), again.headers.get('idempotent-replayed')]).toEqual([
    null,
    'true',
  ]);
});

it('tells browsers and proxies what they may not do', async () => {
  const { headers } = await call(server, '/v1/things/a');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toContain("script-src 'self'");
  expect(headers.get('content-security-policy')).not.toContain('upgrade-insecure-requests');
  expect([headers.get('x-powered-by'), headers.get('etag')]).toEqual([null, null]);
});

it('logs a request once, by the key that called and without its query or secrets', async () => {
  await call(server, '/v1/things?color=red');
  expect(server.logged).toHaveLength(1);
  expect(server.logged[0]).toMatchObject({
    level: 'info',
    message: 'request',
    facts: { route: 'listThings', method: 'GET', path: '/v1/things', status: 200, keyId: 'key_sales' },
  });
  expect(JSON.stringify(server.logged)).not.toMatch(/sales-key|color/);
});

it('streams text piece by piece', async () => {
  const { text, headers } = await call(server, '/v1/things.ndjson');
  expect(text).toBe('{"id":"a"}\n{"id":"b"}\n');
  expect(headers.get('content-type')).toBe('application/x-ndjson');
});

it('cuts a stream off when its source fails, and logs why', async () => {
  const failing = await startEdge({
    handlers: {
      ...thingHandlers,
      streamThings: () =>
        Promise.resolve({
          status: 200,
          body: (async function* () {
            yield await Promise.resolve('{"id":"a"}\n');
            throw new Error('the cursor died');
          })(),
        }),
    },
  });
  try {
    await expect(call(failing, '/v1/things.ndjson')).rejects.toThrow();
    expect(failing.logged.filter(({ level }) => level === 'error')).toHaveLength(1);
    expect(failing.logged.filter(({ facts }) => facts['aborted'] === true)).toHaveLength(1);
  } finally {
    await failing.close();
  }
});

it('fails a request in tests whose answer is not the one of the contract', async () => {
  const wrong: [string, unknown][] = [
    ['another status', { status: 204, body: {} }],
    ['a missing field', { status: 200, body: { id: 'a' } }],
    ['a field that is not in the contract', { status: 200, body: { id: 'a', size: 1, colour: 'red' } }],
  ];
  for (const [what, answer] of wrong) {
    const lying = await startEdge({
      handlers: {
        ...thingHandlers,
        getThing: () => Promise.resolve(answer as { status: 200; body: { id: string; size: number } }),
      },
    });
    try {
      const { status } = await call(lying, '/v1/things/a');
      expect([what, status]).toEqual([what, 500]);
      const error = lying.logged.find(({ level }) => level === 'error');
      expect((error?.facts['err'] as Error).name).toBe('ResponseMismatch');
    } finally {
      await lying.close();
    }
  }
});
