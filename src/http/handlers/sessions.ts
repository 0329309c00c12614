/** Sessions of people, and the links that start one. */
import type { KeyAuthenticator } from '../../application/keys/key-authenticator.ts';
import { endSession } from '../../application/sessions/end-session.ts';
import { findSession, listSessions } from '../../application/sessions/read-sessions.ts';
import { createSignInLink } from '../../application/sessions/sign-in-links.ts';
import { signIn } from '../../application/sessions/sign-in.ts';
import type { sessionRoutes } from '../../contracts/sessions.ts';
import type { Instant } from '../../domain/instant.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { idempotently, inTransaction } from '../pipeline/commands.ts';
import type { Handlers } from '../pipeline/handler.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { sessionCookie } from '../pipeline/session-cookie.ts';
import { pageView } from '../views/page.ts';
import { sessionView } from '../views/sessions.ts';

export interface SessionHandlerDependencies extends HandlerDependencies {
  readonly keys: Pick<KeyAuthenticator, 'authenticate' | 'callerOfKey' | 'forget'>;
  /** Where users reach this API, without a slash at the end. */
  readonly publicUrl: string;
}

/** `url` contains the token and is shown once. */
interface CreatedLink {
  readonly url?: string;
  readonly expiresAt: Instant;
}

export function sessionHandlers(dependencies: SessionHandlerDependencies): Handlers<typeof sessionRoutes> {
  const { database, keys, publicUrl } = dependencies;
  return {
    startSession: async ({ body, requestId }) => {
      const { session, token } = await signIn(dependencies, { ...body, requestId });
      return {
        status: 201,
        body: sessionView(session, session._id),
        headers: { 'Set-Cookie': sessionCookie(token, publicUrl) },
      };
    },

    listSessions: async ({ query, caller }) => {
      const page = await listSessions(database, caller, query);
      const view = pageView(page, (session) => sessionView(session, caller.session?.id ?? null));
      return { status: 200, body: view };
    },

    getSession: async ({ params: { id }, caller }) => {
      const session = await findSession(database, caller, id);
      return { status: 200, body: sessionView(session, caller.session?.id ?? null) };
    },

    endSession: async (request) => {
      const { params, caller } = request;
      const session = await findSession(database, caller, params.id);
      const ended = await inTransaction(dependencies, request, (unit) => endSession(unit, session));
      keys.forget(ended._id);
      const body = sessionView(ended, caller.session?.id ?? null);
      return {
        status: 200,
        body,
        headers: body.current ? { 'Set-Cookie': sessionCookie(null, publicUrl) } : {},
      };
    },

    createSignInLink: async (request) => {
      const create: (unit: UnitOfWork) => Promise<CreatedLink> = async (unit) => {
        const { token, expiresAt } = await createSignInLink(unit, request.caller, request.body.keyId);
        // Behind the hash, a token is in no log of a server.
        return { url: `${publicUrl}/sign-in#${token}`, expiresAt };
      };
      const withoutToken = ({ expiresAt }: CreatedLink) => ({ expiresAt });
      return idempotently(dependencies, request, 201, create, withoutToken);
    },
  };
}
