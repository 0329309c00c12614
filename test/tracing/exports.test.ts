/** Exports of traces: what a collector gets, and that one which misbehaves disturbs nothing. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { loadConfig } from '../../src/infra/config.ts';
import { projectPath } from '../../src/infra/project-root.ts';
import { inSpan } from '../../src/infra/tracing.ts';
import { openTracing, type OpenTracing } from '../../src/tracing/open-tracing.ts';
import { ReportedExporter } from '../../src/tracing/reported-exporter.ts';
import { parseTraceparent } from '../../src/tracing/traceparent.ts';
import { call, startPipeline } from '../http/pipeline/pipeline-server.ts';
import { eventually } from '../support/eventually.ts';
import { startTraceCollector, type TraceCollector } from '../support/trace-collector.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const CALLER = `00-${TRACE}-b7ad6b7169203331-01`;
/** Headers as an operator gives them; the value is a secret. */
const SECRET = 'a secret of the collector';

let collector: TraceCollector;
beforeEach(async () => {
  collector = await startTraceCollector();
});
afterEach(async () => {
  delete process.env['OTEL_EXPORTER_OTLP_TIMEOUT'];
  await collector.close();
});

/** For collectors that do not accept: the exporter itself reads it, and repeats an export until then. */
function giveUpSoon(): void {
  process.env['OTEL_EXPORTER_OTLP_TIMEOUT'] = '1000';
}

function opened(more: Readonly<Record<string, string>> = {}, warnings: unknown[] = []): OpenTracing {
  const { traces } = loadConfig({
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_HEADERS: `x-token=${encodeURIComponent(SECRET)}`,
    OTEL_BSP_SCHEDULE_DELAY: '20',
    ...more,
  });
  if (traces === null) throw new Error('traces are off');
  return openTracing(traces, 'api', { warn: (facts: unknown) => void warnings.push(facts) });
}

const span = (tracing: OpenTracing, name = 'work') =>
  inSpan(
    tracing,
    name,
    () => ({ kind: 'internal' }),
    () => Promise.resolve('done'),
  );

test("a request is one span of its caller's trace, named by its route and without anything of its content", async () => {
  const tracing = opened();
  const server = await startPipeline({ tracing });
  const headers = { traceparent: CALLER, 'idempotency-key': 'k-1', 'x-request-id': 'Jane.Doe' };
  await call(server, '/v1/things/thg_secret/resize', { headers, body: { size: 2, why: 'Jane Doe' } });
  await call(server, '/v1/things/thg_gone');
  await call(server, '/healthz', { key: null });
  await call(server, '/nowhere/at/all', { method: 'PURGE' });
  await server.close();
  await tracing.close(20_000);

  expect(
    collector.spans.map(({ name, kind, status, attributes }) => ({ name, kind, status, attributes })),
  ).toEqual([
    {
      name: 'POST /v1/things/{id}/resize',
      kind: 2,
      status: 0,
      attributes: {
        'http.request.method': 'POST',
        'http.response.status_code': 200,
        'http.route': '/v1/things/{id}/resize',
        'prepaid.operation': 'resizeThing',
      },
    },
    {
      name: 'GET /v1/things/{id}',
      kind: 2,
      status: 0,
      attributes: {
        'http.request.method': 'GET',
        'http.response.status_code': 404,
        'http.route': '/v1/things/{id}',
        'prepaid.operation': 'getThing',
        'prepaid.problem': 'not_found',
      },
    },
    {
      name: 'other',
      kind: 2,
      status: 0,
      attributes: {
        'http.request.method': 'other',
        'http.response.status_code': 404,
        'prepaid.problem': 'not_found',
      },
    },
  ]);
  expect(collector.spans[0]).toMatchObject({ traceId: TRACE, parentSpanId: 'b7ad6b7169203331' });
  expect(collector.spans[1]).toMatchObject({ parentSpanId: '' });
  expect(collector.spans[1]?.traceId).not.toBe(TRACE);
  expect(collector.spans[0]?.resource).toMatchObject({ 'service.name': 'prepaid-fulfilment-api' });
  // The log line leads to the trace, and has none without one.
  const traceIds = server.logged
    .filter(({ message }) => message === 'request')
    .map(({ facts }) => facts['traceId']);
  expect(traceIds).toEqual([TRACE, collector.spans[1]?.traceId, undefined, collector.spans[2]?.traceId]);
  for (const { headers: sent, text } of collector.exports) {
    expect(sent['x-token']).toBe(SECRET);
    expect(text).not.toMatch(/secret|thg_|Jane|sales-key|k-1|nowhere|127\.0\.0\.1/);
  }
});

test('a caller that does not want its trace exported gets none, and what follows neither', async () => {
  const tracing = opened();
  const begun = tracing.begin('work', { kind: 'server', parent: `00-${TRACE}-b7ad6b7169203331-00` });
  expect(begun.traceparent).toMatch(new RegExp(`^00-${TRACE}-.{16}-00$`));
  begun.end();
  await tracing.close(20_000);
  expect(collector.spans).toEqual([]);
});

