/** The export of an account, and the verification of one. Both are streams. */
import { readAccountClock } from '../../application/accounts/read-account.ts';
import { exportAccount } from '../../application/exports/export-account.ts';
import { UnreadableExportError } from '../../application/exports/plain-export.ts';
import { verifyExport } from '../../application/exports/verify-export.ts';
import type { exportRoutes } from '../../contracts/exports.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Signer, Verifier } from '../../infra/signing.ts';
import { UnpackingError } from '../../infra/unpacking.ts';
import { schemaError } from '../../messages/violations/schema.ts';
import { timeOf } from '../pipeline/account-time.ts';
import { damagedPacking } from '../pipeline/body-packing.ts';
import type { Handlers } from '../pipeline/handler.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { verdictView, verificationKeyView } from '../views/exports.ts';

export interface ExportHandlerDependencies extends HandlerDependencies {
  /** Signs exports. Absent if this process cannot sign any. */
  readonly signer?: Signer | undefined;
  /** Verify exports that were signed with an earlier key. */
  readonly retiredSigners?: readonly Verifier[];
}

export function exportHandlers(dependencies: ExportHandlerDependencies): Handlers<typeof exportRoutes> {
  const { database, serverNow } = dependencies;
  const signerOrThrow = (): Signer => {
    if (dependencies.signer !== undefined) return dependencies.signer;
    throw new DomainError('not_configured', { variable: 'EXPORT_SIGNING_KEY' });
  };
  return {
    exportAccount: async ({ params: { id }, caller }) => {
      const clock = await readAccountClock(database, caller, id);
      const signer = signerOrThrow();
      return {
        status: 200,
        body: exportAccount({ database, signer, exportedAt: serverNow() }, id),
        headers: { 'Content-Disposition': `attachment; filename="${id}.ndjson"` },
        ...timeOf(clock),
      };
    },

    verifyExport: async ({ pieces }) => {
      const verifiers = [signerOrThrow(), ...(dependencies.retiredSigners ?? [])];
      const verifierOf = (id: string) => verifiers.find(({ keyId }) => keyId === id) ?? null;
      const verdict = await verifyExport(pieces, verifierOf).catch((error: unknown) => {
        throw unreadable(error);
      });
      return { status: 200, body: verdictView(verdict) };
    },

    getVerificationKey: () => Promise.resolve({ status: 200, body: verificationKeyView(signerOrThrow()) }),
  };
}

/** Bytes that are not the text of an export are a violation of the request, not a broken export. */
function unreadable(error: unknown): unknown {
  if (error instanceof UnpackingError) return damagedPacking('body');
  return error instanceof UnreadableExportError
    ? schemaError('body', 'unreadable_export', { format: error.format })
    : error;
}
