/** The record as its run knows it: as it was last read, and whether it may have changed since. */
import { workflowInfo } from '@temporalio/workflow';
import type { EntityDescription, EntityView, Step } from './entity-description.ts';

export class CurrentRecord<View extends EntityView> {
  private lastRead: View | null = null;
  private isRead = false;
  private isStale = false;
  /** The reason of the last signal since the record was read. */
  private hint: string | null = null;

  constructor(private readonly description: Pick<EntityDescription<View>, 'read' | 'likelyStep'>) {}

  /** The record as it was last read; null if there is none, or none was read yet. */
  get view(): View | null {
    return this.lastRead;
  }

  /** The record may have changed since it was last read. */
  get needsRefresh(): boolean {
    return this.isStale;
  }

  /** The run's id until the record was first read, because the first read stores it on the record; null afterwards. */
  get runToAdopt(): string | null {
    return this.isRead ? null : workflowInfo().runId;
  }

  /** To be called when the record may have changed. */
  markStale(): void {
    this.isStale = true;
  }

  /** A signal says that the record changed, and why. */
  markChanged(reason: string): void {
    this.isStale = true;
    this.hint = reason;
  }

  /** To be called before work whose result is newer than anything a signal so far was about. */
  expectResult(): void {
    this.isStale = false;
    this.hint = null;
  }

  /** Takes a view that an activity has returned. */
  adopt(next: View | null): void {
    this.lastRead = next;
    this.isRead = true;
  }

  /** Reads the record if it may have changed. */
  async refresh(): Promise<void> {
    if (this.isRead && !this.isStale) return;
    this.isStale = false;
    const step = this.likelyStep();
    if (step !== null) {
      try {
        this.adopt(await step.take());
        return;
      } catch {
        // If the step is due, it is taken again after the read, and its failure is reported then.
      }
    }
    this.adopt(await this.description.read(this.runToAdopt));
  }

  /** The step that the last signal makes likely on the record as it was last read; taking it returns the current record. */
  private likelyStep(): Step<View> | null {
    const { hint, lastRead, description } = this;
    this.hint = null;
    return lastRead === null || hint === null ? null : (description.likelyStep?.(lastRead, hint) ?? null);
  }
}
