/** The workflows that should run, by the records, and those that do. */
import type { Client } from '@temporalio/client';
import { readOpen } from '../../src/application/reconciliation/open-records.ts';
import { WORKFLOW_KINDS } from '../../src/domain/workflow-ids.ts';
import type { Database } from '../../src/storage/database.ts';
import { eventually } from '../support/eventually.ts';

interface Compared {
  readonly database: Database;
  readonly client: Client;
  readonly taskQueue: string;
}

/** Ids of the workflows that run, except reconciliation. */
async function runningWorkflows({ client, taskQueue }: Omit<Compared, 'database'>): Promise<string[]> {
  const query = `TaskQueue = '${taskQueue}' AND ExecutionStatus = 'Running' AND WorkflowType != 'reconciliation'`;
  const ids: string[] = [];
  for await (const { workflowId } of client.workflow.list({ query })) ids.push(workflowId);
  return ids.sort();
}

/** Ids of the workflows of all open records. */
export async function openWorkflows(database: Database): Promise<string[]> {
  const workflowIds = new Set<string>();
  for (const kind of WORKFLOW_KINDS) {
    for await (const { workflowId } of readOpen(database, kind)) workflowIds.add(workflowId);
  }
  return [...workflowIds].sort();
}

/** Waits until the outbox is empty. */
export async function untilDelivered({ models }: Database): Promise<void> {
  await eventually(
    () => models.outbox.countDocuments(),
    (left) => left === 0,
  );
}

/** Asserts that exactly the workflows of open records run. */
export async function expectTogether(compared: Compared): Promise<void> {
  await untilDelivered(compared.database);
  const { should, run } = await eventually(
    async () => ({ should: await openWorkflows(compared.database), run: await runningWorkflows(compared) }),
    (seen) => JSON.stringify(seen.run) === JSON.stringify(seen.should),
  );
  expect(should.length).toBeGreaterThan(0);
  expect(run).toEqual(should);
}
