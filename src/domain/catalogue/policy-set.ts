/** Policies in force: layers over the defaults, pinned with the versions of the layers that made them. */
import { POLICY_DEFAULTS, type ORDER_POLICIES, type POOL_POLICIES, type PolicyValues } from './policies.ts';

export type OrderPolicies = Pick<PolicyValues, (typeof ORDER_POLICIES)[number]>;
export type PoolPolicies = Pick<PolicyValues, (typeof POOL_POLICIES)[number]>;

/** Values that one source (a product line, a resource, an agreement) lays over the defaults. */
export interface PolicyLayer {
  readonly version: string;
  readonly values: Readonly<Partial<PolicyValues>>;
}

/** Values in force, as plain data. */
export interface PolicySet<Values> {
  /** Versions of the layers, joined by `+`. */
  readonly version: string;
  readonly values: Values;
}

/** What an order is sold under. Later layers win: the product line's, then the agreement's. */
export function orderPoliciesOf(...layers: readonly PolicyLayer[]): PolicySet<OrderPolicies> {
  const { paymentWindowDays, creditWarningHours, creditBreachHours, ...rest } = overlaid(layers);
  const { extendOnLateCredit, reminderDays, licenceScope, validitySuspends, acceptanceProof, graceHours } =
    rest;
  return {
    version: versionOf(layers),
    values: {
      paymentWindowDays,
      creditWarningHours,
      creditBreachHours,
      extendOnLateCredit,
      reminderDays,
      licenceScope,
      validitySuspends,
      acceptanceProof,
      graceHours,
    },
  };
}

/** The policies of a pool. Later layers win: the resource's, then the agreement's. */
export function poolPoliciesOf(...layers: readonly PolicyLayer[]): PolicySet<PoolPolicies> {
  const { graceHours, resumeRequires, overdraftCap, usageNeedsBasic, lowBalanceUnits } = overlaid(layers);
  return {
    version: versionOf(layers),
    values: { graceHours, resumeRequires, overdraftCap, usageNeedsBasic, lowBalanceUnits },
  };
}

function overlaid(layers: readonly PolicyLayer[]): PolicyValues {
  return layers.reduce((values, layer) => ({ ...values, ...layer.values }), POLICY_DEFAULTS);
}

function versionOf(layers: readonly PolicyLayer[]): string {
  return layers.map((layer) => layer.version).join('+');
}
