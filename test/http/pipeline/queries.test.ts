/** Queries are parsed strictly: no unknown or repeated parameters, and no malformed numbers. */
import { call, startPipeline, type PipelineServer } from './pipeline-server.ts';

let server: PipelineServer;
beforeAll(async () => {
  server = await startPipeline();
});
afterAll(() => server.close());

const errorsOf = (body: Record<string, unknown>) =>
  (body['errors'] as { path: string; code: string }[]).map(({ path, code }) => `${path} ${code}`);

it('applies the defaults of a query', async () => {
  const { body } = await call(server, '/v1/things');
  expect(body['items']).toEqual([{ id: 'any', size: 50 }]);
});

it.each(['limit=1', 'limit=200&color=red', 'limit=007'])('accepts the query %s', async (query) => {
  expect((await call(server, `/v1/things?${query}`)).status).toBe(200);
});

it.each([
  ['limit=0', 'limit too_small'],
  ['limit=201', 'limit too_large'],
  ['limit=1.5', 'limit wrong_type'],
  ['limit=', 'limit wrong_type'],
  ['limit=1e2', 'limit wrong_type'],
  ['color=green', 'color not_allowed'],
  ['colour=red', 'colour unknown_field'],
  ['color=red&color=red', 'color repeated_field'],
  ['color[]=red', 'color[] unknown_field'],
  ['__proto__=1', '__proto__ unknown_field'],
])('rejects the query %s: %s', async (query, error) => {
  const answer = await call(server, `/v1/things?${query}`);
  expect([answer.status, answer.body['code'], errorsOf(answer.body)]).toEqual([
    422,
    'validation_failed',
    [error],
  ]);
});

it('rejects a query if the route has none', async () => {
  const answer = await call(server, '/v1/things/thg_1?verbose=true');
  expect([answer.status, errorsOf(answer.body)]).toEqual([422, ['verbose unknown_field']]);
});
