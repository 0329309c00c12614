/**
 * Takes in the bytes of an upload: chunk by chunk, never as a whole, and before anything says that there is a file. What an
 * upload that breaks leaves behind is an orphan, which reconciliation sweeps (decision D-24).
 */
import { createHash } from 'node:crypto';
import { LARGEST_FILE_BYTES, type FileType } from '../../contracts/files.ts';
import { DomainError } from '../../domain/errors.ts';
import type { TransactionDependencies } from '../../storage/unit-of-work.ts';
import { newId } from '../../infra/ids.ts';
import { isOfType, SIGNATURE_BYTES } from './file-type.ts';

const CHUNK_BYTES = 262_144;

export interface StoredChunks {
  readonly uploadId: string;
  readonly chunks: number;
  readonly size: number;
  readonly sha256: string;
}

/** Throws `payload_too_large`, or what `mistake` makes where the bytes are not of the type. */
export async function storeChunks(
  { database: { models }, serverNow }: TransactionDependencies,
  bytes: AsyncIterable<Uint8Array>,
  type: FileType,
  mistake: () => Error,
): Promise<StoredChunks> {
  const uploadId = newId('upl');
  const hash = createHash('sha256');
  let size = 0;
  let chunks = 0;
  for await (const chunk of chunksOf(bytes)) {
    if (chunks === 0) {
      if (!isOfType(type, chunk)) throw mistake();
      await models.fileUploads.create({ _id: uploadId, state: 'running', createdAt: serverNow() });
    }
    hash.update(chunk);
    size += chunk.length;
    await models.fileChunks.create({ _id: chunkId(uploadId, chunks), uploadId, bytes: chunk });
    chunks += 1;
  }
  // Nothing came: no file is empty.
  if (chunks === 0) throw mistake();
  return { uploadId, chunks, size, sha256: hash.digest('hex') };
}

export function chunkId(uploadId: string, index: number): string {
  return `${uploadId}:${index}`;
}

/** Pieces of any length as chunks of one length; the first is long enough to tell its type. */
async function* chunksOf(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let length = 0;
  let total = 0;
  for await (const piece of pieces) {
    total += piece.length;
    if (total > LARGEST_FILE_BYTES)
      throw new DomainError('payload_too_large', { limitBytes: LARGEST_FILE_BYTES });
    waiting.push(Buffer.from(piece));
    length += piece.length;
    if (length < Math.max(CHUNK_BYTES, SIGNATURE_BYTES)) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    length = 0;
  }
  if (length > 0) yield Buffer.concat(waiting);
}
