/** Payments of orders, the events of payment providers, and decisions about unallocated money. */
import { accountOfOrder } from '../../application/orders/find-order.ts';
import { withAgreementTask } from '../../application/agreements/agreement-task.ts';
import { paymentMethods } from '../../application/payments/payment-methods.ts';
import { findPayment, listPayments } from '../../application/payments/read-payments.ts';
import {
  receivePaymentEvent,
  type PaymentEventDependencies,
} from '../../application/payments/receive-payment-event.ts';
import {
  assertMayRecordPayment,
  recordOfflinePayment,
} from '../../application/payments/record-offline-payment.ts';
import { startOnlinePayment } from '../../application/payments/start-online-payment.ts';
import {
  applyUnallocatedPayment,
  refundUnallocatedPayment,
} from '../../application/payments/unallocated-payments.ts';
import type { paymentRoutes } from '../../contracts/payments.ts';
import type { BankAccount } from '../../infra/config.ts';
import { accountTime, loadResource } from '../pipeline/account-time.ts';
import { idempotently, underLease } from '../pipeline/commands.ts';
import type { Handlers, RequestOf } from '../pipeline/handler.ts';
import { actorOf, type HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { idDerivedFrom } from '../pipeline/idempotency-request.ts';
import { pageView } from '../views/page.ts';
import { paymentView } from '../views/payments.ts';

/** The first provider takes new payments. */
export interface PaymentHandlerDependencies extends HandlerDependencies, PaymentEventDependencies {
  readonly bankAccounts: readonly BankAccount[];
}

type PaymentRequest = RequestOf<(typeof paymentRoutes)['startPayment']>;
type PaymentBody<Method> = Extract<PaymentRequest['body'], { readonly method: Method }>;

export function paymentHandlers(dependencies: PaymentHandlerDependencies): Handlers<typeof paymentRoutes> {
  const { database, providers, bankAccounts } = dependencies;

  function recordOffline(request: PaymentRequest, { method: _method, ...body }: PaymentBody<'offline'>) {
    assertMayRecordPayment(request.caller);
    const orderId = request.params.id;
    const paymentId = idDerivedFrom('pay', request.idempotency);
    return withAgreementTask(dependencies, orderId, () =>
      idempotently(dependencies, request, 201, async (unit) =>
        paymentView(await recordOfflinePayment(unit, { ...body, orderId, paymentId })),
      ),
    );
  }

  function startOnline(request: PaymentRequest, { token }: PaymentBody<'online'>) {
    const orderId = request.params.id;
    const paymentId = idDerivedFrom('pay', request.idempotency);
    const payment = { orderId, paymentId, token, actor: actorOf(request) };
    return underLease(dependencies, request, 202, async () =>
      paymentView(await startOnlinePayment(dependencies, providers, payment)),
    );
  }

  return {
    getPaymentMethods: () => Promise.resolve({ status: 200, body: paymentMethods(providers, bankAccounts) }),

    startPayment: {
      load: loadResource(database, accountOfOrder),
      handle: async (request) => {
        const { body, params, caller } = request;
        const { accountId } = await accountOfOrder(database, caller, params.id);
        const time = await accountTime(database, accountId);
        const response =
          body.method === 'offline' ? await recordOffline(request, body) : await startOnline(request, body);
        return { ...response, ...time };
      },
    },

    receivePaymentEvent: async ({ params: { provider }, raw, requestId }) => {
      await receivePaymentEvent(dependencies, { provider, ...raw, requestId });
      return { status: 200, body: { received: true } };
    },

    listPayments: async ({ query, caller }) => {
      const page = await listPayments(database, caller, query);
      return { status: 200, body: pageView(page, paymentView) };
    },

    getPayment: async ({ params: { id }, caller }) => {
      const payment = await findPayment(database, caller, id);
      const time = await accountTime(database, payment.accountId);
      return { status: 200, body: paymentView(payment), ...time };
    },

    refundPayment: {
      load: loadResource(database, findPayment),
      handle: async (request) => {
        const { params, body, caller } = request;
        const refundId = idDerivedFrom('ref', request.idempotency);
        const response = await idempotently(dependencies, request, 200, async (unit) =>
          paymentView(await refundUnallocatedPayment(unit, params.id, refundId, body.reason)),
        );
        const { accountId } = await findPayment(database, caller, params.id);
        return { ...response, ...(await accountTime(database, accountId)) };
      },
    },

    applyPayment: {
      load: loadResource(database, findPayment),
      handle: async (request) => {
        const { orderId, reason } = request.body;
        const { id } = request.params;
        const response = await withAgreementTask(dependencies, orderId, () =>
          idempotently(dependencies, request, 200, async (unit) =>
            paymentView(await applyUnallocatedPayment(unit, id, orderId, reason)),
          ),
        );
        const { accountId } = await findPayment(database, request.caller, id);
        return { ...response, ...(await accountTime(database, accountId)) };
      },
    },
  };
}
