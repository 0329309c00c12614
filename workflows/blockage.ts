/**
 * What keeps a workflow from its step: a step that changes nothing, or one that fails for good. It is not taken again at
 * once but after a wait that doubles, or when a message comes. The run goes on waiting meanwhile, its details say why, and
 * an operator has a task once it lasts.
 */
import { log, proxyLocalActivities, workflowInfo } from '@temporalio/workflow';
import type { BlockedActivities } from './entity-activities.ts';
import { instantOf, type Instant } from '../src/domain/instant.ts';
import type { WorkflowId } from '../src/domain/workflow-ids.ts';
import { failureIn, refusalIn } from './failure.ts';

const FIRST_WAIT_MS = 10_000;
const LONGEST_WAIT_MS = 600_000;
/** What passes by itself has passed by then; a fault is told at once. */
const TRIES_UNTIL_TOLD = 3;
/** Steps in a row that only count themselves. One that is taken in slices needs many; none needs more than this. */
const MOST_SLICES = 1_000;
const CHANGED_NOTHING = 'it changed nothing';

const { reportBlocked } = proxyLocalActivities<BlockedActivities>({
  startToCloseTimeout: '15 seconds',
  // Telling waits for nobody: it is tried again with the step.
  scheduleToCloseTimeout: '20 seconds',
});

export class Blockage {
  private tries = 0;
  private slices = 0;
  private since: Instant | null = null;
  private isTold = false;
  private step = '';
  private reason = '';

  /** How long to wait before the step is tried again; null where nothing is blocked. */
  get waitMs(): number | null {
    return this.tries === 0 ? null : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (this.tries - 1));
  }

  /** Differs for each wait. */
  get key(): string {
    return `blocked since ${this.since ?? ''}: ${this.tries}`;
  }

  /** What an operator reads of it, Markdown; none where nothing is blocked. */
  get lines(): string[] {
    const { tries, since, step, reason, waitMs } = this;
    if (waitMs === null) return [];
    const often = tries === 1 ? 'once' : `${tries} times`;
    const every = `${waitMs / 1_000} seconds`;
    return [
      '',
      `**Blocked** since ${since ?? ''}: ${step} was tried ${often}; ${reason}. It is tried again after ${every}.`,
    ];
  }

  /** All that was due is done. */
  clear(): void {
    this.tries = 0;
    this.slices = 0;
    this.since = null;
    this.isTold = false;
    this.reason = '';
  }

  /** True where the step that made `after` of `before` did something, so that the next one may be taken at once. */
  async haveChanged<View extends object>(
    step: string,
    before: View | null,
    after: View | null,
  ): Promise<boolean> {
    if (contentOf(before) !== contentOf(after)) this.clear();
    else if (sequenceOf(before) === sequenceOf(after)) this.slices = MOST_SLICES;
    else this.slices += 1;
    if (this.slices < MOST_SLICES) return true;
    await this.block(step, CHANGED_NOTHING, false);
    return false;
  }

  /** Takes note of a step that failed for good. Throws what is no such failure. */
  async failed(step: string, error: unknown): Promise<void> {
    const failure = failureIn(error);
    if (failure === undefined) throw error;
    if (this.reason !== failure.message) log.error('a step failed for good', { step, error });
    await this.block(step, failure.message, refusalIn(error) === undefined);
  }

  private async block(step: string, reason: string, isFault: boolean): Promise<void> {
    this.tries += 1;
    this.slices = 0;
    this.step = step;
    this.reason = reason;
    const since = (this.since ??= instantOf(Date.now()));
    if (this.isTold || (!isFault && this.tries < TRIES_UNTIL_TOLD)) return;
    try {
      const workflowId = workflowInfo().workflowId as WorkflowId;
      await reportBlocked({ workflowId, step, reason, since });
      this.isTold = true;
    } catch (error) {
      if (failureIn(error) === undefined) throw error;
      log.error('nobody could be told of a step that is blocked', { step, error });
    }
  }
}

/** What tells whether a step did something: neither the instant of reading nor the number of writings. */
function contentOf(view: object | null): string {
  return JSON.stringify(view === null ? null : { ...view, now: undefined, sequence: undefined });
}

function sequenceOf(view: object | null): unknown {
  return view !== null && 'sequence' in view ? view.sequence : undefined;
}
