/**
 * The builds of the workers of one task queue, as Temporal knows them, and which of them get tasks. Open workflows follow:
 * those that a change concerns go on with another build at their next task.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { isGrpcServiceError, type Client } from '@temporalio/client';
import type { temporal } from '@temporalio/proto';
import {
  ABORTED,
  FAILED_PRECONDITION,
  NOT_FOUND,
  RESOURCE_EXHAUSTED,
  UNIMPLEMENTED,
} from '../grpc-status.ts';
import { pollersOf } from '../pollers.ts';
import { RolloutError } from './rollout-error.ts';

export type BuildStatus = 'inactive' | 'current' | 'ramping' | 'draining' | 'drained' | 'created';

export interface Build {
  readonly buildId: string;
  readonly status: BuildStatus;
  /** When it last became current, epoch ms; null if it never was. */
  readonly lastCurrentAt: number | null;
}

export interface Rollout {
  /** Null while workers without versioning get the tasks. */
  readonly current: string | null;
  readonly ramping: { readonly buildId: string; readonly percent: number } | null;
  /** Newest first. */
  readonly builds: readonly Build[];
}

interface Seen extends Rollout {
  /** By it the server refuses a change of what has changed since. */
  readonly conflictToken?: Uint8Array | null;
  /** The task queue does not follow the last change everywhere yet. */
  readonly isSpreading?: boolean;
}

type Timestamp = NonNullable<temporal.api.deployment.v1.IRoutingConfig['currentVersionChangedTime']>;

/** In the order of the numbers of `temporal.api.enums.v1.WorkerDeploymentVersionStatus`. */
const STATUSES = ['inactive', 'inactive', 'current', 'ramping', 'draining', 'drained', 'created'] as const;
/** Status codes of a refused change. */
const REFUSALS: ReadonlySet<number> = new Set([ABORTED, FAILED_PRECONDITION, NOT_FOUND, RESOURCE_EXHAUSTED]);
const SPREADING: temporal.api.enums.v1.RoutingConfigUpdateState = 1;
const SPREAD_WITHIN_MS = 10_000;
const SPREAD_POLL_MS = 200;
const NOTHING: Seen = { current: null, ramping: null, builds: [] };

/** The server joins this name and a build id by one of these characters, and refuses them in the name. */
export function deploymentNameOf(taskQueue: string): string {
  return taskQueue.replaceAll(/[.:]/g, '-');
}

export class WorkerDeployment {
  readonly name: string;

  constructor(
    private readonly client: Client,
    private readonly taskQueue: string,
  ) {
    this.name = deploymentNameOf(taskQueue);
  }

  /** Throws `RolloutError` if the server knows no worker deployments. */
  async read(): Promise<Rollout> {
    const { current, ramping, builds } = await this.seen();
    return { current, ramping, builds };
  }

  /**
   * Gives all tasks to a build, with null to workers without versioning. A ramp ends. `unpolled` also accepts a build
   * that no worker has, whose tasks wait for one. Throws `RolloutError`.
   */
  async makeCurrent(buildId: string | null, { unpolled = false } = {}): Promise<void> {
    const { ramping, conflictToken = null } = await this.seen();
    if (!unpolled) await this.assertPolled(buildId);
    await this.changed(() =>
      this.client.workflowService.setWorkerDeploymentCurrentVersion({
        ...this.target,
        buildId: buildId ?? '',
        conflictToken,
        allowNoPollers: unpolled,
        ignoreMissingTaskQueues: unpolled,
      }),
    );
    // The server ends the ramp only of the build that becomes current.
    if (ramping === null || ramping.buildId === buildId) return;
    const now = await this.seen();
    if (now.ramping !== null) await this.setRamp('', 0, now.conflictToken ?? null);
  }

  /** Makes a build current unless another one is. Returns the current build. */
  async makeFirst(buildId: string): Promise<string> {
    const { current } = await this.seen();
    if (current !== null) return current;
    await this.makeCurrent(buildId, { unpolled: true });
    return buildId;
  }

  /** Gives a build its part of the workflows, in per cent. Throws `RolloutError`. */
  async ramp(buildId: string, percent: number): Promise<void> {
    const { current, conflictToken = null } = await this.seen();
    if (current === buildId)
      throw new RolloutError(`Build ${buildId} is current: it has all workflows. Nothing was changed.`);
    await this.assertPolled(buildId);
    await this.setRamp(buildId, percent, conflictToken);
  }

