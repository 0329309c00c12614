/** Sign-off links: created by delivery, read and decided without an API key. */
import { findService } from '../../application/entitlements/services/read-services.ts';
import {
  readCertificate,
  readSignOffCertificate,
  type AcceptanceCertificate,
} from '../../application/entitlements/services/sign-off/certificate.ts';
import { createAcceptanceLink } from '../../application/entitlements/services/sign-off/create-link.ts';
import { readEvidenceFile } from '../../application/entitlements/services/sign-off/evidence-file.ts';
import {
  decideSignOff,
  readSignOff,
  type SignOff,
} from '../../application/entitlements/services/sign-off/sign-off.ts';
import { readChunks } from '../../application/files/file-chunks.ts';
import type { signOffRoutes } from '../../contracts/sign-off.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { accountTime, loadResource } from '../pipeline/account-time.ts';
import { idempotently } from '../pipeline/commands.ts';
import type { Handlers } from '../pipeline/handler.ts';
import { attachmentOf } from '../views/files.ts';
import { certificateView, signOffView } from '../views/sign-off.ts';
import type { OrderHandlerDependencies } from './orders.ts';

export interface SignOffHandlerDependencies extends OrderHandlerDependencies {
  /** Where users reach this API, without a slash at the end. */
  readonly publicUrl: string;
}

/** `url` contains the token and is shown once. */
interface CreatedLink {
  readonly url?: string;
  readonly expiresAt: SignOff['expiresAt'];
}

export function signOffHandlers(dependencies: SignOffHandlerDependencies): Handlers<typeof signOffRoutes> {
  const { database, publicUrl } = dependencies;
  const load = loadResource(database, findService);
  const respond = async (signOff: SignOff) => ({
    status: 200 as const,
    body: signOffView(signOff),
    ...(await accountTime(database, signOff.accountId)),
  });

  const certify = async (certificate: AcceptanceCertificate) => ({
    status: 200 as const,
    body: certificateView(certificate),
    ...(await accountTime(database, certificate.service.accountId)),
  });

  return {
    createAcceptanceLink: {
      load,
      handle: async (request) => {
        const link = { serviceId: request.params.id, expiresInDays: request.body.expiresInDays };
        const create: (unit: UnitOfWork) => Promise<CreatedLink> = async (unit) => {
          const { token, expiresAt } = await createAcceptanceLink(unit, link);
          return { url: `${publicUrl}/sign-off/${token}`, expiresAt };
        };
        const withoutToken = ({ expiresAt }: CreatedLink) => ({ expiresAt });
        const response = await idempotently(dependencies, request, 201, create, withoutToken);
        return { ...response, ...(await load(request)) };
      },
    },

    readSignOff: async ({ params }) => respond(await readSignOff(dependencies, params.token)),

    readSignOffEvidence: async ({ params }) => {
      const file = await readEvidenceFile(dependencies, params.token);
      return {
        status: 200,
        body: readChunks(database, file),
        mediaType: file.contentType,
        headers: attachmentOf(file),
        ...(await accountTime(database, file.accountId)),
      };
    },

    readSignOffCertificate: async ({ params }) =>
      certify(await readSignOffCertificate(dependencies, params.token)),

    getCertificate: async ({ params, caller }) => certify(await readCertificate(database, caller, params.id)),

    acceptSignOff: async ({ params, body, requestId }) => {
      const decision = { command: 'accept', person: body.acceptedBy } as const;
      return respond(await decideSignOff(dependencies, params.token, decision, requestId));
    },

    rejectSignOff: async ({ params, body, requestId }) => {
      const decision = { command: 'reject', person: body.rejectedBy, reason: body.reason } as const;
      return respond(await decideSignOff(dependencies, params.token, decision, requestId));
    },
  };
}
