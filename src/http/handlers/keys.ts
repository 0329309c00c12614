/** API keys: made, listed, revoked. The key itself is shown once and stored as a hash. */
import { createKey } from '../../application/keys/create-key.ts';
import { revokeKey } from '../../application/keys/revoke-key.ts';
import type { keyRoutes } from '../../contracts/keys.ts';
import { DomainError } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/ids.ts';
import { instantText } from '../../messages/format.ts';
import { once } from '../../storage/idempotency.ts';
import type { KeyAuthenticator } from '../../application/keys/key-authenticator.ts';
import { assertUnlimited, covers, type Caller } from '../../application/access/caller.ts';
import type { Handlers } from '../pipeline/handler.ts';
import { actorOf, type HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { readPage } from '../../storage/paging/read-page.ts';
import { schemaError } from '../../messages/schema-violations.ts';
import { keyView } from '../views/key.ts';

export interface KeyHandlerDependencies extends HandlerDependencies {
  /** Makes this process forget a key that it has just been accepting. */
  readonly keys: Pick<KeyAuthenticator, 'forget'>;
}

export function keyHandlers(dependencies: KeyHandlerDependencies): Handlers<typeof keyRoutes> {
  const { database, serverNow } = dependencies;
  const { accounts, keys } = database.models;

  /** A key may pass on what it covers itself, and no more: `validation_failed` for other accounts, as for unknown ones. */
  async function assertMayCover(caller: Caller, accountIds: readonly AccountId[] | undefined): Promise<void> {
    if (accountIds === undefined) {
      assertUnlimited(caller);
      return;
    }
    const found = await accounts.find({ _id: { $in: [...accountIds] } }, { _id: 1 }).lean();
    const known = new Set(found.flatMap(({ _id }) => (covers(caller, _id) ? [_id] : [])));
    const unknown = accountIds.findIndex((id) => !known.has(id));
    if (unknown !== -1) throw schemaError(`accountIds[${unknown}]`, 'unknown_account');
  }

  return {
    createKey: async (request) => {
      const { name, roles, accountIds, expiresAt } = request.body;
      const now = serverNow();
      if (expiresAt !== undefined && expiresAt <= now)
        throw schemaError('expiresAt', 'not_in_the_future', { earliest: instantText(now, 'UTC') });
      await assertMayCover(request.caller, accountIds);
      const { body, replayed } = await once(
        dependencies,
        request.idempotency,
        actorOf(request),
        async (unit) => {
          const { key, secret } = await createKey(unit, {
            name,
            roles,
            accountIds: accountIds ?? null,
            expiresAt: expiresAt ?? null,
          });
          const kept = keyView(key);
          return { status: 201, body: { ...kept, key: secret }, kept };
        },
      );
      return { status: 201, body, replayed };
    },

    listKeys: async ({ query, caller }) => {
      assertUnlimited(caller);
      const { documents, nextCursor } = await readPage(keys, { scopes: [{}], sort: { _id: -1 } }, query);
      return { status: 200, body: { items: documents.map(keyView), nextCursor } };
    },

    revokeKey: {
      load: async ({ params: { id }, caller }) => {
        assertUnlimited(caller);
        const key = await keys.findById(id, { _id: 1 }).lean();
        if (key === null) throw new DomainError('not_found', { kind: 'key', id });
        return {};
      },
      handle: async (request) => {
        const { id } = request.params;
        const { body, replayed } = await once(
          dependencies,
          request.idempotency,
          actorOf(request),
          async (unit) => {
            return { status: 200, body: keyView(await revokeKey(unit, id)) };
          },
        );
        dependencies.keys.forget(id);
        return { status: 200, body, replayed };
      },
    },
  };
}
