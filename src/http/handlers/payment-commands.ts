/** Payments that begin here, and the events by which a provider reports what became of them. */
import { resolveEvidence } from '../../application/files/resolve-document.ts';
import type { paymentRoutes } from '../../contracts/payments.ts';
import { DomainError } from '../../domain/errors.ts';
import { withAgreementTask } from '../../application/agreements/agreement-task.ts';
import { recordOfflinePayment } from '../../application/payments/record-offline-payment.ts';
import { startPayment as startOnlinePayment } from '../../application/payments/start-payment.ts';
import { storePaymentEvent } from '../../application/payments/store-payment-event.ts';
import type { OrderId } from '../../domain/ids.ts';
import { ProviderEventError, ProviderUnavailableError } from '../../payment-providers/provider-errors.ts';
import type { PaymentProvider } from '../../payment-providers/provider.ts';
import { claimed, once, requestKeyOf } from '../../storage/idempotency.ts';
import type { PaymentDocument } from '../../storage/collections/payments.ts';
import { derivedId } from '../../infra/ids.ts';
import { accountOfOrder } from '../../application/orders/find-order.ts';
import { accountTime } from '../pipeline/account-time.ts';
import { assertMayUse, type Caller } from '../../application/access/caller.ts';
import { actorOf, type HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import type { Handler, ResourceHandler } from '../pipeline/handler.ts';
import { paymentView } from '../views/payment.ts';

type Routes = typeof paymentRoutes;

export interface PaymentDependencies extends HandlerDependencies {
  /** By the name in `/v1/payment-events/{provider}`; the first one takes new payments. */
  readonly providers: readonly PaymentProvider[];
  /** Counts a signed event of a type that we do not know, by its provider. */
  readonly countUnknownEvent: (provider: string) => void;
}

export function startPayment(dependencies: PaymentDependencies): ResourceHandler<Routes['startPayment']> {
  const { database, providers } = dependencies;
  const accountOf = (orderId: OrderId, caller: Caller) =>
    accountOfOrder(database, caller, orderId).then(({ accountId }) => accountId);
  return {
    load: async ({ params, caller }) => accountTime(database, await accountOf(params.id, caller)),
    handle: async (request) => {
      const { params, body, caller, idempotency } = request;
      const orderId = params.id;
      const actor = actorOf(request);
      const paymentId = derivedId('pay', requestKeyOf(idempotency));
      const accountId = request.accountId ?? (await accountOf(orderId, caller));
      const serverTime = await accountTime(database, accountId);
      if (body.method === 'offline') {
        assertMayUse(caller, body.method);
        if (!caller.roles.includes('operator')) throw new DomainError('forbidden', { roles: ['operator'] });
        const { reference, amount, receivedAt, evidence } = body;
        const answer = await withAgreementTask(dependencies, orderId, () =>
          once(dependencies, idempotency, actor, async (unit) => {
            const recorded = await recordOfflinePayment(unit, {
              orderId,
              paymentId,
              reference,
              amount,
              ...(receivedAt === undefined ? {} : { receivedAt }),
              evidence: await resolveEvidence(database, accountId, evidence, unit.session),
            });
            return { status: 201, body: paymentView(recorded) };
          }),
        );
        return { ...answer, status: 201, ...serverTime };
      }
      const provider = providers[0];
      if (provider === undefined) throw new DomainError('not_configured', { variable: 'FAKE_PAYMENT_URL' });
      const answer = await claimed(dependencies, idempotency, async () => {
        const payment = await askProvider(provider, () =>
          withAgreementTask(dependencies, orderId, () =>
            startOnlinePayment(dependencies, provider, { orderId, paymentId, token: body.token, actor }),
          ),
        );
        return { status: 202, body: paymentView(asStarted(payment)) };
      });
      return { ...answer, status: 202, ...serverTime };
    },
  };
}

/** The answer is always the start, unless the provider refused it at once: what became of it later is told by its event. */
function asStarted(payment: PaymentDocument): PaymentDocument {
  const refused = payment.state === 'declined' && payment.providerReference === null;
  return refused ? payment : { ...payment, state: 'pending', capturedAt: null, reason: null };
}

async function askProvider(
  provider: PaymentProvider,
  ask: () => Promise<PaymentDocument>,
): Promise<PaymentDocument> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ProviderUnavailableError) {
      throw new DomainError('unavailable', { service: `payment provider ${provider.name}` });
    }
    throw error;
  }
}

export function receivePaymentEvent(
  dependencies: PaymentDependencies,
): Handler<Routes['receivePaymentEvent']> {
  return async ({ params, raw, requestId }) => {
    const provider = dependencies.providers.find(({ name }) => name === params.provider);
    if (provider === undefined)
      throw new DomainError('not_found', { kind: 'payment provider', id: params.provider });
    const event = verified(provider, raw.headers, raw.body);
    if (event.type === 'unknown') {
      dependencies.countUnknownEvent(provider.name);
      return { status: 200, body: { received: true } };
    }
    await storePaymentEvent(dependencies, provider.name, event, {
      by: `provider:${provider.name}`,
      requestId,
    });
    return { status: 200, body: { received: true } };
  };
}

function verified(provider: PaymentProvider, ...signed: Parameters<PaymentProvider['verifyEvent']>) {
  try {
    return provider.verifyEvent(...signed);
  } catch (error) {
    if (!(error instanceof ProviderEventError)) throw error;
    throw error.fault === 'malformed'
      ? new DomainError('validation_failed', { provider: provider.name })
      : new DomainError('signature_invalid', { provider: provider.name, fault: error.fault });
  }
}
