export { PRESENT } from './define-collection.ts';
export type { JsonObject as StoredObject } from '../domain/json.ts';
export type { StoredDocument } from './collections/files.ts';
