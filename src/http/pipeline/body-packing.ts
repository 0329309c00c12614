/** Bodies that come compressed: what `Content-Encoding` may say, and the refusals of what cannot be unpacked. */
import type { IncomingMessage } from 'node:http';
import type { DomainError } from '../../domain/errors.ts';
import { PACKINGS, unpacked, UnpackingError, type Packing } from '../../infra/unpacking.ts';
import { schemaError } from '../../messages/schema-violations.ts';

const HEADER = 'Content-Encoding';

/**
 * The body in pieces, unpacked as its header says. Stopping before its end leaves the connection open. Throws
 * `validation_failed` at once for a packing that is not known, and while it is read for a body that is not packed so.
 */
export function unpackedBody(request: IncomingMessage): AsyncIterable<Uint8Array> {
  const said = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  const pieces = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
  if (said === 'identity') return pieces;
  if (!isPacking(said)) throw unknownPacking();
  return refusing(unpacked(pieces, said));
}

function isPacking(text: string): text is Packing {
  return PACKINGS.some((packing) => packing === text);
}

async function* refusing(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* pieces;
  } catch (error) {
    throw error instanceof UnpackingError ? damagedPacking(HEADER) : error;
  }
}

/** The refusal of what the reader of whole bodies found wrong with the packing; null for everything else. */
export function packingRefusal(error: unknown): DomainError | null {
  if (!(error instanceof Error)) return null;
  const { type, code } = error as { readonly type?: unknown; readonly code?: unknown };
  if (type === 'encoding.unsupported') return unknownPacking();
  // Errors of the reader have a type of their own; those of an unpacking stream have none, but a code.
  const isUnpacking = type === undefined && typeof code === 'string';
  return isUnpacking ? damagedPacking(HEADER) : null;
}

/** `path` is where it was said how the body is packed. */
export function damagedPacking(path: string): DomainError {
  return schemaError(path, 'damaged_packing');
}

function unknownPacking(): DomainError {
  return schemaError(HEADER, 'unknown_packing', { values: PACKINGS });
}
