/** Payments as they stand. */
import type { paymentRoutes } from '../../contracts/payments.ts';
import type { PaymentDocument } from '../../storage/collections/payments.ts';
import { accountScopes } from '../../application/access/account-scope.ts';
import { accountTime } from '../pipeline/account-time.ts';
import { visibleTo } from '../../application/access/caller.ts';
import type { Handlers } from '../pipeline/handler.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { readPage } from '../../storage/paging/read-page.ts';
import { paymentView } from '../views/payment.ts';

type PaymentReads = Pick<Handlers<typeof paymentRoutes>, 'listPayments' | 'getPayment'>;

export function paymentReads({ database }: HandlerDependencies): PaymentReads {
  const { payments } = database.models;
  return {
    listPayments: async ({ query, caller }) => {
      const { orderId, state } = query;
      // An order names its account.
      const order =
        orderId === undefined
          ? null
          : await database.models.orders.findById(orderId, { accountId: 1 }).lean();
      const accountId = query.accountId ?? order?.accountId;
      const scopes = await accountScopes(database, caller, { ...query, accountId });
      const match = {
        ...(orderId === undefined ? {} : { orderId }),
        ...(state === undefined ? {} : { state }),
      };
      // Ids of payments are derived from requests: their order says nothing.
      const sort = { recordedAt: -1, _id: -1 } as const;
      const { documents, nextCursor } = await readPage<PaymentDocument>(
        payments,
        { scopes, match, sort },
        query,
      );
      return { status: 200, body: { items: documents.map(paymentView), nextCursor } };
    },

    getPayment: async ({ params: { id }, caller }) => {
      const payment = visibleTo(caller, await payments.findById(id).lean(), { kind: 'payment', id });
      return { status: 200, body: paymentView(payment), ...(await accountTime(database, payment.accountId)) };
    },
  };
}
