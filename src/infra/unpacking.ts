/** Decompresses a stream, and stops at sizes that no genuine upload reaches. */
import { Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

const DECODERS = {
  gzip: createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
} as const satisfies Record<string, () => Transform>;

export type Packing = keyof typeof DECODERS;
export const PACKINGS = Object.keys(DECODERS) as Packing[];

/** Records with hashes compress to a twentieth at best. A ratio of more than a hundred indicates an attack. */
const LARGEST_RATIO = 100;
const FREE_BYTES = 1_048_576;

/** The data is not compressed as declared, is truncated, or expands to far more than any record. */
export class UnpackingError extends Error {
  override readonly name = 'UnpackingError';

  constructor(
    readonly packing: Packing,
    cause?: unknown,
  ) {
    super(`it cannot be decompressed as ${packing}: it is damaged, truncated, or expands to far too much`, {
      cause,
    });
  }
}

/** The decompressed bytes. Throws `UnpackingError`, or what `pieces` throws. */
export async function* unpacked(
  pieces: AsyncIterable<Uint8Array>,
  packing: Packing,
): AsyncGenerator<Uint8Array> {
  let packedBytes = 0;
  let unpackedBytes = 0;
  let sourceError: unknown;
  async function* counted() {
    try {
      for await (const piece of pieces) {
        packedBytes += piece.length;
        yield piece;
      }
    } catch (error) {
      sourceError = error;
      throw error;
    }
  }
  const source = Readable.from(counted());
  const decoder = DECODERS[packing]();
  source.once('error', (error) => decoder.destroy(error));
  try {
    for await (const piece of source.pipe(decoder) as AsyncIterable<Uint8Array>) {
      unpackedBytes += piece.length;
      if (unpackedBytes > FREE_BYTES + packedBytes * LARGEST_RATIO) throw new UnpackingError(packing);
      yield piece;
    }
  } catch (error) {
    if (error === sourceError || error instanceof UnpackingError) throw error;
    throw new UnpackingError(packing, error);
  } finally {
    source.destroy();
    decoder.destroy();
  }
}
