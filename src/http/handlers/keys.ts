/** API keys: made, listed, revoked. The key itself is shown once and stored as a hash. */
import { randomBytes } from 'node:crypto';
import type { keyRoutes } from '../../contracts/keys.ts';
import { DomainError } from '../../domain/refusals.ts';
import { once } from '../../persistence/idempotency.ts';
import type { KeyDocument } from '../../persistence/models/control.ts';
import { newId, sha256Hex } from '../../platform/ids.ts';
import type { KeyAuthenticator } from '../authenticate-key.ts';
import { assertUnlimited, covers, type Caller } from '../caller.ts';
import type { Handlers } from '../handler.ts';
import { actorOf, type HandlerDependencies } from '../handler-dependencies.ts';
import { readPage } from '../read-page.ts';
import { shapeMistake } from '../shape-entries.ts';
import { keyView } from '../views/key.ts';

const KEY_BYTES = 32;

export interface KeyHandlerDependencies extends HandlerDependencies {
  /** Makes this process forget a key that it has just been accepting. */
  readonly keys: Pick<KeyAuthenticator, 'forget'>;
}

export function keyHandlers(dependencies: KeyHandlerDependencies): Handlers<typeof keyRoutes> {
  const { database } = dependencies;
  const { accounts, keys } = database.models;

  /** A key may pass on what it covers itself, and no more: `validation_failed` for other accounts, as for unknown ones. */
  async function assertMayCover(caller: Caller, accountIds: readonly string[] | undefined): Promise<void> {
    if (accountIds === undefined) {
      assertUnlimited(caller);
      return;
    }
    const found = await accounts.find({ _id: { $in: [...accountIds] } }, { _id: 1 }).lean();
    const known = new Set(found.flatMap(({ _id }) => (covers(caller, _id) ? [_id] : [])));
    const unknown = accountIds.findIndex((id) => !known.has(id));
    if (unknown !== -1) throw shapeMistake(`accountIds[${unknown}]`, 'unknown_account');
  }

  return {
    createKey: async (request) => {
      const { name, roles, accountIds } = request.body;
      await assertMayCover(request.caller, accountIds);
      const { body, replayed } = await once(
        dependencies,
        request.idempotency,
        actorOf(request),
        async (unit) => {
          const secret = `pf_${randomBytes(KEY_BYTES).toString('base64url')}`;
          const key: KeyDocument = {
            _id: newId('key'),
            name,
            roles,
            accountIds: accountIds ?? null,
            hash: sha256Hex(secret),
            createdAt: unit.recordedAt,
            revokedAt: null,
          };
          await keys.insertMany([key], { session: unit.session });
          unit.audit({
            type: 'key.created',
            at: unit.recordedAt,
            accountId: null,
            facts: { keyId: key._id, name, roles, accountIds: key.accountIds },
          });
          const kept = keyView(key);
          return { status: 201, body: { ...kept, key: secret }, kept };
        },
      );
      return { status: 201, body, replayed };
    },

    listKeys: async ({ query, caller }) => {
      assertUnlimited(caller);
      const { documents, nextCursor } = await readPage(keys, { match: {}, sort: { _id: -1 } }, query);
      return { status: 200, body: { items: documents.map(keyView), nextCursor } };
    },

    revokeKey: {
      subject: async ({ params: { id }, caller }) => {
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
            const key = await keys.findById(id).session(unit.session).lean();
            if (key === null) throw new DomainError('not_found', { kind: 'key', id });
            if (key.revokedAt !== null) return { status: 200, body: keyView(key) };
            const revokedAt = unit.recordedAt;
            await keys.updateOne({ _id: id }, { $set: { revokedAt } }, { session: unit.session });
            unit.audit({
              type: 'key.revoked',
              at: revokedAt,
              accountId: null,
              facts: { keyId: id, name: key.name },
            });
            return { status: 200, body: keyView({ ...key, revokedAt }) };
          },
        );
        dependencies.keys.forget(id);
        return { status: 200, body, replayed };
      },
    },
  };
}
