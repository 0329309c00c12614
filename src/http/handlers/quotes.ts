/** Quotes: the checks and prices of placing an order, without placing it. */
import type { quoteRoutes } from '../../contracts/quotes.ts';
import { checkOrder } from '../../domain/orders/checks/check-order.ts';
import { lineOptionViolations } from '../../domain/orders/checks/line-options.ts';
import { DomainError } from '../../domain/errors.ts';
import { agreementFor } from '../../application/agreements/active-agreement.ts';
import { orderContextOf } from '../../application/orders/order-context.ts';
import { readAccount } from '../../application/accounts/read-account.ts';
import { timeOf } from '../pipeline/account-time.ts';
import { assertMayUse } from '../../application/access/caller.ts';
import type { Handlers } from '../pipeline/handler.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { quoteView } from '../views/quote.ts';

export function quoteHandlers(dependencies: HandlerDependencies): Handlers<typeof quoteRoutes> {
  const { database, serverNow, catalogues } = dependencies;
  return {
    quote: async ({ body, caller, language }) => {
      assertMayUse(caller, body.channel);
      const subject = await readAccount(database, caller, body.accountId);
      const { account } = subject;
      const now = subject.frozenAt ?? serverNow();
      const buying = {
        catalogues,
        placedByOperator: caller.roles.includes('operator'),
        agreementId: body.agreementId ?? null,
        lines: body.lines,
      };
      const { context, agreements } = await orderContextOf(database, account, now, buying, null);
      const errors = lineOptionViolations(context.catalogue, body.lines);
      if (errors.length > 0) throw new DomainError('validation_failed', {}, { errors });
      const check = checkOrder(body, context);
      const { productLine, agreementRequired } = check.quote;
      const agreement = productLine === null ? null : agreementFor(productLine, agreements);
      const view = quoteView(check, !agreementRequired || agreement !== null, language);
      return { status: 200, body: view, ...timeOf(subject) };
    },
  };
}
