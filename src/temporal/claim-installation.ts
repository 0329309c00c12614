/**
 * One database has its workflows in one task queue of one namespace, and that task queue works on no other database. Each of
 * the two servers remembers the other, so that a second installation is refused before it takes anything from the first.
 */
import type { Client } from '@temporalio/client';
import { readInstallation, settleHome, type Home, type Installation } from '../storage/installation.ts';
import type { Database } from '../storage/database.ts';
import { ensureReconciliationSchedule } from './reconciliation-schedule.ts';
import { InstallationError } from './installation-error.ts';

/** Makes or finds the schedule of this installation. Throws `InstallationError` where it belongs to another one. */
export async function claimInstallation(
  database: Database,
  client: Client,
  { taskQueue, intervalSeconds }: { readonly taskQueue: string; readonly intervalSeconds: number },
): Promise<void> {
  const home: Home = { namespace: client.options.namespace, taskQueue };
  const own = await readInstallation(database);
  if (own.home !== null) assertHome(own.database, own.home, home);
  const holder = await ensureReconciliationSchedule(client, {
    taskQueue,
    intervalSeconds,
    holder: { databaseId: own.id, database: own.database },
  });
  if (holder.databaseId !== own.id) throw takenQueue(home, own, holder);
  assertHome(own.database, await settleHome(database, home), home);
}

function assertHome(database: string, known: Home, wanted: Home): void {
  if (known.namespace === wanted.namespace && known.taskQueue === wanted.taskQueue) return;
  throw new InstallationError(
    `The workflows of database ${database} run in task queue ${known.taskQueue} of namespace ${known.namespace}, ` +
      `not in ${wanted.taskQueue} of ${wanted.namespace}. Set TEMPORAL_TASK_QUEUE and TEMPORAL_NAMESPACE to those, or ` +
      'MONGODB_DATABASE to another database. The runbook says how an installation is moved.',
  );
}

function takenQueue(
  { namespace, taskQueue }: Home,
  own: Installation,
  holder: { readonly databaseId: string; readonly database: string },
): InstallationError {
  return new InstallationError(
    `Task queue ${taskQueue} of namespace ${namespace} works on database ${holder.database} (${holder.databaseId}), ` +
      `not on ${own.database} (${own.id}). Set TEMPORAL_TASK_QUEUE or TEMPORAL_NAMESPACE to one of its own, or ` +
      'MONGODB_DATABASE and MONGODB_URI to that database. The runbook says how an installation is moved.',
  );
}
