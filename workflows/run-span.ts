/** How long one run of a workflow lasts before it hands over to the next: bounded in updates, in events and in days. */
import { workflowInfo } from '@temporalio/workflow';
import { DAY_MS } from '../src/domain/instant.ts';

/** A run refuses its 2,001st update; it hands over well before. */
const UPDATES_PER_RUN = 1_000;
/** No run is older than this, so that no code has to replay what older code did. */
const LONGEST_RUN_MS = 30 * DAY_MS;
/** Runs that began together end within this of each other. */
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
