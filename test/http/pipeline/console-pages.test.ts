/** The built console over HTTP: which addresses show it, what browsers may keep and load, and what programs get instead. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { eventually } from '../../support/eventually.ts';
import { call, startPipeline, type PipelineServer } from './pipeline-server.ts';

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
const SCRIPT = 'console.info("a script that is long enough to be compressed");'.repeat(20);

let folder: string;
let server: PipelineServer;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'console-'));
  mkdirSync(path.join(folder, 'assets'));
  write('index.html', '<!doctype html><title>Console</title>');
  write('.stamp', 'a secret of the build');
  write('assets/main-1a2b.js', SCRIPT);
  write('assets/main-1a2b.js.gz', gzipSync(SCRIPT));
  write('assets/main-1a2b.js.br', brotliCompressSync(SCRIPT));
  write('assets/icon-1a2b.svg', '<svg/>');
  server = await startPipeline({ consoleFolder: folder });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

function write(file: string, content: string | Buffer): void {
  writeFileSync(path.join(folder, file), content);
}

function visit(target: string, options: { method?: string; accept?: string } = {}) {
  const { method = 'GET', accept = BROWSER } = options;
  return call(server, target, { method, key: null, headers: { accept } });
}

/** The bytes as they travel: `fetch` would decompress them. */
function download(
  target: string,
  acceptEncoding: string,
): Promise<{ headers: http.IncomingHttpHeaders; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const headers = { 'accept-encoding': acceptEncoding };
    http
      .get(`${server.url}${target}`, { headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve({ headers: response.headers, body: Buffer.concat(chunks) }));
      })
      .once('error', reject);
  });
}

test.each(['/', '/orders', '/orders/ord_1?tab=timeline', '/sign-in', '/v10', '/documents'])(
  'a browser that opens %s gets the page',
  async (target) => {
    const { status, headers, text } = await visit(target);
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(text).toContain('<title>Console</title>');
  },
);

test('the page is cached nowhere, framed by no other, and loads from its own host only', async () => {
  const { headers } = await visit('/orders');
  expect(headers.get('cache-control')).toBe('no-store');
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("connect-src 'self'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/unsafe|https?:|\*|data:/);
});

test('HEAD has the headers of the page and no body', async () => {
  const { status, headers, text } = await visit('/orders', { method: 'HEAD' });
  expect([status, headers.get('content-type'), text]).toEqual([200, 'text/html; charset=utf-8', '']);
});

test.each([
  '/v1/nowhere',
  '/v1',
  '/docs/nowhere',
  '/problems/x/y',
  '/assets/nowhere-1.js',
  '/assets/',
  '/healthz/x',
])('an unknown address at %s is a problem, also for a browser', async (target) => {
  const { status, body } = await visit(target);
  expect([status, body['code']]).toEqual([404, 'not_found']);
});

test.each(['*/*', 'application/json', 'text/html;q=0, */*'])(
  'a program that accepts %s gets a problem for an unknown address',
  async (accept) => {
    const { status, body } = await visit('/orders', { accept });
    expect([status, body['code']]).toEqual([404, 'not_found']);
  },
);

test('no other method gets the page', async () => {
  const { status, body } = await call(server, '/orders', { body: {}, headers: { accept: BROWSER } });
  expect([status, body['code']]).toEqual([404, 'not_found']);
});

test.each([
  ['br', (bytes: Buffer) => brotliDecompressSync(bytes), 'br'],
  ['gzip, deflate', (bytes: Buffer) => gunzipSync(bytes), 'gzip'],
  ['gzip, deflate, br, zstd', (bytes: Buffer) => brotliDecompressSync(bytes), 'br'],
  ['identity', (bytes: Buffer) => bytes, undefined],
])('a script travels as the browser accepts it: %s', async (accepted, unpacked, encoding) => {
  const { headers, body } = await download('/assets/main-1a2b.js', accepted);
  expect(headers['content-encoding']).toBe(encoding);
  expect(headers['content-type']).toBe('text/javascript; charset=utf-8');
  expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect(headers.vary).toContain('Accept-Encoding');
  expect(unpacked(body).toString()).toBe(SCRIPT);
});

test('a file without a compressed form is sent as it is', async () => {
  const { headers, body } = await download('/assets/icon-1a2b.svg', 'br');
  expect([headers['content-type'], headers['content-encoding'], body.toString()]).toEqual([
    'image/svg+xml',
    undefined,
    '<svg/>',
  ]);
});

test.each([
  '/assets/../.stamp',
  '/assets/..%2f.stamp',
  '/assets/.stamp',
  '/assets/main-1a2b.js.br',
  '/.stamp',
])('%s reaches no file', async (target) => {
  const { body } = await download(target, 'identity');
  expect(body.toString()).not.toContain('secret');
  expect(JSON.parse(body.toString())).toMatchObject({ code: 'not_found' });
});

test('without a build the page is a problem that says so, and the API works on', async () => {
  const bare = await startPipeline({ consoleFolder: path.join(folder, 'nowhere') });
  const page = await call(bare, '/', { key: null, headers: { accept: BROWSER, 'accept-language': 'zh' } });
  expect([page.status, page.body['code'], page.headers.get('retry-after')]).toEqual([
    503,
    'unavailable',
    null,
  ]);
  expect(page.body['detail']).toBe('此服务器未构建网页控制台。');
  expect((await call(bare, '/v1/things/one')).status).toBe(200);
  await bare.close();
});

test('a browser that leaves before a file is sent is no error', async () => {
  // What Express throws then, at that moment.
  const leaving = await startPipeline({
    signOffPages: (request, _response, next) => {
      const error = Object.assign(new Error('Request aborted'), { code: 'ECONNABORTED' });
      request.socket.once('close', () => next(error));
      // The browser leaves once the request is here.
      sent.destroy();
    },
  });
  const sent = http.get(`${leaving.url}/sign-off/file`).on('error', () => undefined);
  const closed = await eventually(
    () => leaving.logged,
    (lines) => lines.some(({ facts }) => facts['aborted'] === true),
  );
  expect(closed.filter(({ level }) => level === 'error')).toEqual([]);
  await leaving.close();
});
