/** api.md §1: 401, then 403, then 404, then the body, then the idempotency key, then the handler. */
import { call, keyed, startPipeline, type PipelineServer } from './pipeline-server.ts';

let server: PipelineServer;
beforeAll(async () => {
  server = await startPipeline();
});
afterAll(() => server.close());

const WRONG_BODY = { size: 'big', colour: 'red' };

it('checks the key before anything else', async () => {
  for (const key of [null, 'unknown-key']) {
    const answer = await call(server, '/v1/things/thg_gone/resize', { key, body: WRONG_BODY });
    expect([answer.status, answer.body['code']]).toEqual([401, 'unauthenticated']);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  }
});

it('accepts the scheme in any case, and no other scheme', async () => {
  const lower = await call(server, '/v1/things/a', {
    key: null,
    headers: { authorization: 'bearer sales-key' },
  });
  const basic = await call(server, '/v1/things/a', {
    key: null,
    headers: { authorization: 'Basic sales-key' },
  });
  expect([lower.status, basic.status]).toEqual([200, 401]);
});

it('checks the role before it loads the resource, and names the roles that may call', async () => {
  const answer = await call(server, '/v1/things/thg_gone/resize', { key: 'delivery-key', body: WRONG_BODY });
  expect([answer.status, answer.body['code']]).toEqual([403, 'forbidden']);
  expect(answer.body['evidence']).toEqual({ roles: ['sales'] });
  expect(answer.body['remedy']).toBe('Use a key with one of these roles: sales.');
});

it('loads the resource before it reads the body', async () => {
  for (const body of [WRONG_BODY, '{"size":', 'x'.repeat(2_000_000)]) {
    const answer = await call(server, '/v1/things/thg_gone/resize', { body });
    expect([answer.status, answer.body['code']]).toEqual([404, 'not_found']);
  }
});

it('checks the body before the idempotency key', async () => {
  const wrong = await call(server, '/v1/things/thg_1/resize', { body: WRONG_BODY });
  const right = await call(server, '/v1/things/thg_1/resize', { body: { size: 2 } });
  expect([wrong.status, right.status]).toEqual([422, 400]);
  expect(right.body['code']).toBe('idempotency_key_required');
});

it('passes a request to its handler after every check', async () => {
  const answer = await call(server, '/v1/things/thg_1/resize', { body: { size: 2 }, headers: keyed });
  expect([answer.status, answer.body]).toEqual([200, { id: 'thg_1', size: 2 }]);
});

it('needs no key for open and signed routes', async () => {
  const health = await call(server, '/healthz', { key: null });
  const signed = await call(server, '/v1/signed/bank', {
    key: null,
    body: 'x',
    headers: { 'x-signature': 's' },
  });
  expect([health.status, signed.status]).toEqual([200, 200]);
});
