/** What an order asks for and what is known when it is checked: plain data, read by the caller. */
import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { TermUnit } from '../../catalogue/fulfilment.ts';
import type { PeriodChain } from '../../entitlements/period.ts';
import type { Instant } from '../../instant.ts';
import type { PolicyLayer } from '../../catalogue/policy-set.ts';
import type { AgreementId, ConsortiumId, OrderId, OrganizationId } from '../../ids.ts';
import type { NegotiatedPrice } from '../../pricing/unit-price.ts';

/** A line as it was sent: its shape is right, its numbers may be anything. */
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

/** A paid period, or a perpetual licence, of the account: neither refunded nor over long ago. */
export interface HeldPeriod {
  readonly sku: string;
  /** The organization or consortium that it is for; null where it is for the account. */
  readonly scopeId: string | null;
  readonly orderId: OrderId;
  readonly chainId: string;
  readonly from: Instant;
  /** Exclusive; null for a perpetual licence, which has no chain either. */
  readonly until: Instant | null;
  readonly chain: PeriodChain | null;
  /** Hours for which it stays usable after its end. */
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
  /** Id of the order that this one renews; null for any other. */
  readonly renews: string | null;
  /** Prices of the active agreements that cover the account, the one to prefer first. */
  readonly negotiatedPrices: readonly NegotiatedPrice[];
  /** Policies that active agreements change for their product lines, the one to prefer first. */
  readonly policyOverrides: readonly AgreementOverrides[];
  /** What is sold offline only is ordered by an operator (AMB-44). */
  readonly placedByOperator: boolean;
}
