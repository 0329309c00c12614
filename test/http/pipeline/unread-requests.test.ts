/** Input that never becomes a valid HTTP request gets a problem, and the connection is closed. */
import { startPipeline, type PipelineServer } from './pipeline-server.ts';
import { RawConnection, type RawAnswer } from './raw-connection.ts';
import { startSlowEdge } from './slow-pipeline.ts';

let server: PipelineServer;
beforeAll(async () => {
  server = await startPipeline({}, { headersMs: 200, requestMs: 200 });
});
afterAll(() => server.close());
beforeEach(() => {
  server.logged.length = 0;
});

async function answersTo(text: string, { port } = server): Promise<RawAnswer[]> {
  const connection = await RawConnection.open(port);
  connection.write(text);
  return connection.answersToTheEnd();
}

const HEAD = 'GET /healthz HTTP/1.1\r\nHost: here\r\n';
const KEY = 'Authorization: Bearer sales-key\r\nIdempotency-Key: k\r\n';

it.each([
  ['input that is not HTTP', 'hello there\r\n\r\n', 400, 'validation_failed'],
  ['a TLS handshake', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n', 400, 'validation_failed'],
  ['an unknown HTTP version', 'GET /healthz HTTP/3.7\r\nHost: here\r\n\r\n', 400, 'validation_failed'],
  ['a header without a name', `${HEAD}: x\r\n\r\n`, 400, 'validation_failed'],
  ['a folded header', `${HEAD}X-A: 1\r\n 2\r\n\r\n`, 400, 'validation_failed'],
  ['a control character in a header', `${HEAD}X-A: \x01\r\n\r\n`, 400, 'validation_failed'],
  ['a length that is not a number', `${HEAD}Content-Length: ten\r\n\r\n`, 400, 'validation_failed'],
  ['two lengths', `${HEAD}Content-Length: 1\r\nContent-Length: 2\r\n\r\n`, 400, 'validation_failed'],
  [
    'a length beside chunks',
    `${HEAD}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    400,
    'validation_failed',
  ],
  [
    'a broken chunk',
    `POST /v1/things/a/resize HTTP/1.1\r\nHost: here\r\n${KEY}Transfer-Encoding: chunked\r\n\r\nzz\r\n`,
    400,
    'validation_failed',
  ],
  ['an invalid URL', 'GET http://[ HTTP/1.1\r\nHost: here\r\n\r\n', 400, 'validation_failed'],
  ['no Host', 'GET /healthz HTTP/1.1\r\n\r\n', 400, 'validation_failed'],
  ['an unknown expectation', `${HEAD}Expect: a miracle\r\n\r\n`, 417, 'validation_failed'],
  ['headers that are too large', `${HEAD}X-A: ${'x'.repeat(20_000)}\r\n\r\n`, 431, 'payload_too_large'],
  ['endless headers', `${HEAD}X-A: ${'x'.repeat(400_000)}`, 431, 'payload_too_large'],
  ['a URL that is too long', `GET /${'a'.repeat(20_000)} HTTP/1.1\r\n\r\n`, 431, 'payload_too_large'],
  ['an unknown method', 'BREW /pot HTTP/1.1\r\nHost: here\r\n\r\n', 405, 'method_not_allowed'],
  ['CONNECT', 'CONNECT there:443 HTTP/1.1\r\nHost: there:443\r\n\r\n', 405, 'method_not_allowed'],
  ['headers that do not arrive in time', HEAD, 408, 'unavailable'],
  ['nothing at all', '', 408, 'unavailable'],
  [
    'a body that does not arrive in time',
    `POST /v1/things/a/resize HTTP/1.1\r\nHost: here\r\n${KEY}Content-Length: 12\r\n\r\n{"size"`,
    408,
    'unavailable',
  ],
])('responds once to %s, and closes', async (_what, text, status, code) => {
  const [answer, ...more] = await answersTo(text);
  expect(more).toEqual([]);
  expect(answer?.status).toBe(status);
  expect(answer?.body).toMatchObject({ status, code, type: `/problems/${code}` });
  expect(answer?.body['requestId']).toBe(answer?.headers.get('x-request-id'));
  expect(answer?.headers.get('content-type')).toContain('application/problem+json');
  expect(answer?.headers.get('connection')).toBe('close');
  expect(answer?.headers.get('x-server-now')).toBeDefined();
  expect(answer?.headers.has('allow')).toBe(status === 405);
  expect(answer?.headers.has('retry-after')).toBe(status === 408);
  expect(server.logged.map(({ facts }) => facts['requestId'])).toContain(answer?.body['requestId']);
});

it.each([
  ['HTTP/1.0', 'GET /healthz HTTP/1.0\r\n\r\n', 200],
  [
    'an absolute URL instead of a path',
    'GET http://here/healthz HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n',
    200,
  ],
  ['OPTIONS of the server', 'OPTIONS * HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n', 404],
  ['a path with two slashes', 'GET //healthz HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n', 404],
  [
    'an offer to upgrade the protocol',
    `GET /healthz HTTP/1.1\r\nHost: here\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n`,
    200,
  ],
  [
    'a path that cannot be decoded',
    'GET /v1/things/%zz HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n',
    404,
  ],
])('handles %s as a request', async (_what, text, status) => {
  expect((await answersTo(text)).map((answer) => answer.status)).toEqual([status]);
});

it('responds to the earlier requests first, then to the malformed input', async () => {
  const answers = await answersTo(`${HEAD}\r\n${HEAD}\r\nnonsense\r\n\r\n`);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 400]);
});

it('completes a request in progress despite malformed input after it', async () => {
  const { edge: slow, asked, serve } = await startSlowEdge();
  const connection = await RawConnection.open(slow.port);
  connection.write(`GET /v1/things/a HTTP/1.1\r\nHost: here\r\n${KEY}\r\n`);
  connection.write('nonsense\r\n\r\n');
  await asked();
  serve();
  expect((await connection.answersToTheEnd()).map(({ status }) => status)).toEqual([200, 400]);
  await slow.close();
});

it('rejects a connection beyond the limit, and accepts one again once another has closed', async () => {
  const small = await startPipeline({}, { connections: 1 });
  const first = await RawConnection.open(small.port);
  const [refused] = await answersTo(`${HEAD}\r\n`, small);
  expect([refused?.status, refused?.body['code'], refused?.headers.get('retry-after')]).toEqual([
    503,
    'unavailable',
    '2',
  ]);
  first.close();
  await first.ended;
  const again = await answersTo(`${HEAD}Connection: close\r\n\r\n`, small);
  expect(again[0]?.status).toBe(200);
  await small.close();
});

it('a request that was read may take any time, and a silent connection is closed', async () => {
  const { edge, asked, serve } = await startSlowEdge({ silentMs: 200 });
  const worked = await RawConnection.open(edge.port);
  worked.write('GET /v1/things/a HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer sales-key\r\n\r\n');
  await asked();
  // It fell silent later than the first connection.
  const silent = await RawConnection.open(edge.port);
  expect((await silent.answersToTheEnd()).map(({ status }) => status)).toEqual([408]);
  serve();
  await worked.answered(1);
  expect(worked.answers().map(({ status }) => status)).toEqual([200]);
  await edge.close();
});
