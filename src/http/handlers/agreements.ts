/** Agreements: recording one lets the orders that waited for it move on; ending one does not undo what was paid. */
import type { agreementRoutes } from '../../contracts/agreements.ts';
import { dateIn } from '../../domain/calendar.ts';
import { DomainError } from '../../domain/errors.ts';
import { refreshAgreements } from '../../application/ledger/agreement-overrides.ts';
import { isDuplicateKey, once } from '../../storage/idempotency.ts';
import type { AccountDocument } from '../../storage/collections/accounts.ts';
import type { AgreementDocument } from '../../storage/collections/agreements.ts';
import { accountScopes } from '../../application/access/account-scope.ts';
import { readAccount } from '../../application/accounts/read-account.ts';
import { accountTime, timeOf } from '../pipeline/account-time.ts';
import { visibleTo, type Caller } from '../../application/access/caller.ts';
import type { Handlers } from '../pipeline/handler.ts';
import { actorOf, type HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { readPage } from '../../storage/paging/read-page.ts';
import { recordAgreement } from '../../application/agreements/record-agreement.ts';
import type { AccountId } from '../../domain/ids.ts';
import { agreementView } from '../views/agreement.ts';

export function agreementHandlers(dependencies: HandlerDependencies): Handlers<typeof agreementRoutes> {
  const { database, serverNow, catalogues } = dependencies;
  const { agreements, ledgers } = database.models;

  /** The dates that the accounts of these agreements have today. */
  async function todayOf(documents: readonly AgreementDocument[]): Promise<(accountId: AccountId) => string> {
    const ids = [...new Set(documents.map(({ accountId }) => accountId))];
    const heads = await ledgers.find({ _id: { $in: ids } }, { frozenAt: 1, timeZone: 1 }).lean();
    const dates = new Map(
      heads.map(({ _id, frozenAt, timeZone }) => [_id, dateIn(timeZone, frozenAt ?? serverNow())]),
    );
    return (accountId) => dates.get(accountId) ?? dateIn('UTC', serverNow());
  }

  async function readAgreement(caller: Caller, id: string): Promise<AgreementDocument> {
    const agreement = await agreements.findById(id).lean();
    return visibleTo(caller, agreement, { kind: 'agreement', id });
  }

  async function view(agreement: AgreementDocument) {
    return agreementView(agreement, (await todayOf([agreement]))(agreement.accountId));
  }

  return {
    recordAgreement: async (request) => {
      const { body: asked, caller } = request;
      const subject = await readAccount(database, caller, asked.accountId);
      const catalogue = await catalogues.current();
      const { body, replayed } = await once(
        dependencies,
        request.idempotency,
        actorOf(request),
        async (unit) => {
          const { agreement, today } = await recordAgreement(unit, subject.account, asked, catalogue);
          return { status: 201, body: agreementView(agreement, today) };
        },
      ).catch(async (error: unknown) => {
        throw await numberTaken(error, subject.account, asked.number);
      });
      return { status: 201, body, replayed, ...timeOf(subject) };
    },

    terminateAgreement: {
      load: async ({ params, caller }) =>
        accountTime(database, (await readAgreement(caller, params.id)).accountId),
      handle: async (request) => {
        const { params, body: asked } = request;
        const { body, replayed } = await once(
          dependencies,
          request.idempotency,
          actorOf(request),
          async (unit) => {
            const { accountId } = await readAgreement(request.caller, params.id);
            const at = await unit.accountNow(accountId);
            const before = await agreements
              .findOneAndUpdate(
                { _id: params.id, terminatedAt: null },
                { $set: { terminatedAt: at, terminationReason: asked.reason } },
                { session: unit.session },
              )
              .lean();
            if (before === null) throw await alreadyOver(params.id);
            await refreshAgreements(unit, accountId);
            unit.audit({
              type: 'agreement.terminated',
              at,
              accountId,
              reason: asked.reason,
              facts: { agreementId: params.id, number: before.number },
            });
            const after = { ...before, terminatedAt: at, terminationReason: asked.reason };
            return { status: 200, body: await view(after) };
          },
        );
        return { status: 200, body, replayed };
      },
    },

    listAgreements: async ({ query, caller }) => {
      const { documents, nextCursor } = await readPage<AgreementDocument>(
        agreements,
        { scopes: await accountScopes(database, caller, query), sort: { _id: -1 } },
        query,
      );
      const today = await todayOf(documents);
      const items = documents.map((agreement) => agreementView(agreement, today(agreement.accountId)));
      return { status: 200, body: { items, nextCursor } };
    },

    getAgreement: async ({ params, caller }) => {
      const agreement = await readAgreement(caller, params.id);
      return {
        status: 200,
        body: await view(agreement),
        ...(await accountTime(database, agreement.accountId)),
      };
    },
  };

  async function alreadyOver(id: string): Promise<DomainError> {
    const agreement = await agreements.findById(id, { terminatedAt: 1 }).lean();
    return new DomainError('agreement_over', {
      agreementId: id,
      terminatedAt: agreement?.terminatedAt ?? null,
    });
  }

  /** The unique number of an account's agreements decides, also between two requests at once. */
  async function numberTaken(error: unknown, account: AccountDocument, number: string): Promise<unknown> {
    if (!isDuplicateKey(error)) return error;
    const taken = await agreements.findOne({ accountId: account._id, number }, { _id: 1 }).lean();
    return taken === null
      ? error
      : new DomainError('agreement_number_taken', { number, agreementId: taken._id });
  }
}
