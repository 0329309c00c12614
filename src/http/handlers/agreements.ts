/** Agreements of an account. */
import { findAgreement, listAgreements, withToday } from '../../application/agreements/read-agreements.ts';
import { recordAgreement } from '../../application/agreements/record-agreement.ts';
import { terminateAgreement } from '../../application/agreements/terminate-agreement.ts';
import { readAccount } from '../../application/accounts/read-account.ts';
import type { agreementRoutes } from '../../contracts/agreements.ts';
import type { AgreementDocument } from '../../storage/collections/agreements.ts';
import { accountTime, loadResource, timeOf } from '../pipeline/account-time.ts';
import { idempotently } from '../pipeline/commands.ts';
import type { Handlers } from '../pipeline/handler.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { agreementView } from '../views/agreements.ts';
import { pageView } from '../views/page.ts';

export function agreementHandlers(dependencies: HandlerDependencies): Handlers<typeof agreementRoutes> {
  const { database, catalogues } = dependencies;

  async function viewToday(agreement: AgreementDocument) {
    const [found] = await withToday(dependencies, [agreement]);
    if (found === undefined) throw new Error('one agreement has one view');
    return agreementView(found);
  }

  return {
    recordAgreement: async (request) => {
      const { body, caller } = request;
      const { account, frozenAt } = await readAccount(database, caller, body.accountId);
      const catalogue = await catalogues.current();
      const response = await idempotently(dependencies, request, 201, async (unit) =>
        agreementView(await recordAgreement(unit, account, body, catalogue)),
      );
      return { ...response, ...timeOf({ frozenAt }) };
    },

    terminateAgreement: {
      load: loadResource(database, findAgreement),
      handle: (request) =>
        idempotently(dependencies, request, 200, async (unit) => {
          const agreement = await findAgreement(database, request.caller, request.params.id);
          return viewToday(await terminateAgreement(unit, agreement, request.body.reason));
        }),
    },

    listAgreements: async ({ query, caller }) => {
      const page = await listAgreements(dependencies, caller, query);
      return { status: 200, body: pageView(page, agreementView) };
    },

    getAgreement: async ({ params, caller }) => {
      const agreement = await findAgreement(database, caller, params.id);
      const body = await viewToday(agreement);
      return { status: 200, body, ...(await accountTime(database, agreement.accountId)) };
    },
  };
}
