/**
 * The named policies with their defaults (rules §7): every resolution of a gap that a catalogue or a contract may decide
 * otherwise.
 */
import type { AcceptanceProof } from './acceptance.ts';
import type { RuleId } from '../rules.ts';

export interface PolicyValues {
  /** Days of 24 hours from reaching `awaiting_payment` to `payment_expired`. */
  readonly paymentWindowDays: number;
  /** Hours from capture to the warning, when nothing was credited yet. */
  readonly creditWarningHours: number;
  /** Hours from capture to the breach. */
  readonly creditBreachHours: number;
  /** Adds the delay beyond the breach to the end of what was credited late. */
  readonly extendOnLateCredit: boolean;
  /** Calendar days before an end on which a reminder is sent, most first. */
  readonly reminderDays: readonly number[];
  /** Who owns a software licence. */
  readonly licenceScope: 'consortium' | 'organization';
  /** What closes when cover ends: the feature, or all features of the organization. */
  readonly validitySuspends: 'feature' | 'organization';
  /** What delivery staff need to record the acceptance of a service for its user. */
  readonly acceptanceProof: AcceptanceProof;
  /** Hours from the start of an episode to the suspension. */
  readonly graceHours: number;
  /** Units that must be available before a suspension lifts. */
  readonly resumeRequires: number;
  /** Most units of arrears; null = no cap. */
  readonly overdraftCap: number | null;
  /** Whether drawing needs active basic software. */
  readonly usageNeedsBasic: boolean;
  /** Units at or below which a pool is reported as low, most first; empty = never. */
  readonly lowBalanceUnits: readonly number[];
}
export type PolicyName = keyof PolicyValues;

/** In force where neither catalogue nor agreement says otherwise. */
export const POLICY_DEFAULTS: PolicyValues = {
  paymentWindowDays: 7,
  creditWarningHours: 20,
  creditBreachHours: 24,
  extendOnLateCredit: true,
  reminderDays: [30, 7, 1],
  licenceScope: 'organization',
  validitySuspends: 'feature',
  acceptanceProof: 'named',
  graceHours: 24,
  resumeRequires: 1,
  overdraftCap: null,
  usageNeedsBasic: false,
  lowBalanceUnits: [],
};

/** The types of value that policies take. */
export type PolicyValueType =
  | 'count'
  | 'countOrNull'
  | 'flag'
  | 'countsDescending'
  | 'licenceScope'
  | 'validityScope'
  | 'acceptanceProof';

/** A month of hours: within it no grace outlasts the shortest term that is sold with it by more than the term itself. */
const MOST_HOURS = 720;
const MOST_DAYS = 365;
/** As many units as one line may order: sums of an account stay safe integers. */
const MOST_UNITS = 1_000_000_000;

export interface Policy {
  readonly rule: RuleId;
  readonly expected: PolicyValueType;
  /** The largest number that a value may be or hold, where it is or holds numbers. */
  readonly most?: number;
  /** Whether an agreement may change it for its account. */
  readonly overridable: boolean;
}

export const POLICIES = {
  paymentWindowDays: { rule: '§8.1', expected: 'count', most: MOST_DAYS, overridable: false },
  creditWarningHours: { rule: 'AMB-09', expected: 'count', most: MOST_HOURS, overridable: false },
  creditBreachHours: { rule: 'AMB-09', expected: 'count', most: MOST_HOURS, overridable: false },
  extendOnLateCredit: { rule: 'AMB-09', expected: 'flag', overridable: true },
  reminderDays: { rule: '§8.6', expected: 'countsDescending', most: MOST_DAYS, overridable: true },
  licenceScope: { rule: 'AMB-02', expected: 'licenceScope', overridable: true },
  validitySuspends: { rule: '§8.12', expected: 'validityScope', overridable: true },
  acceptanceProof: { rule: 'AMB-41', expected: 'acceptanceProof', overridable: true },
  graceHours: { rule: 'AMB-14', expected: 'count', most: MOST_HOURS, overridable: true },
  resumeRequires: { rule: 'AMB-17', expected: 'count', most: MOST_UNITS, overridable: true },
  overdraftCap: { rule: 'AMB-16', expected: 'countOrNull', most: MOST_UNITS, overridable: true },
  usageNeedsBasic: { rule: 'AMB-46', expected: 'flag', overridable: true },
  lowBalanceUnits: { rule: 'AMB-12', expected: 'countsDescending', most: MOST_UNITS, overridable: false },
} as const satisfies Record<PolicyName, Policy>;

/** Policies that an order pins; its product line declares them. */
export const ORDER_POLICIES = [
  'paymentWindowDays',
  'creditWarningHours',
  'creditBreachHours',
  'extendOnLateCredit',
  'reminderDays',
  'licenceScope',
  'validitySuspends',
  'acceptanceProof',
  'graceHours',
] as const satisfies readonly PolicyName[];

/** Policies of a pool, declared by its resource. */
export const POOL_POLICIES = [
  'graceHours',
  'resumeRequires',
  'overdraftCap',
  'usageNeedsBasic',
  'lowBalanceUnits',
] as const satisfies readonly PolicyName[];

/** Policies that an agreement may override. */
export const OVERRIDABLE_POLICIES: readonly PolicyName[] = [
  ...new Set<PolicyName>([...ORDER_POLICIES, ...POOL_POLICIES]),
].filter((name) => POLICIES[name].overridable);
