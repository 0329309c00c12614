/** A valid order as it is frozen: everything that was sold, so that nothing later depends on the catalogue. */
import type { BoughtTerm, ResolvedFulfilment } from '../../catalogue/fulfilment.ts';
import type { OrderPolicies, PolicySet } from '../../catalogue/policy-set.ts';
import type { UnitPrice } from '../../catalogue/price.ts';
import type { RefundPolicy, Scope, Sku, SkuKind } from '../../catalogue/sku.ts';
import type { Localized } from '../../json.ts';
import type { Currency } from '../../currencies.ts';
import type { Money } from '../../money.ts';
import type { Facts } from '../../found-violation.ts';
import type { ConsortiumId, OrganizationId } from '../../ids.ts';
import type { RuleId, StatedRuleId } from '../../rules.ts';
import type { OrderViolation, OrderWarningCode } from './violations.ts';

export interface CheckedLine {
  readonly sku: string;
  readonly kind: SkuKind;
  readonly name: Localized;
  readonly unit: string;
  readonly quantity: number;
  readonly term: BoughtTerm | null;
  readonly unitPrice: UnitPrice;
  readonly amount: Money;
  readonly formula: Localized;
  readonly scope: Scope;
  readonly organizationId: OrganizationId | null;
  readonly consortiumId: ConsortiumId | null;
  readonly mode: string | null;
  readonly start: 'queue' | 'now';
  readonly features: readonly string[];
  /** SKUs that must be active as well (AMB-46). */
  readonly requires: readonly string[];
  readonly refundPolicy: RefundPolicy;
  /** Rules of the SKU's own edition, cited if one of them decides. */
  readonly rules: Sku['rules'];
  readonly fulfilment: ResolvedFulfilment;
}

/** Allowed but possibly unexpected. `src/messages/violations/order-warnings.ts` has its sentence. */
export interface FoundWarning {
  readonly path: string;
  readonly code: OrderWarningCode;
  readonly rule: RuleId;
  readonly facts: Facts;
}

export interface CheckedOrder {
  readonly productLine: string;
  readonly currency: Currency;
  readonly total: Money;
  readonly lines: readonly CheckedLine[];
  /** Price region; null if prices are not regional. */
  readonly region: string | null;
  readonly agreementRequired: boolean;
  readonly termsVersion: string;
  readonly termsSha256: string;
  readonly catalogueVersion: string;
  readonly policies: PolicySet<OrderPolicies>;
  readonly warnings: readonly FoundWarning[];
}

/** A line of a quote. It has a price exactly if the line itself is valid. */
export interface QuotedLine {
  readonly sku: string;
  readonly quantity: number;
  readonly term: BoughtTerm | null;
  readonly unitPrice: UnitPrice | null;
  readonly amount: Money | null;
  /** For a SKU quoted monthly: the amount per month of the term, rounded half up. */
  readonly perMonth: Money | null;
  readonly formula: Localized | null;
  readonly entitlement: ResolvedFulfilment | null;
  /** Decisions of the product for this SKU that the sources leave open (AMB-35). */
  readonly assumptions: readonly StatedRuleId[];
}

export interface Quote {
  /** Of the first line with a known SKU; null if there is none. */
  readonly productLine: string | null;
  readonly currency: Currency | null;
  /** Null while a line cannot be priced. */
  readonly total: Money | null;
  readonly lines: readonly QuotedLine[];
  readonly policies: PolicySet<OrderPolicies> | null;
  readonly agreementRequired: boolean;
  /** Allowed but possibly unexpected. */
  readonly warnings: readonly FoundWarning[];
}

export interface OrderCheck {
  /** All violations, in the order of the body. */
  readonly violations: readonly OrderViolation[];
  readonly quote: Quote;
  /** The order to store; null exactly if there are violations. */
  readonly order: CheckedOrder | null;
}
