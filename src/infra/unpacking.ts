/** Unpacks what came compressed, piece by piece, and no more of it than honest data can hold. */
import { Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

const DECODERS = {
  gzip: createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
} as const satisfies Record<string, () => Transform>;

export type Packing = keyof typeof DECODERS;
export const PACKINGS = Object.keys(DECODERS) as Packing[];

/** Records with hashes pack to a twentieth at best; what unpacks to more than a hundred times is made to harm. */
const LARGEST_RATIO = 100;
const FREE_BYTES = 1_048_576;

/** The bytes are not packed as they say (or not to their end), or unpack to far more than any record. */
export class UnpackingError extends Error {
  override readonly name = 'UnpackingError';

  constructor(
    readonly packing: Packing,
    cause?: unknown,
  ) {
    super(`it cannot be unpacked as ${packing}: it is damaged, cut off, or unpacks to far too much`, {
      cause,
    });
  }
}

/** The unpacked bytes. Throws `UnpackingError`, or what `pieces` throws. */
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
