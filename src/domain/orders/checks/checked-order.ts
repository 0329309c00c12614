/** What a good order is frozen as: everything that was sold, so that nothing later depends on the catalogue. */
import type { BoughtTerm, ResolvedFulfilment } from '../../catalogue/fulfilment.ts';
import type { OrderPolicies, PolicySet } from '../../catalogue/policy-set.ts';
import type { UnitPrice } from '../../catalogue/price.ts';
import type { RefundPolicy, Scope, Sku, SkuKind } from '../../catalogue/sku.ts';
import type { Localized } from '../../json.ts';
import type { Currency, Money } from '../../money.ts';
import type { Violation } from '../../errors.ts';
import type { ConsortiumId, OrganizationId } from '../../ids.ts';
import type { RuleId } from '../../rules.ts';

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
  /** SKUs that must be active beside it (AMB-46). */
  readonly requires: readonly string[];
  readonly refundPolicy: RefundPolicy;
  /** Rules of the SKU's own edition, cited where one of them decides. */
  readonly rules: Sku['rules'];
  readonly fulfilment: ResolvedFulfilment;
}

/** What is allowed and would surprise. */
export interface OrderWarning {
  readonly path: string;
  readonly code: string;
  readonly message: Localized;
  readonly rule: RuleId;
}

export interface CheckedOrder {
  readonly productLine: string;
  readonly currency: Currency;
  readonly total: Money;
  readonly lines: readonly CheckedLine[];
  /** Region whose prices hold; null where prices are not regional. */
  readonly region: string | null;
  readonly agreementRequired: boolean;
  readonly termsVersion: string;
  readonly termsSha256: string;
  readonly catalogueVersion: string;
  readonly policies: PolicySet<OrderPolicies>;
  readonly warnings: readonly OrderWarning[];
}

/** A line of a quote. Priced exactly when nothing is wrong with the line itself. */
export interface QuotedLine {
  readonly sku: string;
  readonly quantity: number;
  readonly term: BoughtTerm | null;
  readonly unitPrice: UnitPrice | null;
  readonly amount: Money | null;
  /** Of a SKU whose price is spoken of by the month: the amount spread over the months of the term, rounded half up. */
  readonly perMonth: Money | null;
  readonly formula: Localized | null;
  readonly entitlement: ResolvedFulfilment | null;
  /** What the sources leave open and the product has decided for this SKU, as its default (AMB-35). */
  readonly assumptions: readonly RuleId[];
}

export interface Quote {
  /** Of the first line that names a known SKU; null where none does. */
  readonly productLine: string | null;
  readonly currency: Currency | null;
  /** Null while a line cannot be priced. */
  readonly total: Money | null;
  readonly lines: readonly QuotedLine[];
  readonly policies: PolicySet<OrderPolicies> | null;
  readonly agreementRequired: boolean;
  /** What is allowed and would surprise. */
  readonly warnings: readonly OrderWarning[];
}

export interface OrderCheck {
  /** Everything that is wrong, in the order of the body. */
  readonly violations: readonly Violation[];
  readonly quote: Quote;
  /** What to store; null exactly when there are violations. */
  readonly order: CheckedOrder | null;
}
