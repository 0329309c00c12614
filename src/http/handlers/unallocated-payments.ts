/** What an operator decides about money that paid nothing. */
import type { Payment, paymentRoutes } from '../../contracts/payments.ts';
import { withAgreementTask } from '../../application/agreements/agreement-task.ts';
import {
  applyUnallocatedPayment,
  refundUnallocatedPayment,
} from '../../application/payments/unallocated-payments.ts';
import { once, requestKeyOf, type IdempotencyRequest } from '../../storage/idempotency.ts';
import type { PaymentDocument } from '../../storage/collections/payments.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { derivedId } from '../../infra/ids.ts';
import { accountTime } from '../pipeline/account-time.ts';
import { visibleTo, type Caller } from '../../application/access/caller.ts';
import type { Handlers } from '../pipeline/handler.ts';
import { actorOf, type HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { paymentView } from '../views/payment.ts';

type UnallocatedPaymentHandlers = Pick<Handlers<typeof paymentRoutes>, 'refundPayment' | 'applyPayment'>;

interface Decision {
  readonly params: { readonly id: string };
  readonly caller: Caller;
  readonly requestId: string;
  readonly idempotency: IdempotencyRequest;
}

export function unallocatedPaymentHandlers(dependencies: HandlerDependencies): UnallocatedPaymentHandlers {
  const { database } = dependencies;
  const subject = async ({ params, caller }: Pick<Decision, 'params' | 'caller'>) => {
    const payment = visibleTo(
      caller,
      await database.models.payments.findById(params.id, { accountId: 1 }).lean(),
      { kind: 'payment', id: params.id },
    );
    return accountTime(database, payment.accountId);
  };
  const decide = async (
    request: Decision,
    decision: (unit: UnitOfWork) => Promise<PaymentDocument>,
  ): Promise<{ status: 200; body: Payment; replayed: boolean }> => {
    const { body, replayed } = await once(
      dependencies,
      request.idempotency,
      actorOf(request),
      async (unit) => ({
        status: 200,
        body: paymentView(await decision(unit)),
      }),
    );
    return { status: 200, body, replayed, ...(await subject(request)) };
  };

  return {
    refundPayment: {
      load: subject,
      handle: (request) => {
        const refundId = derivedId('ref', requestKeyOf(request.idempotency));
        const { reason } = request.body;
        return decide(request, (unit) => refundUnallocatedPayment(unit, request.params.id, refundId, reason));
      },
    },
    applyPayment: {
      load: subject,
      handle: (request) => {
        const { orderId, reason } = request.body;
        return withAgreementTask(dependencies, orderId, () =>
          decide(request, (unit) => applyUnallocatedPayment(unit, request.params.id, orderId, reason)),
        );
      },
    },
  };
}
