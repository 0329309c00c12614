/** The command line checks an export where it lies, for people and for programs. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { verifyCommand } from '../../../src/cli/verify-command.ts';
import { createSigner } from '../../../src/infra/signing.ts';
import { anExport, SIGNER } from './an-export.ts';

const lines = anExport();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'verify-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileWith(name: string, text: string | Buffer): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, text);
  return file;
}

/** Runs the command as a shell does: what it wrote, and the code it ends with. */
async function run(...args: string[]) {
  const written = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    jest.spyOn(process[stream], 'write').mockImplementation((text) => {
      written[stream] += String(text);
      return true;
    }),
  );
  const before = process.exitCode;
  try {
    await verifyCommand().parseAsync(args, { from: 'user' });
    return { ...written, code: process.exitCode };
  } finally {
    process.exitCode = before;
    for (const spy of spies) spy.mockRestore();
  }
}

it('says that an export is valid, with the key as PEM or as the API returns it', async () => {
  const file = await fileWith('whole.ndjson', lines.join(''));
  const pem = await fileWith('key.pem', SIGNER.pem);
  const answered = await fileWith('key.json', JSON.stringify({ publicKeyPem: SIGNER.pem }));
  for (const key of [pem, answered]) {
    expect(await run(file, '--key', key)).toEqual({
      stdout: 'valid                     yes\njournal entries in order  8\n',
      stderr: '',
      code: 0,
    });
  }
});

it('names the first broken line, in words and as JSON, and ends with 1', async () => {
  const key = await fileWith('key.pem', SIGNER.pem);
  const at = lines.findIndex((line) => line.includes('"sequence":3'));
  const file = await fileWith(
    'broken.ndjson',
    lines.with(at, lines[at]!.replace('usage.accepted', 'usage.reversed')).join(''),
  );
  expect(await run(file, '--key', key)).toEqual({
    stdout: [
      'valid                     no',
      'journal entries in order  2',
      `first broken line         ${at + 1}`,
      'journal entry             3',
      'why                       it does not match its hash: the entry was changed (hash)',
      '',
    ].join('\n'),
    stderr: '',
    code: 1,
  });
  const { stdout, code } = await run(file, '--key', key, '--json');
  expect([JSON.parse(stdout), code]).toEqual([
    { valid: false, entries: 2, firstBroken: { line: at + 1, sequence: 3, reason: 'hash' } },
    1,
  ]);
});

it('takes no signature of another key', async () => {
  const file = await fileWith('whole.ndjson', lines.join(''));
  const key = await fileWith('other.pem', createSigner('another secret').pem);
  expect(await run(file, '--key', key)).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('(unknown_key)') as string,
  });
});

it('ends with 2 where it could not check, and says why', async () => {
  const file = await fileWith('whole.ndjson', lines.join(''));
  const key = await fileWith('key.pem', SIGNER.pem);
  expect(await run(path.join(folder, 'none'), '--key', key)).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining('no such file') as string,
  });
  expect(await run(file, '--key', file)).toMatchObject({
    code: 2,
    stderr: `The export could not be checked: ${file} holds no Ed25519 public key\n`,
  });
});

it('takes an export as it travelled: packed as gzip, or with the line ends of another system', async () => {
  const key = await fileWith('key.pem', SIGNER.pem);
  const text = lines.join('');
  for (const bytes of [gzipSync(text), text.replaceAll('\n', '\r\n')]) {
    expect((await run(await fileWith('travelled', bytes), '--key', key)).code).toBe(0);
  }
});

it.each<[string, string | Buffer, string]>([
  ['empty', '', 'is no export of an account'],
  ['of something else', 'Dear operator,\nplease find attached\n', 'is no export of an account'],
  ['a ZIP archive', Buffer.from('PK\u0003\u0004'), 'it is a ZIP archive: unpack it'],
  ['a gzip file that was cut off', gzipSync(lines.join('')).subarray(0, -9), 'damaged, truncated'],
])('ends with 2 for a file that is %s, in words and as JSON', async (_what, bytes, words) => {
  const key = await fileWith('key.pem', SIGNER.pem);
  const file = await fileWith('other', bytes);
  expect(await run(file, '--key', key)).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining(words) as string,
  });
  const { stdout, code } = await run(file, '--key', key, '--json');
  expect([JSON.parse(stdout), code]).toEqual([
    { valid: null, problem: expect.stringContaining(words) as string },
    2,
  ]);
});

it.each([[[]], [['whole.ndjson']], [['whole.ndjson', '--key']], [['whole.ndjson', '--keys', 'key.pem']]])(
  'ends with 2 without a way to check: %j',
  async (args) => {
    const exit = jest.spyOn(process, 'exit').mockImplementation((code) => {
      throw new Error(`exit ${String(code)}`);
    });
    const stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      await expect(verifyCommand().parseAsync(args, { from: 'user' })).rejects.toThrow('exit 2');
    } finally {
      exit.mockRestore();
      stderr.mockRestore();
    }
  },
);
