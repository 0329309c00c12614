/** The pages at which a worker serves its health and metrics. */
import { monitoringPages } from '../../../src/http/server/monitoring-pages.ts';
import {
  ALL_WELL,
  call,
  listen,
  listeningLogger,
  readinessOf,
  type PipelineServer,
} from './pipeline-server.ts';

let readiness = ALL_WELL;
let metrics = (): Promise<string> => Promise.resolve('up 1\n');
let server: PipelineServer;
beforeAll(async () => {
  server = await listen((logged) =>
    monitoringPages({
      readiness: readinessOf(() => readiness),
      metrics: () => metrics(),
      logger: listeningLogger(logged),
    }),
  );
});
afterAll(() => server.close());

const open = (path: string, method = 'GET') => call(server, path, { key: null, method });

test('the worker is alive while it responds', async () => {
  const { status, body } = await open('/healthz');
  expect([status, body]).toEqual([200, { alive: true }]);
});

test('the worker is ready if all it needs is, and says what is missing', async () => {
  expect((await open('/readyz')).status).toBe(200);
  readiness = { ...ALL_WELL, worker: false };
  const { status, body } = await open('/readyz');
  expect([status, body]).toEqual([503, { ready: false, checks: readiness }]);
});

test('metrics are text for Prometheus, and a failure to collect them is a 500 that is logged', async () => {
  const { text, headers } = await open('/metrics');
  expect(text).toBe('up 1\n');
  expect(headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  metrics = () => Promise.reject(new Error('not now'));
  expect((await open('/metrics')).status).toBe(500);
  expect(server.logged).toContainEqual(
    expect.objectContaining({ level: 'error', message: 'request failed' }),
  );
});

test('there is nothing else, and nothing can be sent', async () => {
  expect((await open('/v1/orders')).status).toBe(404);
  expect((await open('/constructor')).status).toBe(404);
  const refused = await open('/metrics', 'POST');
  expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
});
