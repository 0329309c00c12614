/** Finds a file that the caller may read. */
import type { FileId } from '../../domain/ids.ts';
import type { FileDocument } from '../../storage/collections/files.ts';
import type { Database } from '../../storage/database.ts';
import { visibleTo, type Caller } from '../access/caller.ts';

/** Throws `not_found` if the file does not exist or the caller's key does not cover its account. */
export async function findFile({ models }: Database, caller: Caller, id: FileId): Promise<FileDocument> {
  return visibleTo(caller, await models.files.findById(id).lean(), { kind: 'file', id });
}
