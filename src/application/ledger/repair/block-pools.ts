/**
 * Stops drawing from the pools whose figures differ from the journal, until an operator decides (rules §8.8). Where the journal
 * is whole it is right, since no figure moves without an entry: what is stored is put right from it at once, so that what
 * is credited and settled meanwhile is booked on figures that are true.
 */
import { emptyPool, findPool, openDraft, stateOf } from '../../../domain/ledger/draft.ts';
import { laterOf, type Instant } from '../../../domain/instant.ts';
import type { JsonObject } from '../../../domain/json.ts';
import { followRelief } from '../../../domain/ledger/episode.ts';
import type { JournalCheck } from '../../../domain/ledger/journal-check.ts';
import { availableOf, outstandingOf, type PoolState } from '../../../domain/ledger/state.ts';
import type { LedgerDocument } from '../../../storage/collections/ledgers.ts';
import { taskIdOf, type UnitOfWork } from '../../../storage/unit-of-work.ts';
import { rebaseline } from './rebaseline.ts';
import type { LedgerInconsistency } from '../verify/check-ledger.ts';
import { checkpointOf } from '../verify/checkpoints.ts';
import type { DifferenceFacts } from '../verify/known-differences.ts';
import type { LedgerSession } from '../ledger-session.ts';
import { repairLotRecords, overdrawnUnits, poolOfJournal } from './rebuild-pool.ts';
import { poolPoliciesFor } from '../pool-notice-facts.ts';
import { writeUnitEpisodes } from '../../arrears/unit-episodes.ts';

/** What a check has found with the head held by this transaction. */
export interface Found {
  /** Has read the journal up to the head. */
  readonly check: JournalCheck;
  /** All that differs. */
  readonly fault: LedgerInconsistency;
  /** What of it has no task yet: the pools that it is about are blocked, all of them where the chain is broken. */
  readonly news: LedgerInconsistency;
}

export async function blockPools(
  unit: UnitOfWork,
  head: LedgerDocument,
  { check, fault, news }: Found,
): Promise<void> {
  const { native } = unit.database;
  const { session } = unit;
  const resources = resourcesOf(head, news);
  const isWhole = fault.chain === null;
  const facts = factsOf(fault, resources, isWhole ? head.sequence : null);
  const cause = `${head._id}:${head.version}`;
  const taskId = taskIdOf('reconcile.difference', cause);

  const pools: PoolState[] = [];
  for (const pool of withEmptyPools(head, resources)) {
    if (!resources.includes(pool.resource)) pools.push(pool);
    else {
      const figures = isWhole ? check.figures.pools.get(pool.resource) : undefined;
      const mended = figures === undefined ? pool : await poolOfJournal(unit, pool, figures);
      pools.push({ ...mended, blockedBy: pool.blockedBy ?? taskId });
    }
  }
  const { closing, events } = isWhole
    ? closingOf(head, pools, unit.recordedAt)
    : { closing: pools, events: [] };
  const next = { ...head, pools: closing };
  await native.ledgers.updateOne({ _id: head._id }, { $set: { pools: closing } }, { session });
  if (isWhole) {
    await native.checkpoints.insertOne(checkpointOf(next), { session });
    await repairLotRecords(unit, facts);
    // Then journal and head can not agree any more.
    if ([...check.figures.pools.values()].some((pool) => overdrawnUnits(pool) > 0)) {
      await rebaseline(unit, next);
    }
  }

  if (events.length > 0) {
    const { _id: accountId } = head;
    const told = { accountId, sandbox: head.frozenAt !== null, episodeEvents: events, settlements: [] };
    await writeUnitEpisodes(unit, [told], await poolPoliciesFor(unit, [{ ...told, drops: [] }], [next]));
  }
  const at = head.frozenAt ?? unit.recordedAt;
  const sandbox = head.frozenAt !== null;
  const opened = { kind: 'reconcile.difference', cause, accountId: head._id, sandbox } as const;
  unit.openTask({ ...opened, at, dueAt: at, facts });
  unit.audit({
    type: 'pool.blocked',
    at,
    accountId: head._id,
    reason: 'the stored figures differ from the journal',
    facts: { taskId, ...facts },
    before: figuresToTell(head.pools, resources),
    after: figuresToTell(pools, resources),
  });
}

/** Arrears that the journal does not know are owed no more: an episode of nothing else ends with the repair. */
function closingOf(
  head: LedgerDocument,
  repaired: readonly PoolState[],
  recordedAt: Instant,
): { closing: PoolState[]; events: LedgerSession['episodeEvents'] } {
  const at = laterOf(head.frozenAt ?? recordedAt, head.at);
  const draft = openDraft({ pools: repaired });
  const events = draft.pools.flatMap((pool) => {
    const stored = head.pools.find(({ resource }) => resource === pool.resource);
    const arrearsBefore = stored === undefined ? 0 : outstandingOf(stored);
    return arrearsBefore === 0 ? [] : followRelief(pool, at, { arrearsBefore, outcome: null });
  });
  const { sequence } = head;
  return {
    closing: [...stateOf(draft).pools],
    events: events.map((event) => ({ ...event, sequence })),
  };
}

function resourcesOf(
  { pools }: LedgerDocument,
  { chain, wrongBalance, differences }: LedgerInconsistency,
): string[] {
  const named = differences.map(({ resource }) => resource);
  if (wrongBalance !== null) named.push(wrongBalance.resource);
  if (chain !== null) named.push(...pools.map(({ resource }) => resource));
  return [...new Set(named)].sort();
}

/** The pools of a head, and empty ones for resources of which it has none. */
function withEmptyPools(head: LedgerDocument, resources: readonly string[]): readonly PoolState[] {
  const draft = openDraft(head);
  for (const resource of resources) {
    if (findPool(draft, resource) === undefined) draft.pools.push(emptyPool(resource));
  }
  return stateOf(draft).pools;
}

function factsOf(
  { chain, wrongBalance, differences }: LedgerInconsistency,
  resources: readonly string[],
  repairedAt: number | null,
): DifferenceFacts {
  return {
    about: 'ledger',
    resources: [...resources],
    chain: chain && { ...chain },
    wrongBalance: wrongBalance && { ...wrongBalance },
    firstBroken: chain?.sequence ?? wrongBalance?.sequence ?? null,
    differences: differences.map((difference) => ({ ...difference })),
    repairedAt,
  };
}

function figuresToTell(pools: readonly PoolState[], resources: readonly string[]): JsonObject {
  return Object.fromEntries(
    pools
      .filter(({ resource }) => resources.includes(resource))
      .map((pool) => [
        pool.resource,
        { available: availableOf(pool), arrears: outstandingOf(pool), ...pool.totals },
      ]),
  );
}
