/**
 * Decodes an export that was compressed with gzip, saved as UTF-16, or given a byte order mark on its way. Another compression
 * is refused by name, because nothing of the export could be checked.
 */
import { unpacked } from '../../infra/unpacking.ts';

/** The bytes are in a format that is not supported. `format` names it. */
export class UnreadableExportError extends Error {
  override readonly name = 'UnreadableExportError';

  constructor(readonly format: string) {
    super(`it is ${format}: unpack it, and check what is in it`);
  }
}

type Pieces = AsyncIterable<Uint8Array>;

interface Form {
  /** The first bytes. */
  readonly start: readonly number[];
  /** Decodes it; or the name of a format that is not supported. */
  readonly read: ((pieces: Pieces) => Pieces) | string;
}

/** An export is UTF-8 and begins with `{`. The first match counts. */
const FORMS: readonly Form[] = [
  { start: [0xef, 0xbb, 0xbf], read: (pieces) => without(pieces, 3) },
  { start: [0xff, 0xfe, 0x00, 0x00], read: 'UTF-32' },
  { start: [0x00, 0x00, 0xfe, 0xff], read: 'UTF-32' },
  { start: [0xff, 0xfe], read: (pieces) => decoded(pieces, 'utf-16le') },
  { start: [0x7b, 0x00], read: (pieces) => decoded(pieces, 'utf-16le') },
  { start: [0xfe, 0xff], read: (pieces) => decoded(pieces, 'utf-16be') },
  { start: [0x00, 0x7b], read: (pieces) => decoded(pieces, 'utf-16be') },
  { start: [0x50, 0x4b, 0x03, 0x04], read: 'a ZIP archive' },
  { start: [0x28, 0xb5, 0x2f, 0xfd], read: 'packed with Zstandard' },
  { start: [0xfd, 0x37, 0x7a, 0x58, 0x5a], read: 'packed with xz' },
  { start: [0x42, 0x5a, 0x68], read: 'packed with bzip2' },
  { start: [0x37, 0x7a, 0xbc, 0xaf], read: 'a 7z archive' },
  { start: [0x78, 0x01], read: 'packed with zlib' },
  { start: [0x78, 0x9c], read: 'packed with zlib' },
  { start: [0x78, 0xda], read: 'packed with zlib' },
];
const GZIP = [0x1f, 0x8b];
const LONGEST_START = Math.max(...FORMS.map(({ start }) => start.length));

/** Yields the export's original bytes. Throws `UnreadableExportError`, `UnpackingError`, or what `pieces` throws. */
export function plainExport(pieces: Pieces): AsyncGenerator<Uint8Array> {
  return textOf(pieces, (packed) => textOf(unpacked(packed, 'gzip'), 'a gzip file in a gzip file'));
}

async function* textOf(pieces: Pieces, gzip: Form['read']): AsyncGenerator<Uint8Array> {
  const rest = pieces[Symbol.asyncIterator]();
  try {
    const first = await startOf(rest);
    const whole = joined(first, rest);
    const read = [{ start: GZIP, read: gzip }, ...FORMS].find(({ start }) => begins(first, start))?.read;
    if (typeof read === 'string') throw new UnreadableExportError(read);
    yield* read === undefined ? whole : read(whole);
  } finally {
    await rest.return?.();
  }
}

function begins(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}

/** Joins the first pieces until the format can be recognised, or the input ends. */
async function startOf(pieces: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let start: Uint8Array = new Uint8Array();
  while (start.length < LONGEST_START) {
    const next = await pieces.next();
    if (next.done === true) break;
    start = start.length === 0 ? next.value : Buffer.concat([start, next.value]);
  }
  return start;
}

async function* joined(
  first: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (first.length > 0) yield first;
  yield* { [Symbol.asyncIterator]: () => rest };
}

/** Drops the first `bytes` bytes, all of which are in the first piece. */
async function* without(pieces: Pieces, bytes: number): AsyncGenerator<Uint8Array> {
  let left = bytes;
  for await (const piece of pieces) {
    yield piece.subarray(left);
    left = 0;
  }
}

async function* decoded(pieces: Pieces, encoding: string): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding);
  for await (const piece of pieces) yield Buffer.from(decoder.decode(piece, { stream: true }));
  yield Buffer.from(decoder.decode());
}
