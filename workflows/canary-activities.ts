/** The activities of the canary. `activities/canary.ts` implements them. */
import { proxyActivities } from '@temporalio/workflow';
import type { CanaryResult, CanaryStep } from '../src/domain/canary.ts';

/** A round is known by the run of its workflow. */
export interface CanaryActivities {
  /** Does a step of the round. Returns `no_product` if the catalogue sells nothing that a round can use. */
  runCanaryStep(input: { runId: string; step: CanaryStep }): Promise<'done' | 'no_product'>;
  /** Stores how the round ended, and reports it. */
  closeCanaryRound(input: { runId: string; result: CanaryResult }): Promise<void>;
}

const SUMMARIES: Readonly<Record<CanaryStep, string>> = {
  account: 'makes a sandbox account',
  order: 'places an order',
  confirm: 'confirms it',
  pay: 'records its payment',
  credit: 'waits until it is credited',
  overdraw: 'consumes more than there is',
  suspend: 'moves the clock until the suspension',
  top_up: 'buys again',
  resume: 'waits until arrears are paid and everything is open',
};

/** Time limit of a step, with its retries after failures of servers. */
const STEP_LIMIT = '3 minutes';
const ATTEMPT_LIMIT = '2 minutes';
/** An outage of MongoDB is a failed round, which is recorded once it is over. */
const CLOSE_LIMIT = '10 minutes';

export function stepOf(step: CanaryStep): CanaryActivities['runCanaryStep'] {
  return proxyActivities<CanaryActivities>({
    scheduleToCloseTimeout: STEP_LIMIT,
    startToCloseTimeout: ATTEMPT_LIMIT,
    summary: SUMMARIES[step],
  }).runCanaryStep;
}

export const { closeCanaryRound } = proxyActivities<CanaryActivities>({
  scheduleToCloseTimeout: CLOSE_LIMIT,
  startToCloseTimeout: ATTEMPT_LIMIT,
  summary: 'records how the round ended',
});
