/** What the canary reports of its rounds, for metrics. Its methods return at once and never throw. */
import type { CanaryResult } from '../../domain/canary.ts';

export interface CanaryObserver {
  ended(round: Pick<CanaryResult, 'outcome' | 'failedStep'> & { readonly seconds: number }): void;
}
