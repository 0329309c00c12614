/** Pays refunds through the payment provider, or by an operator where the provider rejects them (rules §8.15). */
import type { RefundId } from '../../domain/ids.ts';
import { ProviderRejectedError } from '../../payment-providers/provider-errors.ts';
import type { PaymentProvider } from '../../payment-providers/provider.ts';
import type { RefundDocument } from '../../storage/collections/refunds.ts';
import type { TaskDocument } from '../../storage/collections/tasks.ts';
import { SYSTEM } from '../../storage/actor.ts';
import { runTransaction, type TransactionDependencies } from '../../storage/transaction.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { completeRefund } from './open-refund.ts';

/**
 * Requests the refund from the payment provider, which pays it once however often it is requested. The provider's event
 * completes it. If the provider rejects the refund, a task for an operator is opened; other provider errors are
 * rethrown, and the relay retries.
 */
export async function payRefund(
  dependencies: TransactionDependencies,
  providers: readonly PaymentProvider[],
  refundId: RefundId,
): Promise<void> {
  const { refunds, payments } = dependencies.database.models;
  const refund = await refunds.findById(refundId).lean();
  if (refund === null || refund.state === 'paid') return;
  const payment = await payments.findById(refund.paymentId).orFail().lean();
  const provider = providers.find(({ name }) => name === payment.provider);
  if (provider === undefined || payment.providerReference === null) {
    throw new Error(
      `refund ${refundId} cannot be paid: provider ${payment.provider ?? 'none'} is not configured`,
    );
  }
  try {
    const { refundReference } = await provider.refund({
      refundId,
      providerReference: payment.providerReference,
      amount: refund.amount,
    });
    await refunds.updateOne({ _id: refundId }, { $set: { refundReference } });
  } catch (error) {
    if (!(error instanceof ProviderRejectedError)) throw error;
    await runTransaction(dependencies, SYSTEM, (unit) => reportRejectedRefund(unit, refund, error));
  }
}

/** Applies the provider's event that a refund was paid. Returns the outcome: `refunded`, or `ignored` for a repeat. */
export async function confirmRefund(unit: UnitOfWork, refund: RefundDocument): Promise<string> {
  if (refund.state === 'paid') return 'ignored';
  const payment = await unit.database.models.payments
    .findById(refund.paymentId)
    .session(unit.session)
    .orFail()
    .lean();
  await completeRefund(unit, refund, payment, await unit.accountNow(refund.accountId));
  return 'refunded';
}

/** Completes the refund of a resolved task `message.undeliverable`; does nothing for other tasks. */
export async function completeRejectedRefund(unit: UnitOfWork, task: TaskDocument): Promise<void> {
  const refundId = task.facts['refundId'];
  if (task.kind !== 'message.undeliverable' || typeof refundId !== 'string') return;
  const refund = await unit.database.models.refunds.findById(refundId).session(unit.session).lean();
  if (refund !== null) await confirmRefund(unit, refund);
}

/** Opens the task with which an operator refunds by other means. Resolving it completes the refund. */
async function reportRejectedRefund(
  unit: UnitOfWork,
  refund: RefundDocument,
  { provider, code }: ProviderRejectedError,
): Promise<void> {
  const { _id: refundId, orderId, accountId, sandbox, paymentId, amount } = refund;
  const at = await unit.accountNow(accountId);
  const facts = { refundId, paymentId, provider, providerCode: code, amount: { ...amount } };
  unit.openTask({
    kind: 'message.undeliverable',
    cause: refundId,
    accountId,
    sandbox,
    orderId,
    at,
    dueAt: at,
    facts,
  });
  unit.audit({ type: 'refund.refused', at, accountId, orderId, facts });
}
