/**
 * The loop of every workflow that looks after one record: read it, take the step that is due, wait for a message or for the
 * next stored instant. MongoDB holds the truth: a workflow that is lost is started again and continues from the record.
 */
import { allHandlersFinished, CancellationScope, condition, setHandler } from '@temporalio/workflow';
import type { UpdateDefinition } from '@temporalio/common';
import { Blockage } from './blockage.ts';
import { CurrentRecord } from './current-record.ts';
import type { EntityDescription, EntityView, Step } from './entity-description.ts';
import { failureIn } from './failure.ts';
import { processDue, recordChanged } from './messages.ts';
import { Mutex } from './mutex.ts';
import { nextWakeOf, RUN_END } from './next-wake.ts';
import { OperatorDisplay } from './operator-display.ts';
import { handingOver } from './refusal.ts';
import { RunSpan } from './run-span.ts';
import { WakeTimer, type Wake } from './wake-timer.ts';

const READ_STEP = 'read the record';

export class EntityWorkflow<View extends EntityView> {
  private readonly current: CurrentRecord<View>;
  /** The view on which the main loop last found no step due. */
  private lastSettled: View | null = null;
  /** The run is about to end: it refuses updates, so that their sender gives them to the next one. */
  private closing = false;
  private readonly mutex = new Mutex();
  // What has begun is finished even when the run is cancelled. A scope that can be cancelled would also retain a part of
  // each activity that ever ran in it.
  private readonly uninterruptible = new CancellationScope({ cancellable: false });
  private readonly blockage = new Blockage();
  private readonly display = new OperatorDisplay();
  private readonly span = new RunSpan();
  private readonly timer = new WakeTimer(() => this.current.markStale());
  /** Of the end of the run: it is always ahead, so it runs on while another instant comes first. */
  private readonly endTimer = new WakeTimer(() => this.current.markStale());
  private turn: Promise<View | null> = Promise.resolve(null);
  /** One function for every wait, because a run also retains the functions of past waits. */
  private readonly hasWork = (): boolean => this.current.needsRefresh || this.view !== this.lastSettled;

  /** Construct it, and set all handlers, before the workflow first waits. */
  constructor(private readonly description: EntityDescription<View>) {
    this.current = new CurrentRecord(description);
    setHandler(recordChanged, (reason) => this.current.markChanged(reason));
    this.setUpdate(processDue, async () => {
      await this.runDueStepsInTurn();
    });
  }

  /** The record as it was last read; null if there is none, or none was read yet. */
  get view(): View | null {
    return this.current.view;
  }

  /** The record as it was last read. What is rendered from it would only repeat it in results. */
  get record(): Omit<View, keyof EntityView> | null {
    if (this.view === null) return null;
    const { operatorView: _rendered, cameAsChanges: _form, ...record } = this.view;
    return record;
  }

  get isClosing(): boolean {
    return this.closing;
  }

  /** The run's id until the record was first read, because the first read stores it on the record; null afterwards. */
  get runToAdopt(): string | null {
    return this.current.runToAdopt;
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
    this.current.markStale();
  }

  /** Runs until the record is over, and returns it as it is then; null if there is no such record. */
  async untilOver(): Promise<Omit<View, keyof EntityView> | null> {
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
        this.setTimer(nextWakeOf(this.view, this.description, this.blockage, this.span));
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
      await this.current.refresh();
      for (let step = this.stepDue(); step !== null; step = this.stepDue()) {
        if (!(await this.hasTakenStep(step))) {
          this.render();
          return this.view;
        }
      }
    } while (this.current.needsRefresh);
    this.blockage.clear();
    this.render();
    return this.view;
  }

  /** Does work that returns the record as it is afterwards, and adopts that view. Called in turn. */
  async apply<Result extends { readonly view: View }>(work: () => Promise<Result>): Promise<Result> {
    this.current.expectResult();
    try {
      const result = await work();
      this.current.adopt(result.view);
      this.render();
      return result;
    } catch (error) {
      this.current.markStale();
      throw error;
    }
  }

  /** Updates what the Temporal UI shows and finds the workflow by. */
  render(): void {
    const { view, blockage, description, display } = this;
    const notes = [...blockage.notes, ...(description.notes?.() ?? [])];
    display.showDetails(view?.operatorView.details ?? '', notes);
    if (view === null) return;
    const attributes = description.searchAttributes(view);
    if (view.cameAsChanges === true) display.publishChangedAttributes(attributes);
    else display.publishAllAttributes(attributes);
  }

  private setTimer(wake: Wake): void {
    const [timer, other] = wake.key === RUN_END ? [this.endTimer, this.timer] : [this.timer, this.endTimer];
    // Builds up to 0.2.0 had one timer at a time.
    if (other === this.timer || this.view?.cameAsChanges !== true) other.clear();
    timer.set(wake);
  }

  private runDueStepsInTurn(): Promise<View | null> {
    return this.inTurn(() => this.runDueSteps());
  }

  /** A step that a message has just found blocked is not tried again right away. */
  private async runDueStepsUnlessTried(): Promise<View | null> {
    return this.current.needsRefresh || this.blockage.waitMs === null ? this.runDueSteps() : this.view;
  }

  private async hasTakenStep({ name, take }: Step<View>): Promise<boolean> {
    const before = this.view;
    try {
      this.current.adopt(await take());
    } catch (error) {
      await this.blockage.failed(name, error);
      return false;
    }
    return this.blockage.hasChanged(name, before, this.view);
  }

  private stepDue(): Step<View> | null {
    return this.view === null ? null : this.description.step(this.view);
  }
}

/** Runs a workflow that takes no messages besides those of every entity workflow. */
export function runEntityWorkflow<View extends EntityView>(
  description: EntityDescription<View>,
): Promise<Omit<View, keyof EntityView> | null> {
  return new EntityWorkflow(description).untilOver();
}
