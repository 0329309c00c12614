/** The task about something that is not as it should be and does not mend itself. */
import type { AccountId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { JsonObject } from '../../domain/json.ts';
import { parseWorkflowId, type WorkflowId } from '../../domain/workflow-ids.ts';
import { taskIdOf, type UnitOfWork } from '../../storage/unit-of-work.ts';

export interface Difference {
  /** The fact it stands for: it opens one task, however often it is reported. */
  readonly cause: string;
  /** Of what it is, and which: told in the task. */
  readonly about: 'workflow' | 'deadline' | 'message';
  readonly subject: string;
  /** Null where it concerns no account that we know. */
  readonly accountId: AccountId | null;
  readonly workflowId: WorkflowId | null;
  readonly since: Instant;
  readonly facts: JsonObject;
}

/** Opens the task and audits it. Answers the task's id. */
export async function openDifference(
  unit: UnitOfWork,
  { cause, about, subject, accountId, workflowId, since, facts }: Difference,
): Promise<string> {
  const { ledgers } = unit.database.models;
  const head = accountId === null ? null : await ledgers.findById(accountId).session(unit.session).lean();
  const at = head?.frozenAt ?? unit.recordedAt;
  const order = workflowId?.startsWith('order:') === true ? { orderId: parseWorkflowId(workflowId).id } : {};
  const taskId = taskIdOf('reconcile.difference', cause);
  unit.openTask({
    kind: 'reconcile.difference',
    cause,
    accountId,
    sandbox: head !== null && head.frozenAt !== null,
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
