/** Health, readiness, metrics and the documentation page. */
import { ALL_WELL, call, readinessOf, startPipeline, type PipelineServer } from './pipeline-server.ts';

let readiness = ALL_WELL;
let server: PipelineServer;
beforeAll(async () => {
  server = await startPipeline({ readiness: readinessOf(() => readiness) });
});
afterAll(() => server.close());
beforeEach(() => {
  readiness = ALL_WELL;
});

const open = (path: string) => call(server, path, { key: null });

it('is alive while it responds', async () => {
  expect((await open('/healthz')).body).toEqual({ alive: true });
});

it('is ready when MongoDB, the clock, Temporal and a worker are', async () => {
  const { status, body } = await open('/readyz');
  expect([status, body]).toEqual([200, { ready: true, checks: readiness }]);
});

it.each(['serving', 'mongodb', 'clock', 'temporal', 'worker'] as const)(
  'is not ready without %s, and reports it',
  async (missing) => {
    readiness = { ...readiness, [missing]: false };
    const { status, body } = await open('/readyz');
    expect([status, body]).toEqual([503, { ready: false, checks: readiness }]);
  },
);

it('is ready for usage if only MongoDB is available and the clock is right', async () => {
  readiness = { ...ALL_WELL, temporal: false, worker: false };
  expect((await open('/readyz/usage')).status).toBe(200);
  for (const missing of ['serving', 'mongodb', 'clock'] as const) {
    readiness = { ...ALL_WELL, [missing]: false };
    expect((await open('/readyz/usage')).status).toBe(503);
  }
});

it('counts requests by the name of their route, not by their path', async () => {
  await call(server, '/v1/things/one');
  await call(server, '/v1/things/two');
  await call(server, '/v1/nowhere');
  const { text, headers } = await open('/metrics');
  expect(headers.get('content-type')).toContain('text/plain');
  expect(text).toMatch(/http_request_duration_seconds_count\{route="getThing",method="GET",status="200"\} 2/);
  expect(text).toMatch(/http_request_duration_seconds_count\{route="none",method="GET",status="404"\} 1/);
  expect(text).toMatch(/http_requests_in_flight 1/);
});

it('serves a page whose scripts and styles come from this server only', async () => {
  const page = await open('/docs');
  expect(page.headers.get('content-type')).toContain('text/html');
  expect(page.text).not.toMatch(/<script(?![^>]* src=)|https?:\/\//);
  const addresses = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address!);
  expect(addresses.length).toBeGreaterThanOrEqual(4);
  for (const address of addresses) {
    const asset = await open(address);
    expect([address, asset.status]).toEqual([address, 200]);
    expect(asset.text.length).toBeGreaterThan(0);
  }
});
