/** Payments: captured money, and payments that are promised or were refused. */
import type { PaymentReason, PaymentState } from '../../domain/payments/states.ts';
import type { AccountId, OrderId, PaymentId } from '../../domain/ids.ts';
import { defineCollection, PRESENT, type DocumentOf } from '../define-collection.ts';
import { data, flag, id, instant, orNull, text } from '../fields.ts';
import type { StoredDocument } from './files.ts';

/** What proves an offline payment. */
export interface PaymentEvidence {
  readonly note?: string | undefined;
  readonly document?: StoredDocument | undefined;
}

/** An amount as the provider reports it. The currency may be one that the product does not sell in. */
export interface ReportedAmount {
  readonly amountMinor: number;
  readonly currency: string;
}

export type PaymentDocument = DocumentOf<typeof payments>;

export const payments = defineCollection({
  name: 'payments',
  fields: {
    _id: id<PaymentId>(),
    orderId: id<OrderId>(),
    accountId: id<AccountId>(),
    sandbox: flag(),
    method: text<'online' | 'offline'>(),
    state: text<PaymentState>(),
    amount: data<ReportedAmount>(),
    capturedAt: orNull(instant()),
    provider: orNull(text()),
    providerReference: orNull(text()),
    checkoutUrl: orNull(text()),
    /** Of an offline payment: the bank's or the customer's reference. */
    reference: orNull(text()),
    /** Of an offline payment. */
    evidence: orNull(data<PaymentEvidence>()),
    /** Why the money is unallocated or the attempt was refused; null otherwise. */
    reason: orNull(text<PaymentReason>()),
    /** Of an online payment: when the attempt began. The agreement must be active at this instant. */
    createdAt: instant(),
    recordedAt: instant(),
  },
  indexes: [
    // Payment ids are derived and carry no order, so lists sort by `recordedAt`.
    { keys: { orderId: 1, recordedAt: -1, _id: -1, state: 1, capturedAt: 1 } },
    { keys: { accountId: 1, recordedAt: -1, _id: -1, state: 1, capturedAt: 1 } },
    { keys: { sandbox: 1, recordedAt: -1, _id: -1, capturedAt: 1 } },
    { keys: { sandbox: 1, state: 1, recordedAt: -1, _id: -1 } },
    // The same capture under another event id is the same money (D-18).
    {
      keys: { provider: 1, providerReference: 1, 'amount.amountMinor': 1, 'amount.currency': 1 },
      unique: true,
      partial: { provider: PRESENT, capturedAt: PRESENT },
    },
  ],
});
