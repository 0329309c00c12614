/** The bytes of a file, one chunk after the other. */
import type { Database } from '../../storage/database.ts';
import type { FileDocument } from '../../storage/collections/files.ts';
import { chunkId } from './store-chunks.ts';

/** Throws where a chunk is missing: then the file must not end as if it were whole. */
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
