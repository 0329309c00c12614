/**
 * An update that meets a run about to end, or one that has as many updates under way as it takes, is refused and leaves no
 * trace. It is given again.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { ApplicationFailure, WorkflowUpdateFailedError } from '@temporalio/client';
import { grpcFailureIn, RESOURCE_EXHAUSTED } from './grpc-status.ts';

const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 500;

/** Gives an update until a run takes it, or until then (epoch ms). */
export async function pastHandover<T>(untilMs: number, give: () => Promise<T>): Promise<T> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2)) {
    try {
      return await give();
    } catch (error) {
      const isTransient = isHandingOver(error) || grpcFailureIn(error)?.code === RESOURCE_EXHAUSTED;
      if (!isTransient || Date.now() + pauseMs >= untilMs) throw error;
      await delay(Math.random() * pauseMs);
    }
  }
}

function isHandingOver(error: unknown): boolean {
  if (!(error instanceof WorkflowUpdateFailedError)) return false;
  return error.cause instanceof ApplicationFailure && error.cause.type === 'HandingOver';
}
