/** A refund as responses show it. */
import type { Refund } from '../../contracts/refunds.ts';
import type { RefundDocument } from '../../storage/collections/refunds.ts';

export function refundView(refund: RefundDocument): Refund {
  const { _id, orderId, paymentId, accountId, state, amount, lines, reason, createdAt } = refund;
  const { agreementId, clause, paidAt } = refund;
  return {
    id: _id,
    orderId,
    paymentId,
    accountId,
    state,
    amount,
    lines: lines.map((line) => ({ lineId: line.lineId, quantity: line.quantity, amount: line.amount })),
    reason,
    ...(agreementId === null ? {} : { agreementId }),
    ...(clause === null ? {} : { clause }),
    createdAt,
    ...(paidAt === null ? {} : { paidAt }),
  };
}
