/** Stops drawing from the pools whose figures differ from the journal, until an operator decides (rules §8.8). */
import { stateOf, openDraft, emptyPool, findPool } from '../domain/ledger/draft.ts';
import type { LedgerHeadDocument } from '../persistence/models/ledger.ts';
import { taskIdOf, type UnitOfWork } from '../persistence/unit-of-work.ts';
import type { LedgerFault } from './check-ledger.ts';
import type { DifferenceFacts } from './known-differences.ts';

/**
 * Opens the task and blocks the pools that the news are about, all of them where the chain is broken. `fault` is all that
 * differs, `news` what has no task yet. The head must be held by this transaction.
 */
export async function blockPools(
  unit: UnitOfWork,
  head: LedgerHeadDocument,
  fault: LedgerFault,
  news: LedgerFault,
): Promise<void> {
  const resources = resourcesOf(head, news);
  const cause = `${head._id}:${head.version}`;
  const taskId = taskIdOf('reconcile.difference', cause);
  const at = head.frozenAt ?? unit.recordedAt;
  const facts = factsOf(fault, resources);

  const draft = openDraft(head);
  for (const resource of resources) {
    let pool = findPool(draft, resource);
    if (pool === undefined) draft.pools.push((pool = emptyPool(resource)));
    pool.blockedBy ??= taskId;
  }
  await unit.database.native.ledgers.updateOne(
    { _id: head._id },
    { $set: { pools: [...stateOf(draft).pools] } },
    { session: unit.session },
  );
  unit.openTask({
    kind: 'reconcile.difference',
    cause,
    accountId: head._id,
    sandbox: head.frozenAt !== null,
    at,
    dueAt: at,
    facts,
  });
  unit.audit({
    type: 'pool.blocked',
    at,
    accountId: head._id,
    reason: 'the stored figures differ from the journal',
    facts: { taskId, ...facts },
  });
}

function resourcesOf(
  { pools }: LedgerHeadDocument,
  { chain, wrongBalance, differences }: LedgerFault,
): string[] {
  const named = differences.map(({ resource }) => resource);
  if (wrongBalance !== null) named.push(wrongBalance.resource);
  if (chain !== null) named.push(...pools.map(({ resource }) => resource));
  return [...new Set(named)].sort();
}

function factsOf(
  { chain, wrongBalance, differences }: LedgerFault,
  resources: readonly string[],
): DifferenceFacts {
  return {
    about: 'ledger',
    resources: [...resources],
    chain: chain && { ...chain },
    wrongBalance: wrongBalance && { ...wrongBalance },
    firstBroken: chain?.sequence ?? wrongBalance?.sequence ?? null,
    differences: differences.map((difference) => ({ ...difference })),
  };
}
