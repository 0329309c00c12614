/**
 * The loop of every workflow that looks after one record: read it, take the step that is due, wait for a message or for the
 * next stored instant. MongoDB holds the truth: a workflow that is lost is started again and continues from the record.
 */
import {
  allHandlersFinished,
  CancellationScope,
  condition,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { UpdateDefinition } from '@temporalio/common';
import { Blockage } from './blockage.ts';
import type { EntityDescription, EntityView, Step } from './entity-description.ts';
import { failureIn } from './failure.ts';
import { processDue, recordChanged } from './messages.ts';
import { Mutex } from './mutex.ts';
import { OperatorDisplay } from './operator-display.ts';
import { handingOver } from './refusal.ts';
import { RunSpan } from './run-span.ts';
import { WakeTimer, type Wake } from './wake-timer.ts';

/** Clocks differ a little: a timer that fires before its instant is set again for at least this long. */
const SHORTEST_WAIT_MS = 1_000;
const READ_STEP = 'read the record';

export class EntityWorkflow<View extends EntityView> {
  /** The record as it was last read. */
  view: View | null = null;
  private isRead = false;
  /** The view on which the main loop last found no step due. */
  private lastSettled: View | null = null;
  /** The record may have changed since it was last read. */
  private needsRefresh = false;
  /** The reason of the last signal since then. */
  private hint: string | null = null;
  /** The run is about to end: it refuses updates, so that their sender gives them to the next one. */
  private closing = false;
  private readonly mutex = new Mutex();
  // What has begun is finished even when the run is cancelled. A scope that can be cancelled would also retain a part of
  // each activity that ever ran in it.
  private readonly uninterruptible = new CancellationScope({ cancellable: false });
  private readonly blockage = new Blockage();
  private readonly display = new OperatorDisplay();
  private readonly span = new RunSpan();
  private readonly timer = new WakeTimer(() => {
    this.needsRefresh = true;
  });
  private turn: Promise<View | null> = Promise.resolve(null);
  /** One function for every wait, because a run also retains the functions of past waits. */
  private readonly hasWork = (): boolean => this.needsRefresh || this.view !== this.lastSettled;

  /** Construct it, and set all handlers, before the workflow first waits. */
  constructor(private readonly description: EntityDescription<View>) {
    setHandler(recordChanged, (reason) => {
      this.needsRefresh = true;
      this.hint = reason;
    });
    this.setUpdate(processDue, async () => {
      await this.runDueStepsInTurn();
      return this.record;
    });
  }

  /** The record as it was last read. What is rendered from it would only repeat it in results. */
  get record(): Omit<View, 'operatorView'> | null {
    if (this.view === null) return null;
    const { operatorView: _rendered, ...record } = this.view;
    return record;
  }

  get isClosing(): boolean {
    return this.closing;
  }

  /** The run's id until the record was first read, because the first read stores it on the record; null afterwards. */
  get runToAdopt(): string | null {
    return this.isRead ? null : workflowInfo().runId;
  }

  /** Handles an update after the record is read again. While the run ends, its sender is asked to send it to the next run. */
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

  /** Counts a message that changes the record, and has the record read again first. */
  noteMessage(): void {
    this.span.countUpdate();
    this.needsRefresh = true;
  }

  /** Runs until the record is over, and returns it as it is then; null if there is no such record. */
  async untilOver(): Promise<Omit<View, 'operatorView'> | null> {
    // Messages that came with the start of the run were handled before this, and may have read the record already.
    this.turn = this.runDueStepsInTurn();
    for (;;) {
      await this.turn.catch((error: unknown) =>
        this.blockage.failed(READ_STEP, error).then(() => this.render()),
      );
      this.lastSettled = this.view;
      const isOver =
        this.blockage.waitMs === null && (this.view === null || this.description.isOver(this.view));
      if (isOver || this.span.isOver) {
        this.closing = true;
        await condition(allHandlersFinished);
        if (!isOver) await this.description.continueAsNew();
        // A message that arrived meanwhile is handled first.
        if (!this.hasWork()) return this.record;
        this.closing = false;
      } else {
        this.timer.set(this.nextWake());
        await condition(this.hasWork);
      }
      this.turn = this.inTurn(() => this.runDueStepsUnlessTried());
    }
  }

  /** Handlers and the main loop change the same record: one at a time. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.mutex.run(() => this.uninterruptible.run(work));
  }

  /** Takes steps until none is due. A blocked step is left for later. Called in turn. */
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

  /** Does work that returns the record as it is afterwards, and adopts that view. Called in turn. */
  async apply<Result extends { readonly view: View }>(work: () => Promise<Result>): Promise<Result> {
    // The result is newer than anything a signal so far was about.
    this.needsRefresh = false;
    this.hint = null;
    try {
      const result = await work();
      this.publish(result.view);
      this.render();
      return result;
    } catch (error) {
      this.needsRefresh = true;
      throw error;
    }
  }

  /** Updates what the Temporal UI shows and finds the workflow by. */
  render(): void {
    const { view, blockage, description, display } = this;
    const notes = [...blockage.notes, ...(description.notes?.() ?? [])];
    display.showDetails(view?.operatorView.details ?? '', notes);
    if (view !== null) display.publishAttributes(description.searchAttributes(view));
  }

  private publish(next: View | null): void {
    this.view = next;
    this.isRead = true;
  }

  private runDueStepsInTurn(): Promise<View | null> {
    return this.inTurn(() => this.runDueSteps());
  }

  /** A step that a message has just found blocked is not tried again right away. */
  private async runDueStepsUnlessTried(): Promise<View | null> {
    return this.needsRefresh || this.blockage.waitMs === null ? this.runDueSteps() : this.view;
  }

  /** Reads the record if it may have changed. */
  private async refresh(): Promise<void> {
    if (this.isRead && !this.needsRefresh) return;
    this.needsRefresh = false;
    const step = this.likelyStep();
    if (step !== null) {
      try {
        this.publish(await step.take());
        return;
      } catch {
        // If the step is due, it is taken again after the read, and its failure is reported then.
      }
    }
    this.publish(await this.description.read(this.runToAdopt));
  }

  /** The step that the last signal makes likely on the record as it was last read; taking it returns the current record. */
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
    return this.blockage.hasChanged(name, before, this.view);
  }

  private stepDue(): Step<View> | null {
    return this.view === null ? null : this.description.step(this.view);
  }

  /** What the run wakes for by itself: a blocked step, the next instant of the record, or its own end. */
  private nextWake(): Wake {
    const { view, blockage, span, description } = this;
    if (blockage.waitMs !== null) {
      return { key: blockage.key, waitMs: blockage.waitMs, summary: 'tries the blocked step again' };
    }
    const at = view === null ? null : description.wakesAt(view);
    if (view !== null && at !== null && Date.parse(at) < span.endsAtMs) {
      const waitMs = Math.max(SHORTEST_WAIT_MS, Date.parse(at) - Date.now());
      return { key: at, waitMs, summary: `waits for ${view.operatorView.waitsFor}` };
    }
    return { key: 'end', waitMs: span.endsAtMs - Date.now(), summary: 'continues as a new run' };
  }
}

/** Runs a workflow that takes no messages besides those of every entity workflow. */
export function runEntityWorkflow<View extends EntityView>(
  description: EntityDescription<View>,
): Promise<Omit<View, 'operatorView'> | null> {
  return new EntityWorkflow(description).untilOver();
}
