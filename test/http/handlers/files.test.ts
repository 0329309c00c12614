/** Files over HTTP: uploads checked by content and size, downloads that are saved, and access by account (D-24). */
import { createHash, randomBytes } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { gzipSync } from 'node:zlib';
import { sweepUploads } from '../../../src/application/files/sweep-uploads.ts';
import { LARGEST_FILE_BYTES } from '../../../src/contracts/files.ts';
import { DAY_MS, plusMs, type Instant } from '../../../src/domain/instant.ts';
import { newId } from '../../../src/infra/ids.ts';
import { eventually } from '../../support/eventually.ts';
import { call, type Answer } from '../pipeline/pipeline-server.ts';
import { customerKey, errorsOf, keyOf, newAccount, startApi, type Api } from './api.ts';

let api: Api;
let accountId: string;
beforeAll(async () => {
  api = await startApi();
  accountId = await newAccount(api);
});
afterAll(() => api.close());

const PDF = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(300_000, 7), Buffer.from('%%EOF')]);
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

interface Upload {
  readonly bytes?: Buffer;
  readonly type?: string;
  readonly name?: string;
  readonly account?: string;
  readonly key?: string;
  readonly idempotencyKey?: string;
  /** Other headers. */
  readonly headers?: Readonly<Record<string, string>>;
}

function upload({
  bytes = PDF,
  type = 'application/pdf',
  name = 'contract.pdf',
  account = accountId,
  key = keyOf('sales'),
  idempotencyKey = newId('key'),
  headers = {},
}: Upload = {}): Promise<Answer> {
  return call(api.server, `/v1/files?accountId=${account}`, {
    body: bytes,
    key,
    headers: {
      'content-type': type,
      'x-file-name': encodeURIComponent(name),
      'idempotency-key': idempotencyKey,
      ...headers,
    },
  });
}

const stored = async (answer: Promise<Answer>): Promise<string> => {
  const { status, body } = await answer;
  expect(status).toBe(201);
  return String(body['id']);
};
const download = (id: string, key = keyOf('sales')) =>
  fetch(`${api.server.url}/v1/files/${id}`, { headers: { authorization: `Bearer ${key}` } });

test.each([
  ['application/pdf', PDF],
  ['image/png', PNG],
  ['image/jpeg', JPEG],
])('a file of the type %s is stored with its hash, and downloaded unchanged', async (type, bytes) => {
  const { status, body } = await upload({ bytes, type, name: 'scan' });
  expect([status, body]).toEqual([
    201,
    {
      id: expect.stringMatching(/^fil_/) as string,
      name: 'scan',
      size: bytes.length,
      contentType: type,
      sha256: sha256(bytes),
    },
  ]);
  const read = await download(String(body['id']));
  expect(read.headers.get('content-type')).toBe(type);
  expect(Buffer.from(await read.arrayBuffer()).equals(bytes)).toBe(true);
});

test('a download has its own name and is saved, never rendered', async () => {
  const id = await stored(upload({ name: `合同 "final" (2)'.pdf` }));
  const { headers } = await download(id);
  expect(headers.get('content-disposition')).toBe(
    `attachment; filename="__ _final_ (2)'.pdf"; filename*=UTF-8''%E5%90%88%E5%90%8C%20%22final%22%20%282%29%27.pdf`,
  );
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
});

test.each<[string, Upload, string]>([
  ['whose content is of another type than it says', { bytes: PNG }, 'body not_its_type'],
  ['of a type that is not taken', { type: 'text/html' }, 'Content-Type not_a_file_type'],
  ['that is empty', { bytes: Buffer.alloc(0) }, 'body not_its_type'],
  ['whose name is a path', { name: '../etc/passwd' }, 'X-File-Name not_a_file_name'],
  ['without a name', { name: '' }, 'X-File-Name not_a_file_name'],
])('a file %s is rejected, and no file is created', async (_which, wrong, entry) => {
  const { files } = api.fixture.database.models;
  const before = await files.countDocuments();
  const answer = await upload(wrong);
  expect([answer.status, errorsOf(answer)]).toEqual([422, [entry]]);
  expect(await files.countDocuments()).toBe(before);
});

describe('a file of 10 MiB', () => {
  const full = Buffer.alloc(LARGEST_FILE_BYTES, 1);
  PDF.copy(full, 0, 0, 9);

  test('is accepted', async () => {
    expect((await upload({ bytes: full })).body).toMatchObject({
      size: LARGEST_FILE_BYTES,
      sha256: sha256(full),
    });
  });

  test('and one byte more is rejected, with or without Content-Length', async () => {
    const tooLarge = Buffer.concat([full, Buffer.from([1])]);
    expect((await upload({ bytes: tooLarge })).status).toBe(413);
    const streamed = await fetch(`${api.server.url}/v1/files?accountId=${accountId}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${keyOf('sales')}`,
        'content-type': 'application/pdf',
        'x-file-name': 'large.pdf',
        'idempotency-key': newId('key'),
      },
      body: new Blob([tooLarge]).stream(),
      duplex: 'half',
    });
    expect(streamed.status).toBe(413);
  });
});

test('a repeated upload with the same key is one file, and another upload with it is rejected', async () => {
  const idempotencyKey = newId('key');
  const first = await upload({ idempotencyKey });
  const again = await upload({ idempotencyKey });
  expect([again.status, again.body, again.headers.get('idempotent-replayed')]).toEqual([
    201,
    first.body,
    'true',
  ]);
  for (const other of [{ name: 'other.pdf' }, { bytes: JPEG, type: 'image/jpeg' }])
    expect((await upload({ ...other, idempotencyKey })).body['code']).toBe('idempotency_mismatch');
});

