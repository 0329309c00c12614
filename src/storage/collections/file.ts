/** Files of accounts: what is known of each, its bytes in chunks, and the uploads that did not end yet. */
import type { AccountId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import { integer, text, type CollectionDeclaration } from '../define.ts';

export interface FileDocument {
  _id: string;
  accountId: AccountId;
  name: string;
  size: number;
  contentType: string;
  sha256: string;
  /** Under which its chunks are stored. */
  uploadId: string;
  chunks: number;
  by: string;
  createdAt: Instant;
}

export const files: CollectionDeclaration = {
  name: 'files',
  fields: {
    accountId: text,
    name: text,
    size: integer,
    contentType: text,
    sha256: text,
    uploadId: text,
    chunks: integer,
    by: text,
    createdAt: text,
  },
  indexes: [{ keys: { accountId: 1, _id: 1 } }],
};

/** A part of an upload. Its id is that of the upload with its place. */
export interface FileChunkDocument {
  _id: string;
  uploadId: string;
  bytes: Buffer;
}

export const fileChunks: CollectionDeclaration = {
  name: 'fileChunks',
  fields: { uploadId: text, bytes: { type: Buffer, required: true } },
  indexes: [{ keys: { uploadId: 1 } }],
};

/** There from the first byte of an upload until its file is recorded; what is left of one that broke is swept by it. */
export interface FileUploadDocument {
  _id: string;
  state: 'running' | 'swept';
  createdAt: Instant;
}

export const fileUploads: CollectionDeclaration = {
  name: 'fileUploads',
  fields: { state: text, createdAt: text },
  indexes: [{ keys: { createdAt: 1 } }],
};
