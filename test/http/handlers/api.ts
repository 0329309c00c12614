/** The whole API with its own MongoDB database and without Temporal, for routes that need only the database. */
import { Registry } from 'prom-client';
import { API_ROUTES } from '../../../src/contracts/routes.ts';
import { INTERNAL_ROLES, type InternalRole } from '../../../src/contracts/roles.ts';
import type { Instant } from '../../../src/domain/instant.ts';
import { keyAuthenticator } from '../../../src/application/keys/key-authenticator.ts';
import { createApp } from '../../../src/http/server/create-app.ts';
import { readNames } from '../../../src/application/accounts/read-names.ts';
import { apiHandlers } from '../../../src/http/handlers/index.ts';
import { AccountZones } from '../../../src/http/problem/account-zones.ts';
import { UsageAccountCache } from '../../../src/application/usages/usage-account-cache.ts';
import { GroupCommit } from '../../../src/application/ledger/group-commit/group-commit.ts';
import { usagePoliciesOf } from '../../../src/application/ledger/usage-policies.ts';
import type { WebhookSettings } from '../../../src/application/notices/webhook-settings.ts';
import { newId, sha256Hex } from '../../../src/infra/ids.ts';
import { createSigner } from '../../../src/infra/signing.ts';
import { createEncryptor } from '../../../src/infra/encryption.ts';
import { ClockAdvance } from '../../../src/application/sandbox/clock-advance.ts';
import { lazyClient } from '../../../src/temporal/connect.ts';
import { OrderGateway } from '../../../src/temporal/order-gateway.ts';
import { closeFixture, openFixture, type OrderFixture } from '../../support/order-fixtures.ts';
import {
  ALL_WELL,
  call,
  listen,
  listeningLogger,
  readinessOf,
  type Answer,
  type Call,
  type PipelineServer,
} from '../pipeline/pipeline-server.ts';

export interface Api {
  readonly fixture: OrderFixture;
  readonly server: PipelineServer;
  /** Calls with a key of the role. Adds a new idempotency key unless the options contain one. */
  readonly call: (role: InternalRole, path: string, options?: Call) => Promise<Answer>;
  close(): Promise<void>;
}

/** Replaces DNS. Only public addresses are allowed as endpoints. */
const HOSTS: Readonly<Record<string, readonly string[]>> = {
  'platform.test': ['93.184.216.34', '2606:2800:220:1::1'],
  'inner.test': ['10.0.0.1'],
  'mixed.test': ['93.184.216.34', '127.0.0.1'],
};
const WEBHOOKS: WebhookSettings = {
  rule: { allowLoopback: false, allowPrivate: false },
  timeoutMs: 1_000,
  encryptor: createEncryptor('a secret that seals the secrets of platforms', 'webhook secrets 1'),
  resolve: (host) => {
    const addresses = HOSTS[host];
    if (addresses === undefined) return Promise.reject(new Error(`unknown host ${host}`));
    return Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
  },
};

export const SIGNING_SECRET = 'a secret that signs exports in tests';
/** Signed exports before `SIGNING_SECRET` did. */
export const RETIRED_SIGNING_SECRET = 'an earlier secret that signed exports';

export const keyOf = (role: InternalRole): string => `test-${role}-key`;

export async function startApi(): Promise<Api> {
  const fixture = await openFixture();
  const { database, serverNow, catalogues } = fixture;
  await database.models.keys.insertMany(
    INTERNAL_ROLES.map((role) => ({
      _id: `key_${role}`,
      name: role,
      roles: [role],
      accountIds: null,
      hash: sha256Hex(keyOf(role)),
      createdAt: serverNow(),
      expiresAt: null,
      lastUsedAt: null,
      revokedAt: null,
      guard: 0,
    })),
  );
  // No server listens there. Tests with this API do not need Temporal.
  const client = lazyClient({ address: '127.0.0.1:1', namespace: 'none' });
  const keys = keyAuthenticator({ database, serverNow });
  const zones = new AccountZones(database);
  const server = await listen((logged) =>
    createApp({
      routes: API_ROUTES,
      handlers: apiHandlers({
        ...fixture,
        gateway: new OrderGateway({ client, database, taskQueue: 'none' }),
        clock: new ClockAdvance({
          database,
          serverNow,
          drain: () => Promise.resolve(),
          meet: () => Promise.resolve(),
        }),
        usages: new GroupCommit(fixture, usagePoliciesOf(catalogues)),
        accountCache: new UsageAccountCache(database),
        catalogues,
        providers: [],
        bankAccounts: [],
        countUnknownEvent: () => undefined,
        keys,
        webhooks: WEBHOOKS,
        signer: createSigner(SIGNING_SECRET),
        retiredSigners: [createSigner(RETIRED_SIGNING_SECRET)],
        publicUrl: 'http://127.0.0.1:3000',
        workflowUrl: (workflowId) => `http://temporal.test/${workflowId}`,
      }),
      zones,
      authenticate: keys.authenticate,
      publicUrl: 'http://127.0.0.1:3000',
      actorsOf: keys.actorsOf,
      readNames: (ids) => readNames({ database, catalogues }, ids),
      readiness: readinessOf(() => ({ ...ALL_WELL, temporal: false, worker: false })),
      logger: listeningLogger(logged),
      registry: new Registry(),
      now: serverNow,
      limits: { requestsPerSecond: 10_000 },
      checkResponses: true,
    }),
  );
  return {
    fixture,
    server,
    call: (role, path, options = {}) =>
      call(server, path, {
        key: keyOf(role),
        ...options,
        headers: { 'idempotency-key': newId('key'), ...options.headers },
      }),
    close: async () => {
      await server.close();
      await client.connection.close();
      await closeFixture(fixture);
    },
  };
}

/** Creates a key with the role customer for these accounts. */
export async function customerKey(api: Pick<Api, 'call'>, ...accountIds: readonly string[]): Promise<string> {
  const body = { name: 'Purchasing', roles: ['customer'], accountIds };
  const created = await api.call('operator', '/v1/keys', { body });
  expect(created.status).toBe(201);
  return String(created.body['key']);
}

/** The items of a page, their ids, and the cursor of the next page. */
export function pageOf({ body }: Answer): {
  ids: string[];
  items: Record<string, unknown>[];
  nextCursor: string | null;
} {
  const items = body['items'] as Record<string, unknown>[];
  return { items, ids: items.map(({ id }) => String(id)), nextCursor: body['nextCursor'] as string | null };
}

/** The entries of `errors` as `path code`, sorted. */
export function errorsOf({ body }: Answer): string[] {
  const errors = (body['errors'] ?? []) as { path: string; code: string }[];
  return errors.map(({ path, code }) => `${path} ${code}`).sort();
}

export interface NewAccount {
  readonly name?: string;
  readonly salesTeam?: string;
  readonly timeZone?: string;
  readonly sandboxNow?: Instant;
}

/** Creates an account over HTTP: a sandbox if `sandboxNow` is given. */
export async function newAccount(api: Api, { sandboxNow, ...fields }: NewAccount = {}): Promise<string> {
  const answer = await api.call('sales', '/v1/accounts', {
    body: {
      name: 'General Hospital',
      country: 'SG',
      timeZone: 'Asia/Singapore',
      salesTeam: 'asia',
      ...fields,
      ...(sandboxNow === undefined ? {} : { sandbox: true, sandboxNow }),
    },
  });
  expect(answer.status).toBe(201);
  return String(answer.body['id']);
}
