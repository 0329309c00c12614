/** Documents that requests name, as records keep them: by name and hash, with the file where it is one of the account. */
import type { DocumentInput, EvidenceInput } from '../../contracts/primitives.ts';
import { DomainError } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { Database, Session } from '../../storage/database.ts';
import type { StoredDocument } from '../../storage/collections/files.ts';

export interface StoredEvidence {
  readonly note?: string;
  readonly document?: StoredDocument;
}

/** Throws `not_found` for a file of another account, as for none. */
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

/** The same for evidence, of which a document may be a part. */
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
