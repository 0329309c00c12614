/** What the console says about files before it sends them, as the API decides. */
import {
  faultOf,
  FILE_TYPES,
  hasContentOf,
  LARGEST_FILE_BYTES,
  PHOTO_TYPES,
  typeOf,
} from '../../src/console/files/file-check.ts';
import { prepareFile } from '../../src/console/files/prepare-file.ts';
import { formatBytes } from '../../src/console/format/bytes.ts';
import { FILE_TYPES as STORED, LARGEST_FILE_BYTES as LARGEST } from '../../src/contracts/files.ts';

const scan = { name: 'coop-17.pdf', type: 'application/pdf', size: 80_000 };

test('the kinds and the limit are those of the API', () => {
  expect(FILE_TYPES).toEqual([...STORED]);
  expect(PHOTO_TYPES).toEqual(['image/jpeg', 'image/png']);
  expect(LARGEST_FILE_BYTES).toBe(LARGEST);
});

test('a file that the API would refuse is not sent', () => {
  expect(faultOf(scan)).toBeNull();
  expect(faultOf({ ...scan, type: 'text/html' })).toBe('kind');
  expect(faultOf({ ...scan, size: 0 })).toBe('empty');
  expect(faultOf({ ...scan, size: LARGEST_FILE_BYTES })).toBeNull();
  expect(faultOf({ ...scan, size: LARGEST_FILE_BYTES + 1 })).toBe('tooLarge');
});

test.each([
  ['image/jpeg', [0xff, 0xd8, 0xff, 0xe0]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]],
  ['application/pdf', [...Buffer.from('%PDF-1.7')]],
] as const)('%s is known by how it begins', async (type, bytes) => {
  expect(await hasContentOf(type, new Blob([new Uint8Array(bytes)]))).toBe(true);
  expect(await hasContentOf(type, new Blob([new Uint8Array(bytes.slice(0, 2))]))).toBe(false);
  expect(await hasContentOf(type, new Blob(['a text with another name']))).toBe(false);
});

describe('a chosen file', () => {
  const JPEG = new Uint8Array([0xff, 0xd8, 0xff]);
  const photo = (name: string, bytes: number) =>
    new File([JPEG, new Uint8Array(bytes - JPEG.length)], name, { type: 'image/jpeg' });
  const never = () => Promise.reject(new Error('nothing is to be scaled'));

  test('with the name of another kind is not sent', async () => {
    const text = new File(['a text'], 'site.jpg', { type: 'image/jpeg' });
    expect(await prepareFile(text, never)).toEqual({ file: text, fault: 'content' });
  });

  test('that can be stored stays as it is', async () => {
    const small = photo('site.jpg', 100);
    expect(await prepareFile(small, never)).toEqual({ file: small, fault: null });
  });

  test('is scaled down if it is a large photo, and too large if it cannot be', async () => {
    const large = photo('site.jpg', LARGEST_FILE_BYTES + 1);
    const scaled = photo('site.jpg', 100);
    expect(await prepareFile(large, () => Promise.resolve(scaled))).toEqual({ file: scaled, fault: null });
    expect(await prepareFile(large, () => Promise.resolve(null))).toEqual({ file: large, fault: 'tooLarge' });
  });
});

test('the ending of the name counts where the browser knows no kind', () => {
  expect(typeOf({ name: 'SCAN.JPEG', type: '', size: 1 })).toBe('image/jpeg');
  expect(typeOf({ name: 'scan.png', type: '', size: 1 })).toBe('image/png');
  expect(typeOf({ name: 'scan.pdf.exe', type: '', size: 1 })).toBeNull();
  expect(typeOf({ name: 'scan.pdf', type: 'text/plain', size: 1 })).toBeNull();
});

test('a size has three digits at most, and is never nothing', () => {
  expect([1, 1_024, 839_680, 1_048_000, 1_300_000, LARGEST].map(formatBytes)).toEqual([
    '1 KB',
    '1 KB',
    '820 KB',
    '1023 KB',
    '1.2 MB',
    '10 MB',
  ]);
});
