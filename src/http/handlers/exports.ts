/** The export of an account, and the check of one. Both are streams: neither is ever held as a whole. */
import type { exportRoutes } from '../../contracts/exports.ts';
import { DomainError } from '../../domain/errors.ts';
import { BREAKS } from '../../application/exports/broken-line.ts';
import { exportAccount } from '../../application/exports/export-account.ts';
import { UnreadableExportError } from '../../application/exports/plain-export.ts';
import { verifyExport } from '../../application/exports/verify-export.ts';
import type { Signer } from '../../infra/signing.ts';
import { UnpackingError } from '../../infra/unpacking.ts';
import { readAccount } from '../../application/accounts/read-account.ts';
import { timeOf } from '../pipeline/account-time.ts';
import { damagedPacking } from '../pipeline/body-packing.ts';
import type { Handlers } from '../pipeline/handler.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { schemaError } from '../../messages/schema-violations.ts';

export interface ExportHandlerDependencies extends HandlerDependencies {
  /** Signs exports; absent where none can be made. */
  readonly signer?: Signer | undefined;
}

export function exportHandlers(dependencies: ExportHandlerDependencies): Handlers<typeof exportRoutes> {
  const { database, serverNow } = dependencies;
  const signerThere = (): Signer => {
    if (dependencies.signer === undefined)
      throw new DomainError('not_configured', { variable: 'EXPORT_SIGNING_KEY' });
    return dependencies.signer;
  };
  return {
    exportAccount: async ({ params: { id }, caller }) => {
      const subject = await readAccount(database, caller, id);
      const signer = signerThere();
      return {
        status: 200,
        body: exportAccount({ database, signer, exportedAt: serverNow() }, id),
        headers: { 'Content-Disposition': `attachment; filename="${id}.ndjson"` },
        ...timeOf(subject),
      };
    },

    verifyExport: async ({ pieces }) => {
      const signer = signerThere();
      const { firstBroken, ...verdict } = await verifyExport(pieces, (keyId) =>
        keyId === signer.keyId ? signer : null,
      ).catch((error: unknown) => {
        throw refusalOfBytes(error);
      });
      return {
        status: 200,
        body:
          firstBroken === undefined
            ? verdict
            : {
                ...verdict,
                firstBroken: { ...firstBroken, detail: `The line ${BREAKS[firstBroken.reason]}.` },
              },
      };
    },

    getVerificationKey: () => {
      const { keyId, pem, x } = signerThere();
      return Promise.resolve({
        status: 200,
        body: {
          keyId,
          algorithm: 'Ed25519',
          publicKeyPem: pem,
          jwk: { kty: 'OKP', crv: 'Ed25519', x, kid: keyId, use: 'sig', alg: 'EdDSA' },
        },
      });
    },
  };
}

/** What is no text of an export is no broken export: the sender is told what it is. */
function refusalOfBytes(error: unknown): unknown {
  if (error instanceof UnpackingError) return damagedPacking('body');
  return error instanceof UnreadableExportError
    ? schemaError('body', 'unreadable_export', { format: error.format })
    : error;
}
