/** Money that moved or was promised, and the provider's events exactly as they were received. */
import type { AccountId, OrderId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { PaymentReason, PaymentState } from '../../domain/payments/states.ts';
import {
  PRESENT,
  data,
  dataOrNull,
  flag,
  text,
  textOrNull,
  type CollectionDeclaration,
  type StoredObject,
  type StoredDocument,
} from '../define.ts';

/** What proves that money came. */
export interface PaymentEvidence {
  readonly note?: string | undefined;
  readonly document?: StoredDocument | undefined;
}

export interface PaymentDocument {
  _id: string;
  orderId: OrderId;
  accountId: AccountId;
  sandbox: boolean;
  method: 'online' | 'offline';
  state: PaymentState;
  /** As it moved; the currency may be one the product does not sell in. */
  amount: { readonly amountMinor: number; readonly currency: string };
  capturedAt: Instant | null;
  provider: string | null;
  providerReference: string | null;
  checkoutUrl: string | null;
  /** Of an offline payment: the bank's or the customer's reference, and what proves it. */
  reference: string | null;
  evidence: PaymentEvidence | null;
  /** Of money that paid nothing and of attempts that were refused; null otherwise. */
  reason: PaymentReason | null;
  /** Of an online payment: when the attempt began, at which an agreement has to be active. */
  createdAt: Instant;
  recordedAt: Instant;
}

export const payments: CollectionDeclaration = {
  name: 'payments',
  fields: {
    orderId: text,
    accountId: text,
    sandbox: flag,
    method: text,
    state: text,
    amount: data,
    capturedAt: textOrNull,
    provider: textOrNull,
    providerReference: textOrNull,
    checkoutUrl: textOrNull,
    reference: textOrNull,
    evidence: dataOrNull,
    reason: textOrNull,
    createdAt: text,
    recordedAt: text,
  },
  indexes: [
    // Ids of payments are derived: when they were recorded tells the newest.
    { keys: { orderId: 1, recordedAt: -1, _id: -1, state: 1 } },
    { keys: { accountId: 1, recordedAt: -1, _id: -1, state: 1 } },
    { keys: { sandbox: 1, recordedAt: -1, _id: -1 } },
    { keys: { sandbox: 1, state: 1, recordedAt: -1, _id: -1 } },
    // The same capture reported under another event id is the same money (D-18).
    {
      keys: { provider: 1, providerReference: 1, 'amount.amountMinor': 1, 'amount.currency': 1 },
      unique: true,
      partial: { provider: PRESENT, capturedAt: PRESENT },
    },
  ],
};

export interface PaymentEventDocument {
  /** `<provider>:<event id>`: an event is stored once for ever. */
  _id: string;
  provider: string;
  event: StoredObject;
  receivedAt: Instant;
  /** Account time when it was stored: the instant at which a capture counts. Null where no account is known. */
  accountAt: Instant | null;
  appliedAt: Instant | null;
  outcome: string | null;
}

export const paymentEvents: CollectionDeclaration = {
  name: 'paymentEvents',
  fields: {
    provider: text,
    event: data,
    receivedAt: text,
    accountAt: textOrNull,
    appliedAt: textOrNull,
    outcome: textOrNull,
  },
  indexes: [{ keys: { appliedAt: 1 }, partial: { appliedAt: null } }],
};
