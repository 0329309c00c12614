/** An order: what was sold, where it stands, and the last transition its workflow made. */
import type { Instant } from '../../domain/instant.ts';
import type { OrderPolicies } from '../../domain/catalogue/policy-set.ts';
import type { AccountId, AgreementId, OrganizationId, PaymentId } from '../../domain/ids.ts';
import type { CheckedLine, OrderWarning } from '../../domain/orders/checks/checked-order.ts';
import type { Money } from '../../domain/money.ts';
import type { OrderState } from '../../domain/orders/states.ts';
import type { LineState } from '../../domain/orders/line-states.ts';
import type { ServiceTally } from '../../domain/orders/service-tally.ts';
import {
  PRESENT,
  data,
  dataOrNull,
  flag,
  integer,
  text,
  textOrNull,
  texts,
  type CollectionDeclaration,
} from '../define.ts';

/** What a line became, besides services. */
export interface EntitlementReference {
  kind: 'lot' | 'licence' | 'term';
  id: string;
}

/** What was sold, where it stands and what it became. */
export interface OrderLineRecord extends CheckedLine {
  id: string;
  state: LineState;
  /** What goes with a service line: whom it is for. A token that came along is kept elsewhere, encrypted. */
  note: { organizationName: string; organizationId: OrganizationId | null; remarks: string | null } | null;
  entitlements: EntitlementReference[];
  /** How its services stand, which carry its id; null where it has none, or not yet. */
  services: ServiceTally | null;
}

export interface OrderDocument {
  _id: string;
  accountId: AccountId;
  sandbox: boolean;
  salesTeam: string;
  productLine: string;
  channel: 'online' | 'offline';
  state: OrderState;
  /** Transitions made so far; the workflow's next one carries this plus one. */
  sequence: number;
  lastTransition: { sequence: number; command: string; digest: string } | null;
  reference: string | null;
  referenceKey: string | null;
  termsVersion: string;
  /** Fingerprint of the terms as they were accepted. */
  termsSha256: string;
  catalogueVersion: string;
  policyVersion: string;
  policies: OrderPolicies;
  total: Money;
  /** Region whose prices held; frozen (AMB-36). */
  region: string | null;
  lines: OrderLineRecord[];
  /** What the buyer was told when it was placed. */
  warnings: OrderWarning[];
  agreementRequired: boolean;
  agreementId: AgreementId | null;
  payment: {
    paymentId: PaymentId;
    state: 'captured' | 'refunded';
    capturedAt: Instant;
    method: 'online' | 'offline';
  } | null;
  /** Keys of the perpetual licences that it has paid for and not returned: no two orders hold the same (AMB-51). */
  perpetualLicences: string[];
  held: boolean;
  needsAttention: boolean;
  placedAt: Instant;
  awaitingPaymentAt: Instant | null;
  creditedAt: Instant | null;
  closedAt: Instant | null;
  /** Bumped by every writer that is not the workflow (captures, holds of money), so that they exclude each other. */
  revision: number;
  workflowRunId: string | null;
  /** The order that this one renews, and the latest one that renews this. */
  renews: string | null;
  renewedBy: string | null;
}

export const orders: CollectionDeclaration = {
  name: 'orders',
  fields: {
    accountId: text,
    sandbox: flag,
    salesTeam: text,
    productLine: text,
    channel: text,
    state: text,
    sequence: integer,
    lastTransition: dataOrNull,
    reference: textOrNull,
    referenceKey: textOrNull,
    termsVersion: text,
    termsSha256: text,
    catalogueVersion: text,
    policyVersion: text,
    policies: data,
    total: data,
    region: textOrNull,
    lines: data,
    warnings: data,
    agreementRequired: flag,
    agreementId: textOrNull,
    payment: dataOrNull,
    perpetualLicences: texts,
    held: flag,
    needsAttention: flag,
    placedAt: text,
    awaitingPaymentAt: textOrNull,
    creditedAt: textOrNull,
    closedAt: textOrNull,
    revision: integer,
    workflowRunId: textOrNull,
    renews: textOrNull,
    renewedBy: textOrNull,
  },
  indexes: [
    // What lists filter by stands behind what they are sorted by: one index for each account's or team's lists.
    {
      keys: {
        accountId: 1,
        _id: -1,
        state: 1,
        productLine: 1,
        salesTeam: 1,
        needsAttention: 1,
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
        referenceKey: 1,
      },
    },
    { keys: { sandbox: 1, _id: -1, referenceKey: 1 } },
    { keys: { sandbox: 1, state: 1, _id: -1 } },
    { keys: { sandbox: 1, productLine: 1, _id: -1 } },
    { keys: { sandbox: 1, needsAttention: 1, _id: -1 } },
    { keys: { accountId: 1, productLine: 1, 'payment.state': 1 } },
    { keys: { state: 1, _id: 1 } },
    // Money came for an order that had expired: hardly ever there are any.
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
};
