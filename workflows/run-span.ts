/** When a run continues as a new one: bounded in updates, in events and in days. */
import { workflowInfo } from '@temporalio/workflow';
import { DAY_MS } from '../src/domain/instant.ts';

/** A run refuses its 2,001st update; it continues as a new one well before. */
const UPDATES_PER_RUN = 1_000;
/** No run is older than this, so that code older than that never has to be replayed. */
const LONGEST_RUN_MS = 30 * DAY_MS;
/** Runs that started together end spread over this time. */
const JITTER_MS = 3 * DAY_MS;

export class RunSpan {
  private updates = 0;
  /** Epoch ms. */
  readonly endsAtMs = workflowInfo().runStartTime.getTime() + LONGEST_RUN_MS - Math.random() * JITTER_MS;

  countUpdate(): void {
    this.updates += 1;
  }

  get isOver(): boolean {
    return (
      this.updates >= UPDATES_PER_RUN || workflowInfo().continueAsNewSuggested || Date.now() >= this.endsAtMs
    );
  }
}
