/** Compressed bodies: the supported values of `Content-Encoding`, and the errors for unknown and damaged encodings. */
import type { IncomingMessage } from 'node:http';
import type { DomainError } from '../../domain/errors.ts';
import { PACKINGS, unpacked, UnpackingError, type Packing } from '../../infra/unpacking.ts';
import { schemaError } from '../../messages/violations/schema.ts';

const HEADER = 'Content-Encoding';

/**
 * Returns the chunks of the body, decompressed according to its header. If the reader stops early, the connection stays
 * open. Throws `validation_failed`: immediately for an unknown encoding, and while reading if the body is damaged.
 */
export function unpackedBody(request: IncomingMessage): AsyncIterable<Uint8Array> {
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  const chunks = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
  if (encoding === 'identity') return chunks;
  if (!isPacking(encoding)) throw unknownPacking();
  return withDamageReported(unpacked(chunks, encoding));
}

function isPacking(text: string): text is Packing {
  return PACKINGS.some((packing) => packing === text);
}

async function* withDamageReported(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
  } catch (error) {
    throw error instanceof UnpackingError ? damagedPacking(HEADER) : error;
  }
}

/** Maps an error of Express's body reader to a domain error. Null if the error does not concern the encoding. */
export function packingErrorOf(error: unknown): DomainError | null {
  if (!(error instanceof Error)) return null;
  const { type, code } = error as { readonly type?: unknown; readonly code?: unknown };
  if (type === 'encoding.unsupported') return unknownPacking();
  // The reader's own errors have a `type`. Errors of a decompression stream have only a `code`.
  const isUnpacking = type === undefined && typeof code === 'string';
  return isUnpacking ? damagedPacking(HEADER) : null;
}

/** `path` names the header or field that declares the encoding. */
export function damagedPacking(path: string): DomainError {
  return schemaError(path, 'damaged_packing');
}

function unknownPacking(): DomainError {
  return schemaError(HEADER, 'unknown_packing', { values: PACKINGS });
}