test.each([
  ['always_off', '1', 0],
  ['traceidratio', '0', 0],
  ['traceidratio', '1', 1],
  ['parentbased_traceidratio', '0', 0],
])('the sampler %s with %s exports %i spans of a new trace', async (sampler, ratio, count) => {
  const tracing = opened({ OTEL_TRACES_SAMPLER: sampler, OTEL_TRACES_SAMPLER_ARG: ratio });
  await span(tracing);
  await tracing.close(20_000);
  expect(collector.spans).toHaveLength(count);
});

test('work that fails says what it was, not what it said', async () => {
  const tracing = opened();
  const failing = inSpan(
    tracing,
    'work',
    () => ({ kind: 'internal' }),
    () => Promise.reject(new TypeError('Jane Doe')),
  );
  await expect(failing).rejects.toThrow('Jane Doe');
  await tracing.close(20_000);
  expect(collector.spans).toMatchObject([{ status: 2, attributes: { 'error.type': 'TypeError' } }]);
  expect(collector.exports[0]?.text).not.toContain('Jane');
});

test.each(['refuse', 'hang'] as const)(
  'a collector that would %s delays no work, and the process stops in time',
  async (mood) => {
    collector.mood = mood;
    giveUpSoon();
    const tracing = opened({ OTEL_BSP_MAX_QUEUE_SIZE: '10', OTEL_BSP_EXPORT_TIMEOUT: '50' });
    for (let index = 0; index < 200; index += 1) expect(await span(tracing)).toBe('done');
    await eventually(
      () => collector.exports.length,
      (count) => count > 0,
    );
    await tracing.close(100);
    expect(collector.spans).toEqual([]);
  },
);

test('an export that fails is logged with its reason, without the secret', async () => {
  const warnings: unknown[] = [];
  giveUpSoon();
  const tracing = opened({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' }, warnings);
  await span(tracing);
  await tracing.close(20_000);
  expect(warnings).toEqual([
    { reason: expect.stringContaining('ECONNREFUSED') as string, code: 'ECONNREFUSED', lostSpans: 1 },
  ]);
});

test('failures are logged once a minute, with all spans that were lost since', () => {
  const lost: unknown[] = [];
  const results: number[] = [];
  let nowMs = 0;
  const failing = {
    export: (_: unknown, done: (result: { code: number }) => void) => done({ code: 1 }),
    shutdown: () => Promise.resolve(),
  };
  const logger = { warn: ({ lostSpans }: { lostSpans: number }) => void lost.push([nowMs, lostSpans]) };
  const exporter = new ReportedExporter(failing, logger as never, () => nowMs);
  for (; nowMs <= 120_000; nowMs += 20_000)
    exporter.export([{}, {}] as never, ({ code }) => results.push(code));
  expect(lost).toEqual([
    [0, 2],
    [60_000, 6],
    [120_000, 6],
  ]);
  // The library would log each failure by itself.
  expect(new Set(results)).toEqual(new Set([0]));
});

test.each([
  ['nothing', undefined],
  ['a text', 'Jane Doe'],
  ['no ids', '00-00000000000000000000000000000000-0000000000000000-01'],
  ['a forbidden version', `ff-${TRACE}-b7ad6b7169203331-01`],
  ['more than its version has', `${CALLER}-00`],
  ['capitals', CALLER.toUpperCase()],
])('a traceparent with %s is ignored', (_, text) => {
  expect(parseTraceparent(text)).toBeUndefined();
});

test('a traceparent of a later version is read as far as it is known', () => {
  expect(parseTraceparent(`01-${TRACE}-b7ad6b7169203331-09-more`)).toMatchObject({
    traceId: TRACE,
    traceFlags: 1,
  });
});

test('a process without a collector loads nothing of the libraries, and one with a collector does', async () => {
  const script = `
    import { createRequire } from 'node:module';
    import './src/processes/api.ts';
    import './src/processes/worker.ts';
    import { startTracing } from './src/processes/start-tracing.ts';
    import { loadConfig } from './src/infra/config.ts';
    const { cache } = createRequire(import.meta.url);
    // The metrics library loads the API package, which only declares.
    const loaded = () => Object.keys(cache).filter((file) => /@opentelemetry.(?!api.)/.test(file)).length > 0;
    const logger = { info() {}, warn() {} };
    const off = await startTracing(loadConfig({ OTEL_SERVICE_NAME: 'api' }), 'api', logger);
    const before = loaded();
    await startTracing(loadConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' }), 'api', logger);
    console.log(JSON.stringify({ off: off === undefined, before, after: loaded() }));`;
  const args = ['--import', './test/support/run-typescript.mjs', '--input-type=module', '--eval', script];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: projectPath(),
    timeout: 200_000,
  });
  expect(JSON.parse(stdout)).toEqual({ off: true, before: false, after: true });
});
