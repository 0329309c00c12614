/** API keys. A new key is shown once and stored as a hash. */
import { createKey } from '../../application/keys/create-key.ts';
import type { KeyAuthenticator } from '../../application/keys/key-authenticator.ts';
import { assertMayCreate, assertMayRevoke, listKeys } from '../../application/keys/read-keys.ts';
import { revokeKey } from '../../application/keys/revoke-key.ts';
import type { keyRoutes } from '../../contracts/keys.ts';
import { idempotently } from '../pipeline/commands.ts';
import type { Handlers } from '../pipeline/handler.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { keyView } from '../views/keys.ts';
import { pageView } from '../views/page.ts';

export interface KeyHandlerDependencies extends HandlerDependencies {
  /** Removes a revoked key from the cache of this process. */
  readonly keys: Pick<KeyAuthenticator, 'forget'>;
}

export function keyHandlers(dependencies: KeyHandlerDependencies): Handlers<typeof keyRoutes> {
  const { database } = dependencies;
  return {
    createKey: async (request) => {
      await assertMayCreate(dependencies, request.caller, request.body);
      return idempotently(
        dependencies,
        request,
        201,
        async (unit) => {
          const { key, secret } = await createKey(unit, request.body);
          return { ...keyView(key), key: secret };
        },
        ({ key: _secret, ...stored }) => ({ ...stored }),
      );
    },

    listKeys: async ({ query, caller }) => {
      const page = await listKeys(database, caller, query);
      return { status: 200, body: pageView(page, keyView) };
    },

    revokeKey: {
      load: async ({ params: { id }, caller }) => {
        await assertMayRevoke(database, caller, id);
        return {};
      },
      handle: async (request) => {
        const { id } = request.params;
        const response = await idempotently(dependencies, request, 200, async (unit) =>
          keyView(await revokeKey(unit, id, request.body.reason)),
        );
        dependencies.keys.forget(id);
        return response;
      },
    },
  };
}
