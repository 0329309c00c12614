/** Refunds: money returned to the buyer, for unused parts of an order or for an unallocated payment. */
import type { Money } from '../../domain/money.ts';
import type { AccountId, AgreementId, LineId, OrderId, PaymentId, RefundId } from '../../domain/ids.ts';
import { defineCollection, type DocumentOf } from '../define-collection.ts';
import { data, flag, id, instant, orNull, text } from '../fields.ts';
import type { ReportedAmount } from './payments.ts';

export interface RefundedLine {
  readonly lineId: LineId;
  /** Units, cases or sets that were revoked. */
  readonly quantity: number;
  readonly amount: Money;
  /** The most that was refundable. A request for less is final: the rest cannot be refunded later. */
  readonly limit: Money;
}

export type RefundDocument = DocumentOf<typeof refunds>;

export const refunds = defineCollection({
  name: 'refunds',
  fields: {
    _id: id<RefundId>(),
    orderId: id<OrderId>(),
    accountId: id<AccountId>(),
    sandbox: flag(),
    /** The payment that is refunded, in part or in full. */
    paymentId: id<PaymentId>(),
    state: text<'pending' | 'paid'>(),
    amount: data<ReportedAmount>(),
    lines: data<RefundedLine[]>(),
    reason: text(),
    agreementId: orNull(id<AgreementId>()),
    clause: orNull(text()),
    createdAt: instant(),
    paidAt: orNull(instant()),
    /** The provider's reference, once it has accepted the refund. */
    refundReference: orNull(text()),
  },
  indexes: [{ keys: { orderId: 1, createdAt: -1, _id: -1 } }, { keys: { paymentId: 1, _id: 1 } }],
});