  /**
   * Ends the ramp if there is one; otherwise makes the build current that was so before, and workers without versioning if
   * none was. Throws `RolloutError`.
   */
  async back(): Promise<void> {
    const { current, ramping, builds, conflictToken = null } = await this.seen();
    if (ramping !== null) return this.setRamp('', 0, conflictToken);
    if (current === null) throw new RolloutError('No build is current, so there is none to go back from.');
    const [previous] = builds
      .filter(({ buildId, lastCurrentAt }) => buildId !== current && lastCurrentAt !== null)
      .sort((one, other) => (other.lastCurrentAt ?? 0) - (one.lastCurrentAt ?? 0));
    await this.makeCurrent(previous?.buildId ?? null);
  }

  private async setRamp(
    buildId: string,
    percentage: number,
    conflictToken: Uint8Array | null,
  ): Promise<void> {
    await this.changed(() =>
      this.client.workflowService.setWorkerDeploymentRampingVersion({
        ...this.target,
        buildId,
        percentage,
        conflictToken,
      }),
    );
  }

  /** Also true while the server is too busy to say. */
  private async isSpreading(): Promise<boolean> {
    try {
      return (await this.seen()).isSpreading ?? false;
    } catch (error) {
      if (error instanceof RolloutError) return true;
      throw error;
    }
  }

  private get target() {
    const { namespace, identity } = this.client.options;
    return { namespace, identity, deploymentName: this.name };
  }

  private async seen(): Promise<Seen> {
    const { namespace, deploymentName } = this.target;
    try {
      const { workerDeploymentInfo, conflictToken } =
        await this.client.workflowService.describeWorkerDeployment({ namespace, deploymentName });
      const isSpreading = workerDeploymentInfo?.routingConfigUpdateState === SPREADING;
      return { ...rolloutIn(workerDeploymentInfo ?? {}), conflictToken, isSpreading };
    } catch (error) {
      if (codeOf(error) === NOT_FOUND) return NOTHING;
      if (codeOf(error) === RESOURCE_EXHAUSTED)
        throw new RolloutError('Temporal has too many requests about this rollout. Try again in a moment.');
      if (codeOf(error) === UNIMPLEMENTED) {
        throw new RolloutError(
          'This Temporal server knows no worker deployments. Use server 1.28 or newer, or set WORKER_VERSIONING to off.',
        );
      }
      throw error;
    }
  }

  private async assertPolled(buildId: string | null): Promise<void> {
    const polling = new Set((await pollersOf(this.client, this.taskQueue)).map((poller) => poller.buildId));
    if (polling.has(buildId)) return;
    const others =
      [...polling].map((other) => other ?? 'none (no versioning)').join(', ') || 'no worker at all';
    throw new RolloutError(
      `No worker of ${buildId === null ? 'a release without versioning' : `build ${buildId}`} polls task queue ` +
        `${this.taskQueue}, so workflows would stop. Start one first. Builds that poll: ${others}. Nothing was changed.`,
    );
  }

  /** Makes a change and waits until the task queue follows it, for a limited time. */
  private async changed(change: () => Promise<unknown>): Promise<void> {
    try {
      await change();
    } catch (error) {
      if (!isGrpcServiceError(error) || !REFUSALS.has(error.code)) throw error;
      throw new RolloutError(
        `Temporal refused the change: ${error.details}. "rollout status" shows what holds.`,
      );
    }
    const lateAt = Date.now() + SPREAD_WITHIN_MS;
    while (Date.now() < lateAt && (await this.isSpreading())) await delay(SPREAD_POLL_MS);
  }
}

function rolloutIn({
  routingConfig,
  versionSummaries,
}: temporal.api.deployment.v1.IWorkerDeploymentInfo): Rollout {
  const { currentDeploymentVersion, rampingDeploymentVersion, rampingVersionPercentage } =
    routingConfig ?? {};
  const ramping = rampingDeploymentVersion?.buildId;
  return {
    current: currentDeploymentVersion?.buildId || null,
    ramping: ramping ? { buildId: ramping, percent: rampingVersionPercentage ?? 0 } : null,
    builds: (versionSummaries ?? []).map(({ deploymentVersion, status, lastCurrentTime }) => ({
      buildId: deploymentVersion?.buildId ?? '',
      status: STATUSES[status ?? 0],
      lastCurrentAt: lastCurrentTime ? epochMs(lastCurrentTime) : null,
    })),
  };
}

function epochMs({ seconds, nanos }: Timestamp): number {
  return Number(seconds ?? 0) * 1_000 + (nanos ?? 0) / 1e6;
}

function codeOf(error: unknown): number | null {
  return isGrpcServiceError(error) ? error.code : null;
}
