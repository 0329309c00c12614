/**
 * How the rest of the system reaches the workflow that looks after a record: start it, tell it that the record changed,
 * let it do what is due. One whose workflow is gone is started again from the record.
 */
import {
  WithStartWorkflowOperation,
  WorkflowNotFoundError,
  type Client,
  type Workflow,
  type WorkflowStartOptions,
} from '@temporalio/client';
import type { UpdateDefinition } from '@temporalio/common';
import { catchUp, recordChanged } from '../../workflows/messages.ts';
import { parseOwner, type Owner, type OwnerKind } from '../domain/workflow-ids.ts';
import type { Database } from '../storage/database.ts';
import { keptEpisode } from './start-options/episode.ts';
import { keptLot } from './start-options/lot.ts';
import { keptNotice } from './start-options/notice.ts';
import { keptOrder } from './start-options/order.ts';
import type { KeptRecord, ReadKept } from './start-options/record.ts';
import { isAlive } from './liveness.ts';
import { PRIORITY_KEYS } from './priorities.ts';
import { pastHandover } from './past-handover.ts';
import { detailsOf, fairnessKeyOf, summaryOf } from './text-limits.ts';
import { meaningOf, RunEndedError } from './update-outcome.ts';

const READERS: Readonly<Record<OwnerKind, ReadKept>> = {
  order: keptOrder,
  arrears: keptEpisode,
  notice: keptNotice,
  lot: keptLot,
};

export interface KeepersOptions {
  readonly client: Client;
  readonly database: Database;
  readonly taskQueue: string;
  /** How long the relay and a moved clock wait until a keeper has done what was due. */
  readonly catchUpMs?: number;
}

export interface GivenUpdate<Input> {
  readonly input: Input;
  readonly updateId: string;
  readonly withinMs: number;
  readonly known?: KeptRecord | null;
}

const CATCH_UP_MS = 60_000;

export class Keepers {
  constructor(private readonly options: KeepersOptions) {}

  /** Starts the workflow of a record that no run has looked after yet. */
  async startNew(owner: Owner): Promise<void> {
    const record = await this.read(owner);
    if (record !== null && !record.isOver && !record.isKept) await this.startFor(owner, record);
  }

  /** Starts the workflow, or finds the one that runs. A record that is over needs none. */
  async start(owner: Owner): Promise<void> {
    const record = await this.read(owner);
    if (record !== null && !record.isOver) await this.startFor(owner, record);
  }

  /** Starts the workflow where none runs, though its record is not over. True when it was lost. */
  async startIfLost(owner: Owner): Promise<boolean> {
    if (await this.isRunning(owner)) return false;
    const record = await this.read(owner);
    if (record === null || record.isOver) return false;
    await this.startFor(owner, record);
    return true;
  }

  /** Ends the workflow of a record that is not there. True when one was running. */
  async endOrphan(owner: Owner, reason: string): Promise<boolean> {
    if (!(await this.isRunning(owner)) || (await this.read(owner)) !== null) return false;
    try {
      await this.handle(owner).terminate(reason);
      return true;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  }

  /** Workflows of others may share the namespace; ours are those of this task queue. */
  get taskQueue(): string {
    return this.options.taskQueue;
  }

  /** Tells that the record changed. Of a sandbox, waits until what follows is done. */
  async poke(owner: Owner, because: string): Promise<void> {
    const record = await this.read(owner);
    if (record === null) return;
    if (record.sandbox) await this.catchUp(owner);
    else await this.signal(owner, because);
  }

  /** Tells that the record changed, and waits for nothing. */
  async signal(owner: Owner, because: string): Promise<void> {
    try {
      await this.handle(owner).signal(recordChanged, because);
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
      // The new run begins by looking at the record. It may have ended because the record did: read again.
      await this.start(owner);
    }
  }

  /** Lets the keeper do all that is due by now and waits until it is done. */
  async catchUp(owner: Owner): Promise<void> {
    const work = () =>
      this.within(this.options.catchUpMs ?? CATCH_UP_MS, () => this.handle(owner).executeUpdate(catchUp));
    try {
      await work();
    } catch (error) {
      if (!(error instanceof RunEndedError)) throw error;
      const record = await this.read(owner);
      if (record === null || record.isOver) return;
      await this.startFor(owner, record);
      await work();
    }
  }

  /**
   * Gives an update to the keeper, which is started with it where none runs. False where the record needs none. Throws
   * what `meaningOf` makes of a failure. `known`: the record where it was just read.
   */
  async update<Input>(
    owner: Owner,
    definition: UpdateDefinition<unknown, [Input]>,
    { input, updateId, withinMs, known = null }: GivenUpdate<Input>,
  ): Promise<boolean> {
    const record = known ?? (await this.read(owner));
    if (record === null || record.isOver) return false;
    const { workflow } = this.options.client;
    const options = this.startOptions(owner, record);
    await this.within(withinMs, () =>
      workflow.executeUpdateWithStart(definition, {
        startWorkflowOperation: new WithStartWorkflowOperation<Workflow>(record.workflowType, options),
        args: [input],
        updateId,
      }),
    );
    return true;
  }

  /** Does `work` with a deadline; throws what `meaningOf` makes of a failure. */
  private async within(deadlineMs: number, work: () => Promise<unknown>): Promise<void> {
    try {
      const untilMs = Date.now() + deadlineMs;
      await this.options.client.withDeadline(untilMs, () => pastHandover(untilMs, work));
    } catch (error) {
      throw meaningOf(error);
    }
  }

  private handle(owner: Owner) {
    return this.options.client.workflow.getHandle(owner);
  }

  private async isRunning(owner: Owner): Promise<boolean> {
    try {
      const { status, taskQueue } = await this.handle(owner).describe();
      return isAlive(status.name) && taskQueue === this.taskQueue;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  }

  /** The record as its keeper sees it; null when it is not there. */
  read(owner: Owner): Promise<KeptRecord | null> {
    const { kind, id } = parseOwner(owner);
    return READERS[kind](this.options.database, id);
  }

  private async startFor(owner: Owner, record: KeptRecord): Promise<void> {
    await this.options.client.workflow.start(record.workflowType, this.startOptions(owner, record));
  }

  private startOptions(owner: Owner, record: KeptRecord) {
    return {
      workflowId: owner,
      taskQueue: this.taskQueue,
      args: [record.input],
      // The record decides whether it still lives; a run that was lost is followed by another.
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      workflowIdConflictPolicy: 'USE_EXISTING',
      staticSummary: summaryOf(record.staticSummary),
      staticDetails: detailsOf(record.staticDetails),
      priority: {
        priorityKey: PRIORITY_KEYS[parseOwner(owner).kind],
        fairnessKey: fairnessKeyOf(record.fairnessKey),
      },
      typedSearchAttributes: record.searchAttributes,
    } as const satisfies WorkflowStartOptions;
  }
}
