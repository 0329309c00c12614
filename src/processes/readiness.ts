/**
 * Whether MongoDB and Temporal respond and a worker polls the task queue. Results are cached briefly because probes are
 * frequent.
 */
import type { Client } from '@temporalio/client';
import type { Readiness, ReadinessChecks, UsageReadiness } from '../http/handlers/system.ts';
import type { ClockGuard } from '../storage/clock-guard.ts';
import { remembered, within } from '../infra/time-limit.ts';
import type { Database } from '../storage/database.ts';
import { pollersOf } from '../temporal/pollers.ts';

export interface ReadinessDependencies {
  readonly database: Database;
  readonly client: Client;
  readonly taskQueue: string;
  /** The worker that must poll, by its identity; any one if absent. */
  readonly identity?: string;
  /** Absent if a test supplies the clock. */
  readonly guard?: ClockGuard | undefined;
  readonly isStopping: () => boolean;
}

/** Time limit of each check; all checks run concurrently. */
const TIMEOUT_MS = 1_000;
const REMEMBER_MS = 250;

export function readinessOf(dependencies: ReadinessDependencies): ReadinessChecks {
  const { database, guard, isStopping } = dependencies;
  const mongodb = remembered(REMEMBER_MS, () => within(TIMEOUT_MS, pinged(database), false));
  const polled = remembered(REMEMBER_MS, () => within(TIMEOUT_MS, isPolled(dependencies), 'away'));

  async function usage(): Promise<UsageReadiness> {
    return { serving: !isStopping(), mongodb: await mongodb(), clock: guard?.isRight() ?? true };
  }

  async function all(): Promise<Readiness> {
    const [checks, worker] = await Promise.all([usage(), polled()]);
    return { ...checks, temporal: worker !== 'away', worker: worker === true };
  }

  return { usage, all };
}

async function pinged(database: Database): Promise<boolean> {
  await database.connection.getClient().db().command({ ping: 1 });
  return true;
}

/**
 * Whether a worker polls for workflow tasks that Temporal gives it. A worker that asks about itself need not be given
 * any: its build may still wait for its rollout.
 */
async function isPolled({ client, taskQueue, identity }: ReadinessDependencies): Promise<boolean> {
  const pollers = await client.withDeadline(Date.now() + TIMEOUT_MS, () => pollersOf(client, taskQueue));
  return pollers.some((poller) =>
    identity === undefined ? poller.takesTasks : poller.identity === identity,
  );
}
