/** The task about an inconsistency that reconciliation cannot repair. */
import type { AccountId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { JsonObject } from '../../domain/json.ts';
import { parseWorkflowId, type WorkflowId } from '../../domain/workflow-ids.ts';
import { taskIdOf } from '../../storage/side-effects.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';

export interface Difference {
  /** Identifies the fact, which opens one task however often it is reported. */
  readonly cause: string;
  /** What it is about, and which one; both are facts of the task. */
  readonly about: 'workflow' | 'deadline' | 'message';
  readonly subject: string;
  /** Null where it concerns no known account. */
  readonly accountId: AccountId | null;
  readonly workflowId: WorkflowId | null;
  readonly since: Instant;
  readonly facts: JsonObject;
}

/** Opens the task and audits it. Returns the task's id. */
export async function openDifference(
  unit: UnitOfWork,
  { cause, about, subject, accountId, workflowId, since, facts }: Difference,
): Promise<string> {
  const { ledgers } = unit.database.models;
  const ledger = accountId === null ? null : await ledgers.findById(accountId).session(unit.session).lean();
  const at = ledger?.frozenAt ?? unit.recordedAt;
  const order = workflowId?.startsWith('order:') === true ? { orderId: parseWorkflowId(workflowId).id } : {};
  const taskId = taskIdOf('reconcile.difference', cause);
  unit.openTask({
    kind: 'reconcile.difference',
    cause,
    accountId,
    sandbox: ledger !== null && ledger.frozenAt !== null,
    ...order,
    at,
    dueAt: at,
    facts: { about, subject, since, ...facts },
  });
  unit.audit({
    type: 'reconcile.failed',
    at,
    accountId,
    ...order,
    facts: { taskId, about, subject, ...facts },
  });
  return taskId;
}
