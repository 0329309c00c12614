/**
 * One round of the canary, started by a Temporal Schedule. Its steps run one after the other; the first that fails ends the
 * round. The run fails if the round does, so that Temporal's lists show it.
 */
import { ApplicationFailure, setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import { CANARY_STEPS, type CanaryResult } from '../src/domain/canary.ts';
import { closeCanaryRound, stepOf } from './canary-activities.ts';
import { errorText } from './error-text.ts';
import { failureIn } from './failure.ts';

export async function canary(): Promise<CanaryResult> {
  const { runId } = workflowInfo();
  const result = await liveThrough(runId);
  await closeCanaryRound({ runId, result });
  const { outcome, failedStep, error } = result;
  if (outcome === 'failed') throw ApplicationFailure.nonRetryable(`${failedStep}: ${error}`, 'CanaryFailed');
  return result;
}

async function liveThrough(runId: string): Promise<CanaryResult> {
  for (const step of CANARY_STEPS) {
    setCurrentDetails(`step: **${step}**`);
    try {
      if ((await stepOf(step)({ runId, step })) === 'no_product')
        return { outcome: 'no_product', failedStep: null, error: null };
    } catch (error) {
      const failure = failureIn(error);
      if (failure === undefined) throw error;
      return { outcome: 'failed', failedStep: step, error: errorText(failure).en };
    }
  }
  return { outcome: 'passed', failedStep: null, error: null };
}
