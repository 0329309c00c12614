/** Verification of exports: checked as a stream, at any size, with the broken entry in the result. */
import { connect } from 'node:net';
import { createPublicKey } from 'node:crypto';
import { once } from 'node:events';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { eventually } from '../../support/eventually.ts';
import { BREAKS } from '../../../src/application/exports/broken-line.ts';
import { creditLot } from '../../support/lots.ts';
import { errorsOf, keyOf, newAccount, startApi, type Api } from './api.ts';

let api: Api;
let text: string;
let entries: number;
beforeAll(async () => {
  api = await startApi();
  const accountId = await newAccount(api, { sandboxNow: '2025-06-01T00:00:00.000Z' });
  for (const units of [5, 6, 7]) {
    await creditLot(api.fixture, accountId, {
      resource: 'ai:mimi',
      units,
      purchasedAt: '2025-06-01T00:00:00.000Z',
      expiresAt: '2026-06-02T00:00:00.000Z',
    });
  }
  entries = 3;
  ({ text } = await api.call('operator', `/v1/accounts/${accountId}/export`));
});
afterAll(() => api.close());

const verify = (
  body: string | Buffer,
  role: 'operator' | 'sales' = 'operator',
  headers: Readonly<Record<string, string>> = {},
) =>
  api.call(role, '/v1/verify', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/x-ndjson', ...headers },
  });

it('an unchanged export is valid, with the number of its journal entries', async () => {
  const { status, body } = await verify(text);
  expect([status, body]).toEqual([200, { valid: true, entries }]);
});

it('the result names the first broken entry: line, number, and a reason in words', async () => {
  const lines = text.split('\n');
  const second = lines.findIndex(
    (line) => line.startsWith('{"type":"journal"') && line.includes('"sequence":2'),
  );
  const broken = lines.with(second, lines[second]!.replaceAll('"units":6', '"units":60'));
  const { status, body } = await verify(broken.join('\n'));
  expect(status).toBe(200);
  expect(body).toMatchObject({
    valid: false,
    entries: 1,
    firstBroken: {
      line: second + 1,
      sequence: 2,
      reason: 'postings',
      detail: `The line ${BREAKS.postings}.`,
    },
  });
});

it('a broken record that is not a journal entry is named as well', async () => {
  const lines = text.split('\n');
  const { body } = await verify(lines.with(0, lines[0]!.replace('General', 'Special')).join('\n'));
  expect(body).toMatchObject({ valid: false, firstBroken: { line: 1, reason: 'line' } });
});

it('input that is not an export is not valid, and the request still succeeds', async () => {
  for (const [sent, reason] of [
    ['', 'head_missing'],
    ['{"unknown":"field"}', 'not_a_line'],
    ['no JSON', 'not_a_line'],
  ] as const) {
    const { status, body } = await verify(sent);
    expect([status, body['valid'], body['firstBroken']]).toEqual([
      200,
      false,
      expect.objectContaining({ line: 1, reason }),
    ]);
  }
});

it('an export may exceed the limit of other bodies, and is read to its end even if it is broken early', async () => {
  const large = Buffer.alloc(8 * 1_048_576, `{"type":"account","data":{}}\n`);
  const { status, body } = await verify(large);
  expect([status, body['valid']]).toEqual([200, false]);
  expect(body['firstBroken']).toMatchObject({ line: 1 });
});

it.each<[string, (content: string) => Buffer]>([
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
  ['GZIP', gzipSync],
  ['identity', (content) => Buffer.from(content)],
])('an export with Content-Encoding %s is decompressed and checked', async (packing, pack) => {
  const headers = { 'content-encoding': packing };
  expect((await verify(pack(text), 'operator', headers)).body).toEqual({ valid: true, entries });
  const changed = pack(text.replace('General', 'Special'));
  expect((await verify(changed, 'operator', headers)).body).toMatchObject({
    valid: false,
    firstBroken: { line: 1, reason: 'line' },
  });
});

it('an export as a gzip file, with CRLF or as UTF-16 is checked like the original', async () => {
  const crlf = text.replaceAll('\n', '\r\n');
  for (const sent of [gzipSync(text), crlf, Buffer.from(`\ufeff${crlf}`, 'utf16le'), text.trimEnd()]) {
    expect((await verify(sent)).body).toEqual({ valid: true, entries });
  }
});

it.each<[string, Buffer, Readonly<Record<string, string>>, string]>([
  [
    'an unknown packing',
    Buffer.from('x'),
    { 'content-encoding': 'snappy' },
    'Content-Encoding unknown_packing',
  ],
  [
    'several packings',
    Buffer.from('x'),
    { 'content-encoding': 'gzip, br' },
    'Content-Encoding unknown_packing',
  ],
  [
    'not what its header says',
    Buffer.from('x'),
    { 'content-encoding': 'gzip' },
    'Content-Encoding damaged_packing',
  ],
  ['a gzip file that was cut off', gzipSync('x'.repeat(99)).subarray(0, 20), {}, 'body damaged_packing'],
  ['a ZIP archive', Buffer.from('PK\u0003\u0004'), {}, 'body unreadable_export'],
])('%s is a violation of the request, not a broken export', async (_what, sent, headers, named) => {
  const answer = await verify(sent, 'operator', headers);
  expect([answer.status, answer.body['code']]).toEqual([422, 'validation_failed']);
  expect(errorsOf(answer)).toEqual([named]);
});

it('a decompression bomb is rejected before its end', async () => {
  const bomb = gzipSync(Buffer.alloc(64 * 1_048_576, 0x0a));
  const [asSaid, asFound] = [
    await verify(bomb, 'operator', { 'content-encoding': 'gzip' }),
    await verify(bomb),
  ];
  expect([errorsOf(asSaid), errorsOf(asFound)]).toEqual([
    ['Content-Encoding damaged_packing'],
    ['body damaged_packing'],
  ]);
});

it('a client that disconnects does no harm', async () => {
  const { port } = new URL(api.server.url);
  const socket = connect(Number(port), '127.0.0.1');
  socket.write(
    [
      'POST /v1/verify HTTP/1.1',
      'Host: test',
      `Authorization: Bearer ${keyOf('operator')}`,
      'Content-Length: 1000000',
      '',
      text.slice(0, 500),
    ].join('\r\n'),
  );
  await once(socket, 'connect');
  const before = api.server.logged.length;
  socket.destroy();
  await eventually(
    () => api.server.logged.length,
    (logged) => logged > before,
  );
  expect(api.server.logged.filter(({ level }) => level === 'error')).toEqual([]);
  expect((await verify(text)).body['valid']).toBe(true);
});

it('is for operators; the verification key is public', async () => {
  expect((await verify(text, 'sales')).status).toBe(403);
  const { status, body } = await api.call('sales', '/v1/verify/key', { key: null });
  expect(status).toBe(200);
  const jwk = body['jwk'] as Record<string, string>;
  expect(body).toEqual({
    keyId: jwk['kid'],
    algorithm: 'Ed25519',
    publicKeyPem: createPublicKey({ key: jwk, format: 'jwk' }).export({ format: 'pem', type: 'spki' }),
    jwk: { kty: 'OKP', crv: 'Ed25519', x: jwk['x'], kid: jwk['kid'], use: 'sig', alg: 'EdDSA' },
  });
});
