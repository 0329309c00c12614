/**
 * The bytes of files, stored and read chunk by chunk, never as a whole. An upload is stored before its file is
 * recorded; the chunks of an upload that breaks off are removed by reconciliation (D-24).
 */
import { createHash } from 'node:crypto';
import { LARGEST_FILE_BYTES, type FileType } from '../../contracts/files.ts';
import { DomainError } from '../../domain/errors.ts';
import type { FileDocument } from '../../storage/collections/files.ts';
import type { Database } from '../../storage/database.ts';
import type { TransactionDependencies } from '../../storage/transaction.ts';
import { schemaError } from '../../messages/violations/schema.ts';
import { newId } from '../../infra/ids.ts';

const CHUNK_BYTES = 262_144;

/** The first bytes of files of each type. */
const SIGNATURES: Readonly<Record<FileType, readonly number[]>> = {
  'application/pdf': [0x25, 0x50, 0x44, 0x46, 0x2d],
  'image/jpeg': [0xff, 0xd8, 0xff],
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
};

export interface StoredChunks {
  readonly uploadId: string;
  readonly chunks: number;
  readonly size: number;
  readonly sha256: string;
}

/**
 * Stores the bytes as a running upload. Throws `payload_too_large`, or `validation_failed` if the bytes are not of the
 * type or empty.
 */
export async function storeChunks(
  { database: { models }, serverNow }: TransactionDependencies,
  bytes: AsyncIterable<Uint8Array>,
  type: FileType,
): Promise<StoredChunks> {
  const uploadId = newId('upl');
  const hash = createHash('sha256');
  let size = 0;
  let chunks = 0;
  for await (const chunk of chunksOf(bytes)) {
    if (chunks === 0) {
      if (!isOfType(type, chunk)) throw schemaError('body', 'not_its_type', { type });
      await models.fileUploads.create({ _id: uploadId, state: 'running', createdAt: serverNow() });
    }
    hash.update(chunk);
    size += chunk.length;
    await models.fileChunks.create({ _id: chunkId(uploadId, chunks), uploadId, bytes: chunk });
    chunks += 1;
  }
  if (chunks === 0) throw schemaError('body', 'not_its_type', { type });
  return { uploadId, chunks, size, sha256: hash.digest('hex') };
}

/** Yields the chunks of a file. Throws if one is missing, so that a truncated file is never served as complete. */
export async function* readChunks(
  { models }: Database,
  { _id, uploadId, chunks }: FileDocument,
): AsyncGenerator<Uint8Array> {
  for (let index = 0; index < chunks; index += 1) {
    const chunk = await models.fileChunks.findById(chunkId(uploadId, index));
    if (chunk === null) throw new Error(`chunk ${index} of the file ${_id} is missing`);
    yield chunk.bytes;
  }
}

function chunkId(uploadId: string, index: number): string {
  return `${uploadId}:${index}`;
}

/** Combines pieces of any length into chunks that are long enough to recognize a signature. */
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
    if (length < CHUNK_BYTES) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    length = 0;
  }
  if (length > 0) yield Buffer.concat(waiting);
}

/** True if the first bytes are the signature of the type, whatever the request says. */
function isOfType(type: FileType, head: Uint8Array): boolean {
  return SIGNATURES[type].every((byte, index) => head[index] === byte);
}
