/** Files of accounts: one record for each uploaded file. Its bytes are in `fileChunks`. */
import type { AccountId, FileId } from '../../domain/ids.ts';
import { defineCollection, type DocumentOf } from '../define-collection.ts';
import { id, instant, integer, text } from '../fields.ts';

/** A document that another record refers to. `fileId` is there if it was uploaded as a file. */
export interface StoredDocument {
  readonly name: string;
  readonly sha256: string;
  readonly fileId?: FileId;
}

export type FileDocument = DocumentOf<typeof files>;

export const files = defineCollection({
  name: 'files',
  fields: {
    _id: id<FileId>(),
    accountId: id<AccountId>(),
    name: text(),
    /** Bytes. */
    size: integer(),
    contentType: text(),
    sha256: text(),
    /** The upload under which its chunks are stored. */
    uploadId: text(),
    /** Number of chunks. */
    chunks: integer(),
    by: text(),
    createdAt: instant(),
  },
  indexes: [{ keys: { accountId: 1, _id: 1 } }],
});
