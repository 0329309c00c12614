/** Turns the documents that requests name into the form in which records store them: name, hash and file id, if any. */
import type { DocumentInput, EvidenceInput } from '../../contracts/primitives.ts';
import { DomainError } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { Database, Session } from '../../storage/database.ts';
import type { StoredDocument } from '../../storage/collections/files.ts';

export interface StoredEvidence {
  readonly note?: string;
  readonly document?: StoredDocument;
}

/** Throws `not_found` for a file that is missing or belongs to another account. */
export async function resolveDocument(
  { models }: Database,
  accountId: AccountId,
  { name, sha256, fileId }: DocumentInput,
  session: Session | null = null,
): Promise<StoredDocument> {
  if (name !== undefined && sha256 !== undefined) return { name, sha256 };
  const id = fileId ?? '';
  const file = await models.files.findOne({ _id: id, accountId }).session(session).lean();
  if (file === null) throw new DomainError('not_found', { kind: 'file', id });
  return { name: file.name, sha256: file.sha256, fileId: file._id };
}

/** The same for evidence, which may include a document. */
export async function resolveEvidence(
  database: Database,
  accountId: AccountId,
  { note, document }: EvidenceInput,
  session: Session | null = null,
): Promise<StoredEvidence> {
  return {
    ...(note === undefined ? {} : { note }),
    ...(document === undefined
      ? {}
      : { document: await resolveDocument(database, accountId, document, session) }),
  };
}
