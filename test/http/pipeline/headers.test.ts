/** The headers of every response, and the log line of a request. */
import {
  ACCOUNT_NOW,
  call,
  keyed,
  SERVER_NOW,
  startPipeline,
  thingHandlers,
  type PipelineServer,
} from './pipeline-server.ts';

let server: PipelineServer;
beforeAll(async () => {
  server = await startPipeline();
});
afterAll(() => server.close());
beforeEach(() => {
  server.logged.length = 0;
});

it('returns and logs the request id that the caller sent', async () => {
  const { headers } = await call(server, '/v1/things/a?', {
    headers: { 'x-request-id': 'order-77/retry:2' },
  });
  expect(headers.get('x-request-id')).toBe('order-77/retry:2');
  expect(server.logged.map(({ facts }) => facts['requestId'])).toEqual(['order-77/retry:2']);
});

it.each(['two words', 'x'.repeat(129)])('generates a request id instead of %j', async (given) => {
  const { headers } = await call(server, '/v1/things/a', { headers: { 'x-request-id': given } });
  expect(headers.get('x-request-id')).toMatch(/^[\w-]{20,}$/);
});

it('sends the request id and the time with every kind of problem', async () => {
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

it('sends account time if the handler returns it', async () => {
  const { headers } = await call(server, '/v1/things/thg_sandbox');
  expect(headers.get('x-server-now')).toBe(ACCOUNT_NOW);
});

it('marks replays, and only those', async () => {
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

it('sends headers that restrict browsers and proxies', async () => {
  const { headers } = await call(server, '/v1/things/a');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toContain("script-src 'self'");
  expect(headers.get('content-security-policy')).not.toContain('upgrade-insecure-requests');
  expect([headers.get('x-powered-by'), headers.get('etag')]).toEqual([null, null]);
});

it('logs a request once, with its key id and without query or secrets', async () => {
  await call(server, '/v1/things?color=red');
  expect(server.logged).toHaveLength(1);
  expect(server.logged[0]).toMatchObject({
    level: 'info',
    message: 'request',
    facts: { route: 'listThings', method: 'GET', path: '/v1/things', status: 200, keyId: 'key_sales' },
  });
  expect(JSON.stringify(server.logged)).not.toMatch(/sales-key|color/);
});

it('streams text in chunks', async () => {
  const { text, headers } = await call(server, '/v1/things.ndjson');
  expect(text).toBe('{"id":"a"}\n{"id":"b"}\n');
  expect(headers.get('content-type')).toBe('application/x-ndjson');
});

it('aborts a stream if its source fails, and logs the error', async () => {
  const failing = await startPipeline({
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

it('fails a request in tests if the response violates the contract', async () => {
  const wrong: [string, unknown][] = [
    ['another status', { status: 204, body: {} }],
    ['a missing field', { status: 200, body: { id: 'a' } }],
    ['a field that is not in the contract', { status: 200, body: { id: 'a', size: 1, colour: 'red' } }],
  ];
  for (const [what, answer] of wrong) {
    const lying = await startPipeline({
      handlers: {
        ...thingHandlers,
        getThing: () => Promise.resolve(answer as { status: 200; body: { id: string; size: number } }),
      },
    });
    try {
      const { status } = await call(lying, '/v1/things/a');
      expect([what, status]).toEqual([what, 500]);
      const error = lying.logged.find(({ level }) => level === 'error');
      expect((error?.facts['err'] as Error | undefined)?.name).toBe('ResponseMismatch');
    } finally {
      await lying.close();
    }
  }
});
