/** Rounds of the canary. They go with their accounts when their retention is over. */
import type { CanaryOutcome, CanaryStep } from '../../domain/canary.ts';
import type { AccountId, OrderId, OrganizationId } from '../../domain/ids.ts';
import { defineCollection, type DocumentOf } from '../define-collection.ts';
import { data, id, instant, orNull, text } from '../fields.ts';

export type CanaryRoundDocument = DocumentOf<typeof canaryRounds>;

/** What a round buys, as the catalogue had it when the round began. */
export interface CanaryProduct {
  readonly sku: string;
  readonly productLine: string;
  readonly termsVersion: string;
  readonly agreementRequired: boolean;
  /** A country in which it has a price. ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Units of each of the two orders. */
  readonly quantity: number;
  /** Length of storage that has to be chosen; null where there is none to choose. */
  readonly term: { readonly count: number; readonly unit: 'year' | 'month' } | null;
  readonly resource: string;
  /** The capability that arrears suspend. */
  readonly capability: string;
  /** Hours from the first unit of arrears to the suspension. */
  readonly graceHours: number;
}

export const canaryRounds = defineCollection({
  name: 'canaryRounds',
  fields: {
    /** Derived from the run of its workflow. */
    _id: id(),
    /** Server time. */
    startedAt: instant(),
    /** Server time; null while it runs. */
    finishedAt: orNull(instant()),
    /** Null while it runs, and for ever if its workflow was terminated. */
    outcome: orNull(text<CanaryOutcome>()),
    failedStep: orNull(text<CanaryStep>()),
    error: orNull(text()),
    product: orNull(data<CanaryProduct>()),
    /** The account that it made; null before. */
    accountId: orNull(id<AccountId>()),
    organizationId: orNull(id<OrganizationId>()),
    orderId: orNull(id<OrderId>()),
    topUpOrderId: orNull(id<OrderId>()),
  },
  indexes: [{ keys: { startedAt: 1 } }, { keys: { outcome: 1, startedAt: -1 } }],
});
