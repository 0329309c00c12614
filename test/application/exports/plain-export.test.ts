/** Changes of encoding are decoded, and unsupported compression is named: neither counts as broken. */
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { UnreadableExportError } from '../../../src/application/exports/plain-export.ts';
import { UnpackingError } from '../../../src/infra/unpacking.ts';
import { anExport, verify } from './an-export.ts';

const lines = anExport();
const text = lines.join('');
const VALID = { valid: true, entries: 8 };
const utf16 = (content: string, order: 'le' | 'be') => {
  const bytes = Buffer.from(content, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
};

describe('an export is valid still', () => {
  it.each<[string, string | Buffer]>([
    ['with CRLF', text.replaceAll('\n', '\r\n')],
    ['with CRLF made twice', text.replaceAll('\n', '\r\r\n')],
    ['without its last line feed', text.trimEnd()],
    ['with blank lines behind it', `${text}\r\n \n\n`],
    ['with a byte order mark', `\ufeff${text}`],
    ['with a byte order mark and CRLF', `\ufeff${text.replaceAll('\n', '\r\n')}`],
    ['as UTF-16', utf16(text, 'le')],
    ['as UTF-16 of the other order', utf16(text, 'be')],
    ['as UTF-16 with a byte order mark and CRLF', utf16(`\ufeff${text.replaceAll('\n', '\r\n')}`, 'le')],
    ['as UTF-16 of the other order with a byte order mark', utf16(`\ufeff${text}`, 'be')],
    ['packed as gzip', gzipSync(text)],
    [
      'packed as gzip in several members',
      Buffer.concat([gzipSync(lines[0]!), gzipSync(lines.slice(1).join(''))]),
    ],
    ['packed as gzip with CRLF in it', gzipSync(text.replaceAll('\n', '\r\n'))],
    ['packed as gzip with UTF-16 in it', gzipSync(utf16(`\ufeff${text}`, 'le'))],
  ])('%s, in pieces of any size', async (_how, bytes) => {
    for (const pieceBytes of [5, 1_000, 1_000_000]) expect(await verify(bytes, pieceBytes)).toEqual(VALID);
  });
});

it('what was changed is found all the same, with the line that a reader sees', async () => {
  const changed = lines.with(3, lines[3]!.replace('a ', 'no ')).join('').replaceAll('\n', '\r\n');
  for (const bytes of [changed, gzipSync(changed), utf16(changed, 'le')]) {
    expect(await verify(bytes)).toMatchObject({ valid: false, firstBroken: { line: 4, reason: 'line' } });
  }
  // A line that was emptied is a line that is missing, not what a journey leaves.
  expect(await verify(lines.with(3, '\r\n').join(''))).toMatchObject({
    firstBroken: { line: 4, reason: 'not_a_line' },
  });
});

describe('nothing is said of what cannot be read', () => {
  it.each<[string, Buffer]>([
    ['a ZIP archive', Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x14])],
    ['packed with Zstandard', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x24])],
    ['packed with xz', Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00])],
    ['packed with bzip2', Buffer.from('BZh91AY')],
    ['a 7z archive', Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27])],
    ['packed with zlib', deflateSync(text)],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0x00, 0x00, 0x7b, 0x00, 0x00, 0x00])],
    ['a gzip file in a gzip file', gzipSync(gzipSync(text))],
  ])('%s is named', async (format, bytes) => {
    const verdict = verify(bytes, 3);
    await expect(verdict).rejects.toThrow(UnreadableExportError);
    await expect(verdict).rejects.toMatchObject({ format });
  });

  it.each<[string, Buffer]>([
    ['cut off', gzipSync(text).subarray(0, -20)],
    ['damaged', Buffer.concat([gzipSync(text).subarray(0, 40), brotliCompressSync(text)])],
    ['made to unpack to far too much', gzipSync(Buffer.alloc(64 * 1_048_576, 0x0a))],
  ])('a gzip file that is %s', async (_how, bytes) => {
    await expect(verify(bytes, 10_000)).rejects.toThrow(UnpackingError);
  });

  it('where reading fails, what failed is passed on', async () => {
    async function* failing() {
      yield await Promise.resolve(gzipSync(text).subarray(0, 50));
      throw new Error('the disk is gone');
    }
    const { verifyExport } = await import('../../../src/application/exports/verify-export.ts');
    await expect(verifyExport(failing(), () => null)).rejects.toThrow('the disk is gone');
  });
});
