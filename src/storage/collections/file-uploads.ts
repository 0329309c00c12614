/**
 * Uploads in progress. A record exists from the first byte of an upload until its file is recorded, so that the chunks
 * of an interrupted upload can be found and removed.
 */
import { defineCollection, type DocumentOf } from '../define-collection.ts';
import { id, instant, text } from '../fields.ts';

export type FileUploadDocument = DocumentOf<typeof fileUploads>;

export const fileUploads = defineCollection({
  name: 'fileUploads',
  fields: {
    _id: id(),
    state: text<'running' | 'swept'>(),
    createdAt: instant(),
  },
  indexes: [{ keys: { createdAt: 1 } }],
});
