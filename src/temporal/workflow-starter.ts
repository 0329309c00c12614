/**
 * How the rest of the system reaches the workflow that looks after a record: start it, tell it that the record changed,
 * let it do what is due. One whose workflow is gone is started again from the record.
 */
import {
  WithStartWorkflowOperation,
  WorkflowNotFoundError,
  type Client,
  type Workflow,
} from '@temporalio/client';
import type { UpdateDefinition } from '@temporalio/common';
import { processDue, recordChanged } from '../../workflows/messages.ts';
import type { WorkflowId } from '../domain/workflow-ids.ts';
import type { Database } from '../storage/database.ts';
import { noteTrace } from '../storage/trace-contexts.ts';
import { readRecord } from './start-options/read-record.ts';
import { startOptionsOf, type WorkflowStart } from './start-options/record.ts';
import { isAlive } from './liveness.ts';
import { pastHandover } from './past-handover.ts';
import { meaningOf, RunEndedError } from './update-outcome.ts';

export interface WorkflowStarterOptions {
  readonly client: Client;
  readonly database: Database;
  readonly taskQueue: string;
  /** How long the relay and the advance of a sandbox's clock wait until a workflow has done what was due. */
  readonly processDueMs?: number;
}

export interface GivenUpdate<Input> {
  readonly input: Input;
  readonly updateId: string;
  readonly withinMs: number;
  readonly known?: WorkflowStart | null;
}

const PROCESS_DUE_MS = 60_000;

export class WorkflowStarter {
  constructor(private readonly options: WorkflowStarterOptions) {}

  /** Workflows of others may share the namespace; ours are those of this task queue. */
  get taskQueue(): string {
    return this.options.taskQueue;
  }

  /** The record as its workflow sees it; null when it is not there. */
  read(workflowId: WorkflowId): Promise<WorkflowStart | null> {
    return readRecord(this.options.database, workflowId);
  }

  /** Starts the workflow of a record that no run has read yet. */
  async startNew(workflowId: WorkflowId): Promise<void> {
    const record = await this.read(workflowId);
    if (record !== null && !record.isOver && !record.isAdopted) await this.startFor(workflowId, record);
  }

  /** Starts the workflow, or finds the one that runs. A record that is over needs none. */
  async start(workflowId: WorkflowId): Promise<void> {
    const record = await this.read(workflowId);
    if (record !== null && !record.isOver) await this.startFor(workflowId, record);
  }

  /** Starts the workflow if none runs although its record is not over. True if it was lost. */
  async startIfLost(workflowId: WorkflowId): Promise<boolean> {
    if (await this.isRunning(workflowId)) return false;
    const record = await this.read(workflowId);
    if (record === null || record.isOver) return false;
    await this.startFor(workflowId, record);
    return true;
  }

  /** Terminates a workflow whose record does not exist. True if one was running. */
  async endOrphan(workflowId: WorkflowId, reason: string): Promise<boolean> {
    if (!(await this.isRunning(workflowId)) || (await this.read(workflowId)) !== null) return false;
    return this.end(workflowId, reason);
  }

  /** Terminates a workflow, whatever its record says. True if one was running. */
  async end(workflowId: WorkflowId, reason: string): Promise<boolean> {
    try {
      await this.handle(workflowId).terminate(reason);
      return true;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  }

  /** Signals that the record changed. For a sandbox, waits until all steps that follow are done. */
  async notifyChanged(workflowId: WorkflowId, reason: string): Promise<void> {
    const record = await this.read(workflowId);
    if (record === null) return;
    if (record.sandbox) await this.processDue(workflowId);
    else await this.signal(workflowId, reason);
  }

  /** Signals that the record changed, without waiting. */
  async signal(workflowId: WorkflowId, reason: string): Promise<void> {
    try {
      await noteTrace(this.options.database, workflowId);
      await this.handle(workflowId).signal(recordChanged, reason);
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
      // A new run starts by reading the record. The old one may have ended because the record did, so read it again.
      await this.start(workflowId);
    }
  }

  /** Has the workflow take every step that is due, and waits for it. */
  async processDue(workflowId: WorkflowId): Promise<void> {
    const work = () =>
      this.within(this.options.processDueMs ?? PROCESS_DUE_MS, () =>
        this.handle(workflowId).executeUpdate(processDue),
      );
    try {
      await noteTrace(this.options.database, workflowId);
      await work();
    } catch (error) {
      if (!(error instanceof RunEndedError)) throw error;
      const record = await this.read(workflowId);
      if (record === null || record.isOver) return;
      await this.startFor(workflowId, record);
      await work();
    }
  }

  /**
   * Gives an update to the workflow, which is started with it where none runs. False where the record needs none. Throws
   * what `meaningOf` makes of a failure. `known`: the record where it was just read.
   */
  async update<Input>(
    workflowId: WorkflowId,
    definition: UpdateDefinition<unknown, [Input]>,
    { input, updateId, withinMs, known = null }: GivenUpdate<Input>,
  ): Promise<boolean> {
    const record = known ?? (await this.read(workflowId));
    if (record === null || record.isOver) return false;
    const { workflow } = this.options.client;
    const options = startOptionsOf(workflowId, this.taskQueue, record);
    await noteTrace(this.options.database, workflowId);
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

  private handle(workflowId: WorkflowId) {
    return this.options.client.workflow.getHandle(workflowId);
  }

  private async isRunning(workflowId: WorkflowId): Promise<boolean> {
    try {
      const { status, taskQueue } = await this.handle(workflowId).describe();
      return isAlive(status.name) && taskQueue === this.taskQueue;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  }

  private async startFor(workflowId: WorkflowId, record: WorkflowStart): Promise<void> {
    const options = startOptionsOf(workflowId, this.taskQueue, record);
    await noteTrace(this.options.database, workflowId);
    await this.options.client.workflow.start(record.workflowType, options);
  }
}
