/** Sign-off links: made by delivery, read and decided by whoever has them. */
import { createAcceptanceLink } from '../../application/entitlements/services/sign-off/create-link.ts';
import {
  decideSignOff,
  readSignOff,
  type SignOff,
} from '../../application/entitlements/services/sign-off/sign-off.ts';
import type { SignOffAnswer, signOffRoutes } from '../../contracts/sign-off.ts';
import { once } from '../../storage/idempotency.ts';
import { accountTime } from '../pipeline/account-time.ts';
import { visibleTo, type Caller } from '../../application/access/caller.ts';
import type { Handlers } from '../pipeline/handler.ts';
import { actorOf } from '../pipeline/handler-dependencies.ts';
import { evidenceView } from '../views/service.ts';
import type { OrderHandlerDependencies } from './orders.ts';

export interface SignOffHandlerDependencies extends OrderHandlerDependencies {
  /** Where users reach this API, without a slash at the end. */
  readonly publicUrl: string;
}

export function signOffHandlers(dependencies: SignOffHandlerDependencies): Handlers<typeof signOffRoutes> {
  const { database, publicUrl } = dependencies;

  const subject = async ({ params: { id }, caller }: { params: { id: string }; caller: Caller }) => {
    const service = await database.models.services.findById(id, { accountId: 1 }).lean();
    return accountTime(database, visibleTo(caller, service, { kind: 'service', id }).accountId);
  };
  const answerOf = async (signedOff: SignOff) => ({
    status: 200 as const,
    body: signOffView(signedOff),
    ...(await accountTime(database, signedOff.accountId)),
  });

  return {
    createAcceptanceLink: {
      load: subject,
      handle: async (request) => {
        const { params, body, idempotency } = request;
        const made = { serviceId: params.id, expiresInDays: body.expiresInDays };
        const answer = await once<{ url?: string; expiresAt: SignOff['expiresAt'] }>(
          dependencies,
          idempotency,
          actorOf(request),
          async (unit) => {
            const { token, expiresAt } = await createAcceptanceLink(unit, made);
            return {
              status: 201,
              body: { url: `${publicUrl}/sign-off/${token}`, expiresAt },
              storedBody: { expiresAt },
            };
          },
        );
        return { ...answer, status: 201, ...(await subject(request)) };
      },
    },
    readSignOff: async ({ params }) => answerOf(await readSignOff(dependencies, params.token)),
    acceptSignOff: async ({ params, body, requestId }) => {
      const decision = { command: 'accept', person: body.acceptedBy } as const;
      return answerOf(await decideSignOff(dependencies, params.token, decision, requestId));
    },
    rejectSignOff: async ({ params, body, requestId }) => {
      const decision = { command: 'reject', person: body.rejectedBy, reason: body.reason } as const;
      return answerOf(await decideSignOff(dependencies, params.token, decision, requestId));
    },
  };
}

function signOffView({ service: { evidence, ...service }, state, expiresAt }: SignOff): SignOffAnswer {
  return {
    service: { ...service, evidence: evidence === null ? null : evidenceView(evidence) },
    state,
    expiresAt,
  };
}
