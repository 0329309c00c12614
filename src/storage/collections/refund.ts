/** Money that goes back to the buyer: for what was not used of an order, or for money that paid nothing. */
import type { AccountId, AgreementId, LineId, OrderId, PaymentId } from '../../domain/ids.ts';
import type { Money } from '../../domain/money.ts';
import type { Instant } from '../../domain/instant.ts';
import { data, flag, text, textOrNull, type CollectionDeclaration } from '../define.ts';

export interface RefundedLine {
  readonly lineId: LineId;
  /** Units, cases or sets taken back. */
  readonly quantity: number;
  readonly amount: Money;
  /** What could have gone back for it: less goes back where the request asked for less, and the rest is not owed later. */
  readonly limit: Money;
}

export interface RefundDocument {
  _id: string;
  orderId: OrderId;
  accountId: AccountId;
  sandbox: boolean;
  /** The payment whose money goes back. */
  paymentId: PaymentId;
  state: 'pending' | 'paid';
  amount: { readonly amountMinor: number; readonly currency: string };
  lines: RefundedLine[];
  reason: string;
  agreementId: AgreementId | null;
  clause: string | null;
  createdAt: Instant;
  paidAt: Instant | null;
  /** The provider's, once it has taken the refund. */
  refundReference: string | null;
}

export const refunds: CollectionDeclaration = {
  name: 'refunds',
  fields: {
    orderId: text,
    accountId: text,
    sandbox: flag,
    paymentId: text,
    state: text,
    amount: data,
    lines: data,
    reason: text,
    agreementId: textOrNull,
    clause: textOrNull,
    createdAt: text,
    paidAt: textOrNull,
    refundReference: textOrNull,
  },
  indexes: [{ keys: { orderId: 1, createdAt: -1, _id: -1 } }, { keys: { paymentId: 1, _id: 1 } }],
};
