/** A workflow that cannot proceed reports it: an operator gets one open task about it, however long it lasts. */
import type { Instant } from '../../domain/instant.ts';
import { parseWorkflowId, type WorkflowId } from '../../domain/workflow-ids.ts';
import { SYSTEM } from '../../storage/actor.ts';
import { runTransaction, type TransactionDependencies } from '../../storage/transaction.ts';
import { openDifference } from './open-difference.ts';

export interface BlockedReport {
  /** Id of the workflow. */
  readonly workflowId: WorkflowId;
  /** The step that fails, and why. */
  readonly step: string;
  readonly reason: string;
  readonly since: Instant;
}

export async function reportBlocked(
  dependencies: TransactionDependencies,
  { workflowId, step, reason, since }: BlockedReport,
): Promise<void> {
  const { models } = dependencies.database;
  const accountId = await accountOf(dependencies, workflowId);
  const open = { kind: 'reconcile.difference' as const, state: 'open' as const, accountId };
  const isReported = (await models.tasks.exists({ ...open, 'facts.subject': workflowId })) !== null;
  if (isReported) return;
  await runTransaction(dependencies, SYSTEM, (unit) =>
    openDifference(unit, {
      cause: `blocked:${workflowId}:${since}`,
      about: 'workflow',
      subject: workflowId,
      accountId,
      workflowId,
      since,
      facts: { why: 'blocked', step, reason },
    }),
  );
}

/** Null where the record does not exist. */
async function accountOf(
  { database }: TransactionDependencies,
  workflowId: WorkflowId,
): Promise<string | null> {
  const { kind, id } = parseWorkflowId(workflowId);
  const { orders, episodes, deliveries, lots } = database.models;
  const only = { accountId: 1 } as const;
  switch (kind) {
    case 'order':
      return (await orders.findById(id, only).lean())?.accountId ?? null;
    case 'arrears':
      return (await episodes.findById(id, only).lean())?.accountId ?? null;
    case 'notice':
      return (await deliveries.findById(id, only).lean())?.accountId ?? null;
    case 'lot':
      return (await lots.findById(id, only).lean())?.accountId ?? null;
  }
}
