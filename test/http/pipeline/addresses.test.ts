/** Unknown paths, and methods that a path does not allow. */
import { call, startPipeline, THING_ROUTES, thingHandlers, type PipelineServer } from './pipeline-server.ts';

let server: PipelineServer;
beforeAll(async () => {
  server = await startPipeline();
});
afterAll(() => server.close());

it.each([
  '/',
  '/v1',
  '/v1/thing',
  '/V1/things',
  '/v1/things/a/b',
  '/docs/assets/package.json',
  '/problems/none',
])('returns 404 as a problem for %s', async (path) => {
  const answer = await call(server, path);
  expect([answer.status, answer.body['code']]).toEqual([404, 'not_found']);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
});

it('returns 404 as a problem for a path that cannot be decoded', async () => {
  const answer = await call(server, '/v1/things/%E0%A4%A');
  expect([answer.status, answer.body['code']]).toEqual([404, 'not_found']);
});

it.each([
  ['DELETE', '/v1/things', 'GET, HEAD'],
  ['OPTIONS', '/v1/things/a', 'GET, HEAD'],
  ['GET', '/v1/things/a/resize', 'POST'],
  ['POST', '/healthz', 'GET, HEAD'],
])('returns 405 for %s %s and names the allowed methods', async (method, path, allow) => {
  const answer = await call(server, path, { method });
  expect([answer.status, answer.body['code'], answer.headers.get('allow')]).toEqual([
    405,
    'method_not_allowed',
    allow,
  ]);
  expect(answer.body['evidence']).toEqual({ method, allowed: allow.split(', ') });
});

it('handles HEAD like GET, without a body', async () => {
  const answer = await call(server, '/v1/things/a', { method: 'HEAD' });
  expect([answer.status, answer.text]).toEqual([200, '']);
  expect(Number(answer.headers.get('content-length'))).toBeGreaterThan(0);
});

it('does not start if a route has no handler', async () => {
  const { getThing: _missing, ...others } = thingHandlers;
  const incomplete = others as typeof thingHandlers;
  await expect(startPipeline({ routes: THING_ROUTES, handlers: incomplete })).rejects.toThrow(
    'the route getThing has no handler',
  );
});
