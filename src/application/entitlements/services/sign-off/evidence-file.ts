/** The photo or document of a delivery, for the user with the link (D-22, D-24). */
import { DomainError } from '../../../../domain/errors.ts';
import type { FileDocument } from '../../../../storage/collections/files.ts';
import { linkOf, type SignOffDependencies } from './sign-off.ts';

/** Throws `not_found` as `readSignOff` does, and if the delivery came without a stored file. */
export async function readEvidenceFile(
  dependencies: SignOffDependencies,
  token: string,
): Promise<FileDocument> {
  const { link } = await linkOf(dependencies, token);
  const id = link.evidence?.document?.fileId;
  // The account is that of the link: no other file can be named by it.
  const file =
    id === undefined
      ? null
      : await dependencies.database.models.files.findOne({ _id: id, accountId: link.accountId }).lean();
  if (file === null) throw new DomainError('not_found', { kind: 'file' });
  return file;
}
