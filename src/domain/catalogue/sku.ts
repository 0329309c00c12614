/** One thing that is sold, as catalogue data: limits, term, scope, policies, and what it turns into when paid. */
import type { Localized } from '../json.ts';
import type { RuleId } from '../rules.ts';
import type { Fulfilment, TermUnit } from './fulfilment.ts';

/**
 * What is sold. `lot`, `licence` and `term` mean what their fulfilment says and nothing else; the other kinds carry rules of
 * the product lines that they were made for.
 */
export const SKU_KINDS = [
  'lot',
  'licence',
  'term',
  'inspection-lot',
  'ai-lot',
  'ai-perpetual',
  'software-basic',
  'software-optional',
  'subscription',
  'resource-pack',
  'service',
  'maintenance',
] as const;
export type SkuKind = (typeof SKU_KINDS)[number];

/** What a SKU of each kind turns into when it is paid. */
export const FULFILMENT_OF_KIND: Readonly<Record<SkuKind, Fulfilment['kind']>> = {
  lot: 'lot',
  licence: 'licence',
  term: 'term',
  'inspection-lot': 'lot',
  'ai-lot': 'lot',
  'ai-perpetual': 'licence',
  'software-basic': 'licence',
  'software-optional': 'licence',
  subscription: 'term',
  'resource-pack': 'term',
  service: 'service',
  maintenance: 'maintenance',
};

export const REFUND_POLICIES = ['never', 'agreement_only', 'before_usage'] as const;
export type RefundPolicy = (typeof REFUND_POLICIES)[number];

export const SCOPES = ['account', 'organization', 'consortium'] as const;
export type Scope = (typeof SCOPES)[number];

/** Concerns for which a SKU may cite a rule of its own edition. Without one, the violation cites the general rule. */
export const RULE_CONCERNS = [
  'minimum',
  'step',
  'term',
  'storage',
  'price',
  'formula',
  'channel',
  'scope',
  'basic',
  'organization',
  'crediting',
  'lifetime',
  'suspension',
  'completion',
  'refund',
  'renewal',
] as const;
export type RuleConcern = (typeof RULE_CONCERNS)[number];

/** How a SKU is sold by duration. */
export interface SkuTerm {
  readonly unit: TermUnit;
  readonly minimum: number;
  readonly maximum: number;
  /** What the count buys: years of storage, or time during which the thing is usable. */
  readonly meaning: 'storage' | 'duration';
}

export interface Sku {
  readonly sku: string;
  readonly productLine: string;
  readonly kind: SkuKind;
  readonly name: Localized;
  /** Key of `Catalogue.units`; quantities count these, never packages. */
  readonly unit: string;
  readonly minimum: number;
  readonly maximum?: number;
  readonly step: number;
  readonly term: SkuTerm | null;
  /** Years of storage where the SKU fixes them. */
  readonly storageYears?: number;
  /** Stands behind the unit in a formula, as in `15-year package`. */
  readonly package?: Localized;
  readonly channel: 'any' | 'offline';
  readonly refundPolicy: RefundPolicy;
  readonly scope: Scope;
  /** SKUs that must be active in the same scope, or be in the same order (AMB-46). */
  readonly requires?: readonly string[];
  /** Resource with unlimited usage once the SKU is licensed (one-time AI). */
  readonly covers?: string;
  /** Capability that is open while the SKU is licensed, where it covers no resource. */
  readonly opens?: string;
  /** Feature codes that it activates. */
  readonly features?: readonly string[];
  /** Ways in which a service can be delivered. */
  readonly modes?: readonly string[];
  /** How the price is quoted; it does not affect what is paid and when (AMB-39). */
  readonly billing?: 'monthly';
  /** Description of one unit, in the words of the source. */
  readonly description?: Localized;
  readonly tier?: string;
  readonly family?: string;
  readonly fulfilment: Fulfilment;
  readonly rules: Readonly<Partial<Record<RuleConcern, RuleId>>>;
}
