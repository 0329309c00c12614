/** Accounts: creating one with its ledger, reading them with their clocks. */
import type { accountRoutes } from '../../contracts/accounts.ts';
import { changeAccount } from '../../application/accounts/change-account.ts';
import type { Instant } from '../../domain/instant.ts';
import type { AccountDocument } from '../../storage/collections/accounts.ts';
import { once } from '../../storage/idempotency.ts';
import { transact, type UnitOfWork } from '../../storage/unit-of-work.ts';
import { newId } from '../../infra/ids.ts';
import { showsSandboxes } from '../../application/access/account-scope.ts';
import { readAccount } from '../../application/accounts/read-account.ts';
import { loadAccount, timeOf } from '../pipeline/account-time.ts';
import { assertUnlimited } from '../../application/access/caller.ts';
import type { Handlers } from '../pipeline/handler.ts';
import { actorOf, type HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { prefixMatches } from '../../storage/paging/prefix-search.ts';
import { readPage } from '../../storage/paging/read-page.ts';
import type { UsageSubjects } from '../../application/usages/usage-context.ts';
import { accountView } from '../views/account.ts';
import { newLedger } from '../../application/ledger/new-ledger.ts';

type AccountHandlers = Handlers<typeof accountRoutes>;

interface NewAccount {
  readonly name: string;
  readonly country: string;
  readonly timeZone: string;
  readonly salesTeam: string;
  readonly sandbox: boolean;
  readonly sandboxNow?: Instant | undefined;
  readonly defaultStorageYears?: number | undefined;
}

export interface AccountHandlerDependencies extends HandlerDependencies {
  /** Makes this process forget what it remembers of an account that was changed. */
  readonly subjects: Pick<UsageSubjects, 'forget'>;
}

export function accountHandlers(dependencies: AccountHandlerDependencies): AccountHandlers {
  const { database, serverNow } = dependencies;
  const { accounts, ledgers } = database.models;
  return {
    createAccount: async (request) => {
      // A key that is limited to some accounts could not see the one it made.
      assertUnlimited(request.caller);
      const { body, replayed } = await once(
        dependencies,
        request.idempotency,
        actorOf(request),
        async (unit) => {
          const account = await createAccount(unit, request.body);
          return { status: 201, body: accountView(account, account.createdAt) };
        },
      );
      return { status: 201, body, replayed, ...(body.sandbox ? { serverNow: body.now } : {}) };
    },

    listAccounts: async ({ query, caller }) => {
      const { salesTeam, state, sandbox } = query;
      const match = {
        ...(salesTeam === undefined ? {} : { salesTeam }),
        ...(state === undefined ? {} : { state }),
      };
      const covered = caller.accountIds === null ? {} : { _id: { $in: [...caller.accountIds] } };
      const search = prefixMatches(query.query, { lowered: ['nameKey'], exact: ['_id'] });
      const scopes = (showsSandboxes(caller, sandbox) ? [false, true] : [false]).flatMap((flag) =>
        search.map((found) => ({ $and: [{ sandbox: flag }, covered, found] })),
      );
      const { documents, nextCursor } = await readPage(accounts, { scopes, match, sort: { _id: -1 } }, query);
      const ids = documents.map(({ _id }) => _id);
      const heads = await ledgers.find({ _id: { $in: ids } }, { frozenAt: 1 }).lean();
      const frozen = new Map(heads.map(({ _id, frozenAt }) => [_id, frozenAt]));
      const now = serverNow();
      const items = documents.map((account) => accountView(account, frozen.get(account._id) ?? now));
      return { status: 200, body: { items, nextCursor } };
    },

    changeAccount: {
      load: loadAccount(database),
      handle: async (request) => {
        const { params, caller } = request;
        const changed = await transact(dependencies, actorOf(request), (unit) =>
          changeAccount(unit, params.id, request.body),
        );
        dependencies.subjects.forget(params.id);
        const subject = await readAccount(database, caller, params.id);
        return {
          status: 200,
          body: accountView(changed, subject.frozenAt ?? serverNow()),
          ...timeOf(subject),
        };
      },
    },

    getAccount: async ({ params, caller }) => {
      const subject = await readAccount(database, caller, params.id);
      const body = accountView(subject.account, subject.frozenAt ?? serverNow());
      return { status: 200, body, ...timeOf(subject) };
    },
  };
}

/** Stores the account with the head of its ledger, which holds its clock. */
async function createAccount(unit: UnitOfWork, body: NewAccount): Promise<AccountDocument> {
  const { accounts, ledgers } = unit.database.models;
  const frozenAt = body.sandbox ? (body.sandboxNow ?? unit.recordedAt) : null;
  const account: AccountDocument = {
    _id: newId('acc'),
    name: body.name,
    nameKey: body.name.toLowerCase(),
    country: body.country,
    timeZone: body.timeZone,
    salesTeam: body.salesTeam,
    sandbox: body.sandbox,
    defaultStorageYears: body.defaultStorageYears ?? null,
    state: 'active',
    captures: 0,
    createdAt: frozenAt ?? unit.recordedAt,
  };
  const { _id, timeZone, createdAt } = account;
  await accounts.insertMany([account], { session: unit.session });
  await ledgers.insertMany([newLedger({ accountId: _id, createdAt, frozenAt, timeZone })], {
    session: unit.session,
  });
  const { name, country, salesTeam, sandbox } = account;
  unit.audit({
    type: 'account.created',
    at: createdAt,
    accountId: _id,
    after: { name, country, timeZone, salesTeam, sandbox },
  });
  return account;
}
