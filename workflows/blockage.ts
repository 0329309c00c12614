/**
 * Backs off from a step that changes nothing or fails for good: it is taken again after a wait that doubles, or when a
 * message arrives. Meanwhile the run keeps waiting, its details say why, and an operator gets a task if it lasts.
 */
import { log, proxyLocalActivities, workflowInfo } from '@temporalio/workflow';
import type { BlockedActivities } from './entity-activities.ts';
import { instantOf, type Instant } from '../src/domain/instant.ts';
import type { Localized } from '../src/domain/json.ts';
import type { WorkflowId } from '../src/domain/workflow-ids.ts';
import { failureIn, domainErrorIn } from './failure.ts';
import { errorText } from './error-text.ts';

const FIRST_WAIT_MS = 10_000;
const LONGEST_WAIT_MS = 600_000;
/** A refusal that passes by itself has passed by then; an unexpected error is reported at once. */
const TRIES_UNTIL_REPORTED = 3;
/** Steps in a row that change only the sequence number. A step taken in slices needs many; none needs more than this. */
const MOST_SLICES = 1_000;
const CHANGED_NOTHING: Localized = { en: 'it changed nothing', zh: '未产生变化' };

const { reportBlocked } = proxyLocalActivities<BlockedActivities>({
  startToCloseTimeout: '15 seconds',
  // The run does not wait for the report: it is tried again with the step.
  scheduleToCloseTimeout: '20 seconds',
});

export class Blockage {
  private tries = 0;
  private slices = 0;
  private since: Instant | null = null;
  private isReported = false;
  private step = '';
  private reason = '';
  private reasonText: Localized = { en: '', zh: '' };

  /** Milliseconds until the step is tried again; null while nothing is blocked. */
  get waitMs(): number | null {
    return this.tries === 0 ? null : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (this.tries - 1));
  }

  /** Identifies the wait. */
  get key(): string {
    return `blocked since ${this.since ?? ''}: ${this.tries}`;
  }

  /** What an operator reads about it, Markdown in both languages; empty while nothing is blocked. */
  get notes(): string[] {
    const { tries, since, reasonText, waitMs } = this;
    if (waitMs === null) return [];
    const step = this.step.replace(/[_.]/g, ' ');
    const times = tries === 1 ? 'once' : `${tries} times`;
    const seconds = waitMs / 1_000;
    const from = `${(since ?? '').slice(0, 19).replace('T', ' ')} UTC`;
    return [
      `**Blocked** since ${from}: ${step} was tried ${times}; ${reasonText.en}. It is tried again after ${seconds} seconds.`,
      `**受阻**：自 ${from} 起已尝试 ${tries} 次，${reasonText.zh}。${seconds} 秒后重试。`,
    ];
  }

  /** Everything that was due is done. */
  clear(): void {
    this.tries = 0;
    this.slices = 0;
    this.since = null;
    this.isReported = false;
    this.reason = '';
  }

  /** True if the step that led from `before` to `after` changed something, so that the next one may follow at once. */
  async hasChanged<View extends object>(
    step: string,
    before: View | null,
    after: View | null,
  ): Promise<boolean> {
    if (contentOf(before) !== contentOf(after)) this.clear();
    else if (sequenceOf(before) === sequenceOf(after)) this.slices = MOST_SLICES;
    else this.slices += 1;
    if (this.slices < MOST_SLICES) return true;
    await this.block(step, CHANGED_NOTHING.en, CHANGED_NOTHING, true);
    return false;
  }

  /** Records a step that failed for good. Rethrows any other error. */
  async failed(step: string, error: unknown): Promise<void> {
    const failure = failureIn(error);
    if (failure === undefined) throw error;
    if (this.reason !== failure.message) log.error('a step failed for good', { step, error });
    await this.block(step, failure.message, errorText(failure), domainErrorIn(error) !== undefined);
  }

  private async block(
    step: string,
    reason: string,
    reasonText: Localized,
    isRefusal: boolean,
  ): Promise<void> {
    this.tries += 1;
    this.slices = 0;
    this.step = step;
    this.reason = reason;
    this.reasonText = reasonText;
    const since = (this.since ??= instantOf(Date.now()));
    if (this.isReported || (isRefusal && this.tries < TRIES_UNTIL_REPORTED)) return;
    try {
      const workflowId = workflowInfo().workflowId as WorkflowId;
      await reportBlocked({ workflowId, step, reason, since });
      this.isReported = true;
    } catch (error) {
      if (failureIn(error) === undefined) throw error;
      log.error('could not report a blocked step', { step, error });
    }
  }
}

/** What a step may change: not the instant of reading, the sequence number, or what is rendered from the rest. */
function contentOf(view: object | null): string {
  return JSON.stringify(
    view === null
      ? null
      : { ...view, now: undefined, sequence: undefined, operatorView: undefined, cameAsChanges: undefined },
  );
}

function sequenceOf(view: object | null): unknown {
  return view !== null && 'sequence' in view ? view.sequence : undefined;
}
