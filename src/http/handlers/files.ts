/** Files of an account. Uploads and downloads are streams. */
import { readAccountClock } from '../../application/accounts/read-account.ts';
import { findFile } from '../../application/files/find-file.ts';
import { readChunks, storeChunks } from '../../application/files/file-chunks.ts';
import { recordFile } from '../../application/files/record-file.ts';
import type { fileRoutes } from '../../contracts/files.ts';
import { accountTime, timeOf } from '../pipeline/account-time.ts';
import { idempotently } from '../pipeline/commands.ts';
import type { Handlers } from '../pipeline/handler.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { idDerivedFrom, withFingerprint } from '../pipeline/idempotency-request.ts';
import { describedUpload } from '../pipeline/upload-headers.ts';
import { attachmentOf, fileView } from '../views/files.ts';

export function fileHandlers(dependencies: HandlerDependencies): Handlers<typeof fileRoutes> {
  const { database } = dependencies;
  return {
    uploadFile: async (request) => {
      const { query, caller, headers, pieces } = request;
      const { accountId } = query;
      const clock = await readAccountClock(database, caller, accountId);
      const { contentType, name } = describedUpload(headers);
      const chunks = await storeChunks(dependencies, pieces, contentType);
      const { sha256 } = chunks;
      const idempotency = withFingerprint(request.idempotency, { accountId, name, contentType, sha256 });
      const file = { fileId: idDerivedFrom('fil', idempotency), accountId, name, contentType };
      const response = await idempotently(dependencies, { ...request, idempotency }, 201, async (unit) =>
        fileView(await recordFile(unit, file, chunks)),
      );
      return { ...response, ...timeOf(clock) };
    },

    getFile: async ({ params: { id }, caller }) => {
      const file = await findFile(database, caller, id);
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
