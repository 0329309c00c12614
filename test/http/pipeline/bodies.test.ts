/** Which request bodies are accepted, and which errors the others get. */
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { call, keyed, startPipeline, type PipelineServer } from './pipeline-server.ts';

let server: PipelineServer;
beforeAll(async () => {
  server = await startPipeline();
});
afterAll(() => server.close());

const resize = (body: unknown, headers: Record<string, string> = {}) =>
  call(server, '/v1/things/thg_1/resize', { body, headers: { ...keyed, ...headers } });

const errorsOf = (body: Record<string, unknown>) =>
  (body['errors'] as { path: string; code: string }[]).map(({ path, code }) => `${path} ${code}`);

it.each(['{"size":1', 'size=1', '{"size":1}}', "{'size':1}", '\u0000'])(
  'rejects malformed JSON %j with its own code',
  async (text) => {
    const answer = await resize(text);
    expect([answer.status, answer.body['code']]).toEqual([400, 'malformed_json']);
  },
);

it('rejects bytes that are not UTF-8', async () => {
  const answer = await resize(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]));
  expect([answer.status, answer.body['code']]).toEqual([400, 'malformed_json']);
});

it.each(['null', '[]', '"text"', '1', 'true'])('rejects JSON %s, which is not an object', async (text) => {
  const answer = await resize(text);
  expect([answer.status, answer.body['code']]).toEqual([422, 'validation_failed']);
});

it('lists every violation with its path, each unknown field separately', async () => {
  const answer = await resize({ size: 1.5, colour: 'red', why: '', constructor: 1 });
  expect(answer.status).toBe(422);
  expect(errorsOf(answer.body).sort()).toEqual([
    'colour unknown_field',
    'constructor unknown_field',
    'size wrong_type',
    'why too_short',
  ]);
});

it('rejects a field named __proto__ as unknown', async () => {
  const answer = await resize('{"size":1,"__proto__":{"size":2}}');
  expect(errorsOf(answer.body)).toEqual(['__proto__ unknown_field']);
});

it('treats an empty body as an empty object and names the missing fields', async () => {
  const answer = await resize('');
  expect([answer.status, errorsOf(answer.body)]).toEqual([422, ['size missing']]);
});

it('rejects more than one MiB, also after decompression', async () => {
  const large = JSON.stringify({ size: 1, why: 'x'.repeat(1_048_576) });
  for (const answer of [await resize(large), await resize(gzipSync(large), { 'content-encoding': 'gzip' })]) {
    expect([answer.status, answer.body['code']]).toEqual([413, 'payload_too_large']);
    expect(answer.body['evidence']).toEqual({ limitBytes: 1_048_576 });
  }
});

it('accepts a body of exactly one MiB', async () => {
  const empty = JSON.stringify({ size: 1, why: '' });
  const answer = await resize(
    JSON.stringify({ size: 1, why: ' '.repeat(1_048_576 - empty.length - 1) + 'x' }),
  );
  expect(answer.status).toBe(200);
});

it.each([
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
] as const)('reads a body compressed with %s', async (packing, pack) => {
  const packed = await resize(pack('{"size":3}'), { 'content-encoding': packing });
  expect([packed.status, packed.body['size']]).toEqual([200, 3]);
});

it.each([
  ['an unknown encoding', 'snappy', '{"size":3}', 'unknown_packing'],
  ['two encodings', 'gzip, gzip', gzipSync(gzipSync('{"size":3}')), 'unknown_packing'],
  ['a body that is not encoded as declared', 'gzip', '{"size":3}', 'damaged_packing'],
  ['a body that is not encoded as declared', 'br', '{"size":3}', 'damaged_packing'],
  ['a truncated compressed body', 'gzip', gzipSync('{"size":3}').subarray(0, -9), 'damaged_packing'],
])('rejects %s (%s) and names the header', async (_what, packing, sent, code) => {
  for (const path of ['/v1/things/thg_1/resize', '/v1/signed/bank']) {
    const answer = await call(server, path, {
      body: sent,
      headers: { ...keyed, 'content-encoding': packing },
    });
    expect([answer.status, answer.body['code']]).toEqual([422, 'validation_failed']);
    expect(errorsOf(answer.body)).toEqual([`Content-Encoding ${code}`]);
  }
});

it('passes a signed body to its handler as the received bytes, with the headers', async () => {
  const text = '{ "not" : "checked", "not": 1 ';
  const answer = await call(server, '/v1/signed/bank', {
    key: null,
    body: text,
    headers: { 'x-signature': 'v1,abc' },
  });
  expect(answer.body).toEqual({ bytes: text.length, signature: 'v1,abc' });
});
