/** A workflow that does not get on says so: an operator has one open task about it, however long that lasts. */
import type { Instant } from '../../domain/instant.ts';
import { parseOwner, type Owner } from '../../domain/workflow-ids.ts';
import { SYSTEM, transact, type TransactionDependencies } from '../../storage/unit-of-work.ts';
import { openDifference } from './open-difference.ts';

export interface BlockedReport {
  /** Id of the workflow. */
  readonly owner: Owner;
  /** What it does not get done, and why. */
  readonly step: string;
  readonly reason: string;
  readonly since: Instant;
}

export async function reportBlocked(
  dependencies: TransactionDependencies,
  { owner, step, reason, since }: BlockedReport,
): Promise<void> {
  const { models } = dependencies.database;
  const accountId = await accountOf(dependencies, owner);
  const open = { kind: 'reconcile.difference' as const, state: 'open' as const, accountId };
  const isTold = (await models.tasks.exists({ ...open, 'facts.subject': owner })) !== null;
  if (isTold) return;
  await transact(dependencies, SYSTEM, (unit) =>
    openDifference(unit, {
      cause: `blocked:${owner}:${since}`,
      about: 'workflow',
      subject: owner,
      accountId,
      owner,
      since,
      facts: { why: 'blocked', step, reason },
    }),
  );
}

/** Null where there is no such record. */
async function accountOf({ database }: TransactionDependencies, owner: Owner): Promise<string | null> {
  const { kind, id } = parseOwner(owner);
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
