/** Files: taken in piece by piece, and handed out to be saved. */
import type { IncomingHttpHeaders } from 'node:http';
import { readChunks, storeChunks } from '../../application/files/file-chunks.ts';
import { recordFile } from '../../application/files/record-file.ts';
import { FILE_TYPES, fileName, LARGEST_FILE_BYTES, type fileRoutes } from '../../contracts/files.ts';
import { canonicalText } from '../../domain/canonical-text.ts';
import { DomainError } from '../../domain/errors.ts';
import { once, requestKeyOf } from '../../storage/idempotency.ts';
import { derivedId, sha256Hex } from '../../infra/ids.ts';
import { readAccount } from '../../application/accounts/read-account.ts';
import { accountTime, timeOf } from '../pipeline/account-time.ts';
import { visibleTo } from '../../application/access/caller.ts';
import type { Handlers } from '../pipeline/handler.ts';
import { actorOf, type HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { schemaError } from '../../messages/schema-violations.ts';
import { attachmentOf, fileView } from '../views/file.ts';

export function fileHandlers(dependencies: HandlerDependencies): Handlers<typeof fileRoutes> {
  const { database } = dependencies;
  return {
    uploadFile: async (request) => {
      const { query, caller, headers, pieces, idempotency } = request;
      const subject = await readAccount(database, caller, query.accountId);
      const contentType = typeIn(headers);
      const name = nameIn(headers);
      const stored = await storeChunks(dependencies, pieces, contentType, () =>
        schemaError('body', 'not_its_type', { type: contentType }),
      );
      const { accountId } = query;
      const { sha256 } = stored;
      const bodyHash = sha256Hex(canonicalText({ accountId, name, contentType, sha256 }));
      const { scope, key, route } = idempotency;
      const fileId = derivedId('fil', requestKeyOf(idempotency));
      const answer = await once(
        dependencies,
        { scope, key, route, bodyHash },
        actorOf(request),
        async (unit) => {
          const recorded = await recordFile(unit, { fileId, accountId, name, contentType }, stored);
          return { status: 201, body: fileView(recorded) };
        },
      );
      return { ...answer, status: 201, ...timeOf(subject) };
    },

    getFile: async ({ params: { id }, caller }) => {
      const named = { kind: 'file', id };
      const file = visibleTo(caller, await database.models.files.findById(id).lean(), named);
      return {
        status: 200,
        body: readChunks(database, file),
        mediaType: file.contentType,
        headers: attachmentOf(file),
        ...(await accountTime(database, file.accountId)),
      };
    },
  };
}

/** Throws `validation_failed` for another type, `payload_too_large` for a length that is said and too large. */
function typeIn(headers: IncomingHttpHeaders): (typeof FILE_TYPES)[number] {
  if (Number(headers['content-length']) > LARGEST_FILE_BYTES)
    throw new DomainError('payload_too_large', { limitBytes: LARGEST_FILE_BYTES });
  const [said = ''] = (headers['content-type'] ?? '').split(';');
  const type = FILE_TYPES.find((known) => known === said.trim().toLowerCase());
  if (type === undefined) throw schemaError('Content-Type', 'not_a_file_type');
  return type;
}

/** Throws `validation_failed`. */
function nameIn({ 'x-file-name': given }: IncomingHttpHeaders): string {
  if (given === undefined) throw schemaError('X-File-Name', 'missing');
  const parsed = fileName.safeParse(decoded(String(given)));
  if (!parsed.success) throw schemaError('X-File-Name', 'not_a_file_name');
  return parsed.data;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
