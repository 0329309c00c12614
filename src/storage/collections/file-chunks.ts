/** The bytes of files, in chunks. */
import { defineCollection, type DocumentOf } from '../define-collection.ts';
import { bytes, id, text } from '../fields.ts';

export type FileChunkDocument = DocumentOf<typeof fileChunks>;

export const fileChunks = defineCollection({
  name: 'fileChunks',
  fields: {
    /** Made of the upload's id and the chunk's position. */
    _id: id(),
    uploadId: text(),
    bytes: bytes(),
  },
  indexes: [{ keys: { uploadId: 1 } }],
});
