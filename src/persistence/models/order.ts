/** An order: what was sold, where it stands, and the last transition its workflow made. */
import type { Instant } from '../../domain/instant.ts';
import type { ResolvedFulfilment } from '../../domain/catalogue/fulfilment.ts';
import type { ORDER_POLICIES, PolicyValues } from '../../domain/catalogue/policies.ts';
import type { Localized } from '../../domain/json.ts';
import type { Money } from '../../domain/money.ts';
import type { OrderState } from '../../domain/order/states.ts';
import type { LineState } from '../../domain/order/line-states.ts';
import {
  data,
  dataOrNull,
  flag,
  integer,
  text,
  textOrNull,
  type CollectionDeclaration,
  type StoredObject,
} from './define.ts';

export interface EntitlementReference {
  kind: 'lot' | 'licence' | 'term' | 'service';
  id: string;
}

export interface OrderLineRecord {
  id: string;
  sku: string;
  name: Localized;
  quantity: number;
  term: { count: number; unit: 'year' | 'month' } | null;
  unitPrice: StoredObject;
  amount: Money;
  /** What a paid line gives, resolved from the catalogue when the order was placed. */
  fulfilment: ResolvedFulfilment;
  state: LineState;
  entitlements: EntitlementReference[];
}

/** The policies an order was sold under; they stay with it. */
export type OrderPolicies = Pick<PolicyValues, (typeof ORDER_POLICIES)[number]>;

export interface OrderDocument {
  _id: string;
  accountId: string;
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
  catalogueVersion: string;
  policyVersion: string;
  policies: OrderPolicies;
  total: Money;
  lines: OrderLineRecord[];
  agreementRequired: boolean;
  agreementId: string | null;
  payment: { paymentId: string; state: 'captured'; capturedAt: Instant; method: 'online' | 'offline' } | null;
  held: boolean;
  needsAttention: boolean;
  placedAt: Instant;
  awaitingPaymentAt: Instant | null;
  creditedAt: Instant | null;
  closedAt: Instant | null;
  /** Bumped by every writer that is not the workflow (captures, holds of money), so that they exclude each other. */
  revision: number;
  workflowRunId: string | null;
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
    catalogueVersion: text,
    policyVersion: text,
    policies: data,
    total: data,
    lines: data,
    agreementRequired: flag,
    agreementId: textOrNull,
    payment: dataOrNull,
    held: flag,
    needsAttention: flag,
    placedAt: text,
    awaitingPaymentAt: textOrNull,
    creditedAt: textOrNull,
    closedAt: textOrNull,
    revision: integer,
    workflowRunId: textOrNull,
  },
  indexes: [
    { keys: { accountId: 1, _id: -1 } },
    { keys: { state: 1, _id: -1 } },
    { keys: { salesTeam: 1, _id: -1 } },
    { keys: { referenceKey: 1 } },
    { keys: { accountId: 1, state: 1, productLine: 1 } },
  ],
};
