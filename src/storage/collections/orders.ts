/** Orders: what was sold, the state of the order, and the last transition its workflow made. */
import type { OrderPolicies } from '../../domain/catalogue/policy-set.ts';
import type { Money } from '../../domain/money.ts';
import type { CheckedLine } from '../../domain/orders/checks/checked-order.ts';
import type { LineState } from '../../domain/orders/line-states.ts';
import type { ServiceTally } from '../../domain/orders/service-tally.ts';
import type { OrderState } from '../../domain/orders/states.ts';
import type { Instant } from '../../domain/instant.ts';
import type { OrderWarning } from '../../messages/violations/order-warnings.ts';
import type { AccountId, AgreementId, LineId, OrderId, OrganizationId, PaymentId } from '../../domain/ids.ts';
import { defineCollection, PRESENT, type DocumentOf } from '../define-collection.ts';
import { data, flag, id, instant, integer, orNull, text, texts } from '../fields.ts';

/** What a line became, besides services. */
export interface EntitlementReference {
  kind: 'lot' | 'licence' | 'term';
  id: string;
}

/** One line: what was sold, its state, and what it became. */
export interface OrderLineRecord extends CheckedLine {
  id: LineId;
  state: LineState;
  /** Whom a service line is for. A token that came with it is stored encrypted, in `encryptedTokens`. */
  note: { organizationName: string; organizationId: OrganizationId | null; remarks: string | null } | null;
  entitlements: EntitlementReference[];
  /** States of its services, counted; null while it has none. */
  services: ServiceTally | null;
}

/** The payment that an order was fulfilled for. */
export interface OrderPayment {
  paymentId: PaymentId;
  state: 'captured' | 'refunded';
  capturedAt: Instant;
  method: 'online' | 'offline';
}

export type OrderPaymentState = OrderPayment['state'] | 'pending' | 'declined' | 'none';

export type OrderDocument = DocumentOf<typeof orders>;

export const orders = defineCollection({
  name: 'orders',
  fields: {
    _id: id<OrderId>(),
    accountId: id<AccountId>(),
    sandbox: flag(),
    salesTeam: text(),
    productLine: text(),
    channel: text<'online' | 'offline'>(),
    state: text<OrderState>(),
    /** Number of transitions so far. The workflow's next transition carries this plus one. */
    sequence: integer(),
    lastTransition: orNull(data<{ sequence: number; command: string; digest: string }>()),
    reference: orNull(text()),
    /** The reference in lower case, for prefix search. */
    referenceKey: orNull(text()),
    termsVersion: text(),
    /** SHA-256 of the terms of service as the buyer accepted them. */
    termsSha256: text(),
    catalogueVersion: text(),
    policyVersion: text(),
    policies: data<OrderPolicies>(),
    total: data<Money>(),
    /** Region whose prices applied when the order was placed (AMB-36). */
    region: orNull(text()),
    lines: data<OrderLineRecord[]>(),
    /** Warnings that the buyer saw when placing the order. */
    warnings: data<OrderWarning[]>(),
    agreementRequired: flag(),
    agreementId: orNull(id<AgreementId>()),
    payment: orNull(data<OrderPayment>()),
    /** What the order shows of its payment; before it is paid, of the newest attempt. */
    paymentState: text<OrderPaymentState>(),
    /** The earliest end of what it gave and what still lives; null if nothing does, or nothing that ends. */
    endsAt: orNull(instant()),
    /** Keys of the perpetual licences that it has paid for and not returned. No two orders hold the same one (AMB-51). */
    perpetualLicences: texts(),
    held: flag(),
    needsAttention: flag(),
    placedAt: instant(),
    awaitingPaymentAt: orNull(instant()),
    creditedAt: orNull(instant()),
    closedAt: orNull(instant()),
    /** Incremented by transitions and by the writers beside them (captures, refunds, renewals), so that two at once conflict. */
    revision: integer(),
    workflowRunId: orNull(text()),
    /** The order that this one renews. */
    renews: orNull(id<OrderId>()),
    /** The latest order that renews this one. */
    renewedBy: orNull(id<OrderId>()),
  },
  indexes: [
    // First, so that a search by organization takes it before the indexes of accounts.
    { keys: { 'lines.organizationId': 1, _id: -1, salesTeam: 1, state: 1, productLine: 1 } },
    // Filters stand behind the sort field, so that one index serves all lists of an account or a team.
    {
      keys: {
        accountId: 1,
        _id: -1,
        state: 1,
        productLine: 1,
        salesTeam: 1,
        needsAttention: 1,
        paymentState: 1,
        placedAt: 1,
        endsAt: 1,
        referenceKey: 1,
      },
    },
    {
      keys: {
        sandbox: 1,
        salesTeam: 1,
        _id: -1,
        state: 1,
        productLine: 1,
        needsAttention: 1,
        paymentState: 1,
        placedAt: 1,
        endsAt: 1,
        referenceKey: 1,
      },
    },
    { keys: { sandbox: 1, _id: -1, referenceKey: 1, placedAt: 1, endsAt: 1 } },
    { keys: { sandbox: 1, state: 1, _id: -1 } },
    { keys: { sandbox: 1, productLine: 1, _id: -1 } },
    { keys: { sandbox: 1, needsAttention: 1, _id: -1 } },
    { keys: { sandbox: 1, paymentState: 1, _id: -1 } },
    { keys: { sandbox: 1, 'lines.sku': 1, _id: -1 } },
    { keys: { sandbox: 1, salesTeam: 1, 'lines.sku': 1, _id: -1 } },
    { keys: { accountId: 1, 'lines.sku': 1, _id: -1, salesTeam: 1 } },
    { keys: { accountId: 1, productLine: 1, 'payment.state': 1 } },
    { keys: { state: 1, _id: 1 } },
    // What monitoring reads: paid orders that are not credited yet.
    {
      keys: { sandbox: 1, state: 1, held: 1, 'payment.capturedAt': 1 },
      partial: { creditedAt: null, 'payment.capturedAt': PRESENT },
    },
    // Payments captured after their order had expired, which are few.
    {
      keys: { 'payment.paymentId': 1 },
      partial: { state: 'payment_expired', 'payment.paymentId': PRESENT },
    },
    {
      keys: { perpetualLicences: 1 },
      unique: true,
      partial: { perpetualLicences: PRESENT },
    },
  ],
});