test('the same upload ten times at the same moment is one file', async () => {
  const idempotencyKey = newId('key');
  const answers = await Promise.all(Array.from({ length: 10 }, () => upload({ idempotencyKey })));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  expect(new Set(answers.map(({ body }) => body['id'])).size).toBe(1);
});

test('an upload without an idempotency key is rejected before its body is read', async () => {
  const answer = await call(api.server, `/v1/files?accountId=${accountId}`, {
    body: PDF,
    key: keyOf('sales'),
    headers: { 'content-type': 'application/pdf', 'x-file-name': 'x.pdf' },
  });
  expect([answer.status, answer.body['code']]).toEqual([400, 'idempotency_key_required']);
});

describe('a caller that may read an account', () => {
  test('may read its files, except platforms; others get 404 as for an unknown file', async () => {
    const [mine, other] = [await customerKey(api, accountId), await customerKey(api, await newAccount(api))];
    const id = await stored(upload({ key: mine }));
    for (const key of [mine, keyOf('sales'), keyOf('delivery'), keyOf('operator')])
      expect((await download(id, key)).status).toBe(200);
    expect((await download(id, keyOf('platform'))).status).toBe(403);
    expect((await upload({ key: keyOf('platform') })).status).toBe(403);
    expect((await upload({ key: other })).status).toBe(404);
    const [hidden, none] = await Promise.all(
      [id, 'fil_none'].map(async (file) => {
        const read = await download(file, other);
        const { requestId: _requestId, ...body } = (await read.json()) as Record<string, unknown>;
        return [read.status, JSON.stringify(body).replaceAll(file, '<id>')];
      }),
    );
    expect(hidden).toEqual(none);
    expect(hidden?.[0]).toBe(404);
  });
});

describe('a record that names a file', () => {
  const agreement = (fields: object, account = accountId) =>
    api.call('sales', '/v1/agreements', {
      body: {
        accountId: account,
        number: newId('agr'),
        productLines: ['aimis-intl'],
        signedOn: '2025-01-02',
        ...fields,
      },
    });

  test('shows its name and hash', async () => {
    const fileId = await stored(upload({ name: 'signed.pdf' }));
    const { status, body } = await agreement({ document: { fileId } });
    const document = { name: 'signed.pdf', sha256: sha256(PDF), fileId };
    expect([status, body['document']]).toEqual([201, document]);
    expect((await api.call('sales', `/v1/agreements/${String(body['id'])}`)).body['document']).toEqual(
      document,
    );
  });

  test('is rejected if the file belongs to another account, as for an unknown file', async () => {
    const fileId = await stored(upload({ account: await newAccount(api) }));
    expect((await agreement({ document: { fileId } })).status).toBe(404);
    expect((await agreement({ document: { fileId: 'fil_none' } })).status).toBe(404);
  });

  test('names either the file or an external document', async () => {
    const answer = await agreement({ document: { fileId: 'fil_1', name: 'x', sha256: 'a'.repeat(64) } });
    expect([answer.status, errorsOf(answer)]).toEqual([422, ['document document_or_file']]);
  });
});

test('remains of an aborted upload are deleted after a day, without deleting files', async () => {
  const { fileUploads, fileChunks, files } = api.fixture.database.models;
  const uploaded = await stored(upload());
  const before = await fileUploads.countDocuments();
  const sending = httpRequest(`${api.server.url}/v1/files?accountId=${accountId}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${keyOf('sales')}`,
      'content-type': 'application/pdf',
      'x-file-name': 'half.pdf',
      'idempotency-key': newId('key'),
      'content-length': 2 * PDF.length,
    },
  });
  sending.on('error', () => undefined);
  sending.write(PDF);
  await eventually(
    () => fileUploads.countDocuments(),
    (count) => count > before,
  );
  sending.destroy();

  const { database, serverNow } = api.fixture;
  const sweepAt = (at: () => Instant) => sweepUploads({ database, serverNow: at });
  await sweepAt(serverNow);
  expect(await fileUploads.countDocuments()).toBeGreaterThan(0);
  expect(await sweepAt(() => plusMs(serverNow(), DAY_MS + 1_000))).toBeGreaterThan(0);
  expect(await fileUploads.countDocuments()).toBe(0);
  const uploadIds = (await files.find({}, { uploadId: 1 }).lean()).map(({ uploadId }) => uploadId);
  expect(await fileChunks.countDocuments({ uploadId: { $nin: uploadIds } })).toBe(0);
  expect(Buffer.from(await (await download(uploaded)).arrayBuffer()).equals(PDF)).toBe(true);
});

it('a compressed upload is stored decompressed, within the same limit, and an unknown encoding is rejected', async () => {
  const packed = (bytes: Buffer, packing = 'gzip') =>
    upload({ bytes, headers: { 'content-encoding': packing } });
  const id = await stored(packed(gzipSync(PDF)));
  expect(sha256(Buffer.from(await (await download(id)).arrayBuffer()))).toBe(sha256(PDF));
  expect(errorsOf(await packed(PDF, 'compress'))).toEqual(['Content-Encoding unknown_packing']);
  expect(errorsOf(await packed(PDF))).toEqual(['Content-Encoding damaged_packing']);
  const noise = Buffer.concat([PDF, randomBytes(LARGEST_FILE_BYTES / 4), Buffer.alloc(LARGEST_FILE_BYTES)]);
  expect(await packed(gzipSync(noise))).toMatchObject({ status: 413 });
});
