/**
 * The loop of every workflow that looks after one record: read it, take the step that is due, wait for a message or for the
 * next stored instant. It holds no truth: it can be lost and started again at any point, and goes on from the record.
 */
import {
  allHandlersFinished,
  CancellationScope,
  condition,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { SearchAttributeUpdatePair, UpdateDefinition } from '@temporalio/common';
import { setTimer } from './timer.ts';
import { Blockage } from './blockage.ts';
import { failureIn } from './failure.ts';
import { processDue, recordChanged } from './messages.ts';
import { Mutex } from './mutex.ts';
import { handingOver } from './refusal.ts';
import { RunSpan } from './run-span.ts';

/** Clocks differ a little: a timer that fires before its instant looks again after this. */
const SHORTEST_WAIT_MS = 1_000;
const READING = 'reading the record';

export interface Step<View> {
  readonly name: string;
  /** Answers the record after it. */
  readonly take: () => Promise<View | null>;
}

export interface EntityDescription<View> {
  /** Reads the record; the first time the run is noted on it. Null when it is not there (any more). */
  readonly read: (runId: string | null) => Promise<View | null>;
  /** The step that is due on the record as it was read; null when it can only wait. */
  readonly step: (view: View) => Step<View> | null;
  /** The step that a hint makes likely, which changes nothing where it is not due; null where the record is to be read. */
  readonly likelyStep?: (view: View, reason: string) => Step<View> | null;
  /** Nothing of it can change with time any more. */
  readonly isOver: (view: View) => boolean;
  /** When it next does something by itself; null in a sandbox, whose clock asks for it, or when nothing is due. */
  readonly wakesAt: (view: View) => string | null;
  /** One line: what it waits for. */
  readonly waitingFor: (view: View) => string;
  /** Markdown for the operator who looks. */
  readonly details: (view: View) => string;
  readonly searchAttributes: (view: View) => SearchAttributeUpdatePair[];
  /** Hands over to a new run of the same workflow. */
  readonly continueAsNew: () => Promise<never>;
}

export class EntityWorkflow<View extends object> {
  /** The record as it was last seen. */
  view: View | null = null;
  private isRead = false;
  /** The view on which the main loop last found nothing left to do. */
  private lastSettled: View | null = null;
  /** The search attributes as they are. */
  private publishedAttributes = '';
  /** The record may have moved on since it was last read. */
  private needsRefresh = false;
  /** Why the record is said to have moved on. */
  private hint: string | null = null;
  /** The run is about to end: what comes now is for the next one. */
  private closing = false;
  private readonly mutex = new Mutex();
  // What has begun is finished even when the run is cancelled. A scope that can be cancelled would moreover runEntityWorkflow
  // something of each activity that ever ran in it.
  private readonly uninterruptible = new CancellationScope({ cancellable: false });
  private readonly blockage = new Blockage();
  private readonly span = new RunSpan();
  private timer: { readonly key: string; readonly cancel: () => void } | null = null;
  private turn: Promise<View | null> = Promise.resolve(null);
  /** One function for every wait, for a run keeps those of past waits too. */
  private readonly hasWork = (): boolean => this.needsRefresh || this.view !== this.lastSettled;

  /** Has to be made, and all handlers set, before the workflow first waits. */
  constructor(private readonly description: EntityDescription<View>) {
    setHandler(recordChanged, (reason) => {
      this.needsRefresh = true;
      this.hint = reason;
    });
    this.setUpdate(processDue, () => this.runDueStepsInTurn());
  }

  get isClosing(): boolean {
    return this.closing;
  }

  /** Of a run that has not looked at the record yet, its id: whoever looks first notes it there. */
  get runToNote(): string | null {
    return this.isRead ? null : workflowInfo().runId;
  }

  /** Serves an update; it is given a view that is read again. While the run ends its sender is told to ask the next one. */
  setUpdate<Result, Input extends unknown[]>(
    definition: UpdateDefinition<Result, Input>,
    handler: (...input: Input) => Promise<Result>,
    validate: () => void = () => undefined,
  ): void {
    const handle = async (...input: Input): Promise<Result> => {
      this.noteMessage();
      try {
        return await handler(...input);
      } catch (error) {
        throw failureIn(error) ?? error;
      }
    };
    const validator = (): void => {
      if (this.closing) throw handingOver();
      validate();
    };
    setHandler<Result, Input, UpdateDefinition<Result, Input>>(definition, handle, { validator });
  }

  /** Counts a message that changes the record, which is read again before. */
  noteMessage(): void {
    this.span.countUpdate();
    this.needsRefresh = true;
  }

  /** Keeps the record until it is over, and answers how it was then; null when it is not there. */
  async untilOver(): Promise<View | null> {
    // What came in with the start of the run has had its turn by now, and may have looked at the record already.
    this.turn = this.runDueStepsInTurn();
    for (;;) {
      await this.turn.catch((error: unknown) =>
        this.blockage.failed(READING, error).then(() => this.render()),
      );
      this.lastSettled = this.view;
      const isOver =
        this.blockage.waitMs === null && (this.view === null || this.description.isOver(this.view));
      if (isOver || this.span.isOver) {
        this.closing = true;
        await condition(allHandlersFinished);
        if (!isOver) await this.description.continueAsNew();
        // A message that came in meanwhile is heard first.
        if (!this.hasWork()) return this.view;
        this.closing = false;
      } else {
        this.setTimer();
        await condition(this.hasWork);
      }
      this.turn = this.inTurn(() => this.runDueStepsUnlessTried());
    }
  }

  /** Handlers and the main loop change the same record: one at a time. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.mutex.run(() => this.uninterruptible.run(work));
  }

  /** Takes steps until the record can only wait. What is blocked is left for later. Called in turn. */
  async runDueSteps(): Promise<View | null> {
    do {
      await this.refresh();
      for (let step = this.stepDue(); step !== null; step = this.stepDue()) {
        if (!(await this.hasTakenStep(step))) {
          this.render();
          return this.view;
        }
      }
    } while (this.needsRefresh);
    this.blockage.clear();
    this.render();
    return this.view;
  }

  /** Does something that answers the record as it is after it, and sees it so. Called in turn. */
  async apply<Answer extends { readonly view: View }>(work: () => Promise<Answer>): Promise<Answer> {
    // What it answers is newer than what any hint so far was about.
    this.needsRefresh = false;
    this.hint = null;
    try {
      const answer = await work();
      this.publish(answer.view);
      this.render();
      return answer;
    } catch (error) {
      this.needsRefresh = true;
      throw error;
    }
  }

  /** Tells an operator anew what there is to tell, and whoever searches. */
  render(): void {
    const { view, blockage, description } = this;
    setCurrentDetails([...(view === null ? [] : [description.details(view)]), ...blockage.lines].join('\n'));
    if (view === null) return;
    const attributes = description.searchAttributes(view);
    const publishedAttributes = JSON.stringify(attributes);
    if (publishedAttributes !== this.publishedAttributes) upsertSearchAttributes(attributes);
    this.publishedAttributes = publishedAttributes;
  }

  /** Sees the record as it is. */
  private publish(next: View | null): void {
    this.view = next;
    this.isRead = true;
  }

  private runDueStepsInTurn(): Promise<View | null> {
    return this.inTurn(() => this.runDueSteps());
  }

  /** What a message found blocked is not tried again right after it. */
  private async runDueStepsUnlessTried(): Promise<View | null> {
    return this.needsRefresh || this.blockage.waitMs === null ? this.runDueSteps() : this.view;
  }

  /** Reads the record unless nothing hints that it moved. */
  private async refresh(): Promise<void> {
    if (this.isRead && !this.needsRefresh) return;
    this.needsRefresh = false;
    const step = this.likelyStep();
    if (step !== null) {
      try {
        this.publish(await step.take());
        return;
      } catch {
        // Taken again once it is seen to be due, it tells what is wrong.
      }
    }
    this.publish(await this.description.read(this.runToNote));
  }

  /** The step that the hint makes likely on the record as it was last seen; asking for it tells how the record is. */
  private likelyStep(): Step<View> | null {
    const { hint, view, description } = this;
    this.hint = null;
    return view === null || hint === null ? null : (description.likelyStep?.(view, hint) ?? null);
  }

  private async hasTakenStep({ name, take }: Step<View>): Promise<boolean> {
    const before = this.view;
    try {
      this.publish(await take());
    } catch (error) {
      await this.blockage.failed(name, error);
      return false;
    }
    return this.blockage.haveChanged(name, before, this.view);
  }

  private stepDue(): Step<View> | null {
    return this.view === null ? null : this.description.step(this.view);
  }

  /** What wakes a record that nobody calls; one that is set already for the same goes on. */
  private setTimer(): void {
    const { key, waitMs, summary } = this.nextTimer();
    if (this.timer?.key === key) return;
    this.timer?.cancel();
    const timer = setTimer(Math.max(1, waitMs), summary, () => {
      if (this.timer?.key === key) this.timer = null;
      this.needsRefresh = true;
    });
    this.timer = { key, cancel: () => timer.cancel() };
  }

  /** A step to try again, the next instant of the record, or the end of the run. */
  private nextTimer(): { key: string; waitMs: number; summary: string } {
    const { view, blockage, span, description } = this;
    if (blockage.waitMs !== null) {
      return { key: blockage.key, waitMs: blockage.waitMs, summary: 'tries again what was blocked' };
    }
    const at = view === null ? null : description.wakesAt(view);
    if (view !== null && at !== null && Date.parse(at) < span.endsAtMs) {
      const waitMs = Math.max(SHORTEST_WAIT_MS, Date.parse(at) - Date.now());
      return { key: at, waitMs, summary: `waits for ${description.waitingFor(view)}` };
    }
    return { key: 'end', waitMs: span.endsAtMs - Date.now(), summary: 'hands over to a new run' };
  }
}

/** Keeps a record that takes no messages but those of all. */
export function runEntityWorkflow<View extends object>(
  description: EntityDescription<View>,
): Promise<View | null> {
  return new EntityWorkflow(description).untilOver();
}
