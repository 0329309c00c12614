/** The canary: rounds in which an account of the product's own lives from its first order to a suspension and back. */

/** What a round does, in this order. */
export const CANARY_STEPS = [
  'account',
  'order',
  'confirm',
  'pay',
  'credit',
  'overdraw',
  'suspend',
  'top_up',
  'resume',
] as const;
export type CanaryStep = (typeof CANARY_STEPS)[number];

/** `no_product`: the catalogue sells nothing that a round can use. */
export const CANARY_OUTCOMES = ['passed', 'failed', 'no_product'] as const;
export type CanaryOutcome = (typeof CANARY_OUTCOMES)[number];

/** How a round ended. */
export interface CanaryResult {
  readonly outcome: CanaryOutcome;
  /** The step that failed; null if none did. */
  readonly failedStep: CanaryStep | null;
  /** Why it failed, in one line for operators; null if no step failed. */
  readonly error: string | null;
}
