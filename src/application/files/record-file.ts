/** Turns an upload into a file of an account, so that it can be read and is no longer removed as an orphan. */
import { DomainError } from '../../domain/errors.ts';
import type { AccountId, FileId } from '../../domain/ids.ts';
import type { FileDocument } from '../../storage/collections/files.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import type { StoredChunks } from './file-chunks.ts';

export interface NewFile {
  readonly fileId: FileId;
  readonly accountId: AccountId;
  readonly name: string;
  readonly contentType: string;
}

/** Returns the file. Throws `conflict` for an upload that took longer than a day and was removed. */
export async function recordFile(
  unit: UnitOfWork,
  { fileId, accountId, name, contentType }: NewFile,
  { uploadId, chunks, size, sha256 }: StoredChunks,
): Promise<FileDocument> {
  const { files, fileUploads } = unit.database.models;
  const { deletedCount } = await fileUploads.deleteOne(
    { _id: uploadId, state: 'running' },
    { session: unit.session },
  );
  if (deletedCount === 0) throw new DomainError('upload_swept');
  const createdAt = await unit.accountNow(accountId);
  const file: FileDocument = {
    _id: fileId,
    accountId,
    name,
    size,
    contentType,
    sha256,
    uploadId,
    chunks,
    by: unit.actor.by,
    createdAt,
  };
  await files.insertMany([file], { session: unit.session });
  unit.audit({
    type: 'file.stored',
    at: createdAt,
    accountId,
    facts: { fileId, name, size, contentType, sha256 },
  });
  return file;
}
