/** The input of the checks: the requested order, and the context that the caller has read. Plain data. */
import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { TermUnit } from '../../catalogue/fulfilment.ts';
import type { PeriodChain } from '../../entitlements/period.ts';
import type { Instant } from '../../instant.ts';
import type { PolicyLayer } from '../../catalogue/policy-set.ts';
import type { AgreementId, ConsortiumId, OrderId, OrganizationId } from '../../ids.ts';
import type { NegotiatedPrice } from '../../pricing/unit-price.ts';

/** A line as it was sent: valid by its schema, with any numbers. */
export interface OrderLineInput {
  readonly sku: string;
  readonly quantity: number;
  readonly term?: { readonly count: number; readonly unit: TermUnit } | undefined;
  readonly organizationId?: OrganizationId | undefined;
  readonly consortiumId?: ConsortiumId | undefined;
  readonly mode?: string | undefined;
  readonly start?: 'queue' | 'now' | undefined;
}

export interface OrderInput {
  readonly channel: 'online' | 'offline';
  readonly termsAccepted: boolean;
  readonly termsVersion: string;
  readonly agreementId?: AgreementId | undefined;
  readonly lines: readonly OrderLineInput[];
}

/** A licence that is active or queued. Exactly one of the scopes is set. */
export interface ActiveLicence {
  readonly sku: string;
  readonly organizationId: OrganizationId | null;
  readonly consortiumId: ConsortiumId | null;
}

/** A paid period or perpetual licence of the account that was not refunded and did not end long ago. */
export interface HeldPeriod {
  readonly sku: string;
  /** The organization or consortium that it covers; null for the account. */
  readonly scopeId: string | null;
  readonly orderId: OrderId;
  readonly chainId: string;
  readonly from: Instant;
  /** Exclusive end; null for a perpetual licence, which has no chain either. */
  readonly until: Instant | null;
  readonly chain: PeriodChain | null;
  /** Hours for which it remains usable after its end. */
  readonly graceHours: number;
}

export interface AgreementOverrides {
  readonly productLines: readonly string[];
  readonly layer: PolicyLayer;
}

export interface OrderContext {
  readonly catalogue: Catalogue;
  readonly account: {
    /** ISO 3166-1 alpha-2. */
    readonly country: string;
    readonly timeZone: string;
    readonly organizationIds: readonly OrganizationId[];
    readonly consortiumIds: readonly ConsortiumId[];
    /** Active, or queued. */
    readonly activeLicences: readonly ActiveLicence[];
    readonly periods: readonly HeldPeriod[];
  };
  /** Account time. */
  readonly now: Instant;
  /** Id of the renewed order; null for a new purchase. */
  readonly renews: string | null;
  /** Prices of the active agreements that cover the account, in order of preference. */
  readonly negotiatedPrices: readonly NegotiatedPrice[];
  /** Policy overrides of active agreements for their product lines, in order of preference. */
  readonly policyOverrides: readonly AgreementOverrides[];
  /** True for an operator, who alone orders offline-only SKUs (AMB-44). */
  readonly placedByOperator: boolean;
}
