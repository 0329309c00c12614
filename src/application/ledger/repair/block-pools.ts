/**
 * Blocks the pools whose figures differ from the journal until an operator decides (rules §8.8). An intact journal is right,
 * because no figure moves without an entry: the stored figures are rebuilt from it at once, so that credits and settlements
 * in the meantime are booked on correct figures.
 */
import { emptyPool, findPool, openDraft, stateOf } from '../../../domain/ledger/draft.ts';
import { laterOf, type Instant } from '../../../domain/instant.ts';
import type { JsonObject } from '../../../domain/json.ts';
import { followRelief } from '../../../domain/ledger/episode.ts';
import type { JournalCheck } from '../../../domain/ledger/journal-check.ts';
import { moneyDifferences } from '../../../domain/ledger/money-differences.ts';
import { availableOf, outstandingOf, type PoolState } from '../../../domain/ledger/state.ts';
import type { LedgerDocument } from '../../../storage/collections/ledgers.ts';
import { taskIdOf } from '../../../storage/side-effects.ts';
import type { UnitOfWork } from '../../../storage/unit-of-work.ts';
import { rebaseline } from './rebaseline.ts';
import type { LedgerInconsistency } from '../verify/check-ledger.ts';
import { checkpointOf } from '../verify/checkpoints.ts';
import type { DifferenceFacts } from '../verify/reported-differences.ts';
import type { BookedEpisodeEvent } from '../../arrears/unit-episodes.ts';
import { repairLotRecords, overdrawnUnits, poolOfJournal } from './rebuild-pool.ts';
import { policiesForNotices } from '../policies-in-force.ts';
import { writeUnitArrears } from '../../arrears/write-unit-arrears.ts';

/** What a check found with the ledger locked by this transaction. */
export interface CheckResult {
  /** Has read the whole journal. */
  readonly check: JournalCheck;
  readonly inconsistency: LedgerInconsistency;
  /** The part of it that has no task yet. Its pools are blocked, all of them where the chain is broken. */
  readonly unreported: LedgerInconsistency;
}

/** Opens one task for all of it, and audits the figures before and after. */
export async function blockPools(
  unit: UnitOfWork,
  state: LedgerDocument,
  { check, inconsistency, unreported }: CheckResult,
): Promise<void> {
  const { native } = unit.database;
  const { session } = unit;
  const { _id: accountId, frozenAt, sequence } = state;
  const resources = resourcesOf(state, unreported);
  const isIntact = inconsistency.chain === null;
  const facts = factsOf(inconsistency, resources, isIntact ? sequence : null);
  const cause = `${accountId}:${state.version}`;
  const taskId = taskIdOf('reconcile.difference', cause);

  const pools: PoolState[] = [];
  for (const pool of withEmptyPools(state, resources)) {
    if (!resources.includes(pool.resource)) pools.push(pool);
    else {
      const figures = isIntact ? check.figures.pools.get(pool.resource) : undefined;
      const rebuilt = figures === undefined ? pool : await poolOfJournal(unit, pool, figures);
      pools.push({ ...rebuilt, blockedBy: pool.blockedBy ?? taskId });
    }
  }
  const { closed, events } = isIntact
    ? closeSettledEpisodes(state, pools, unit.recordedAt)
    : { closed: pools, events: [] };
  const next = { ...state, pools: closed };
  await native.ledgers.updateOne({ _id: accountId }, { $set: { pools: closed } }, { session });
  if (isIntact) {
    await native.checkpoints.insertOne(checkpointOf(next), { session });
    await repairLotRecords(unit, facts, check.figures);
    // Units that no lot had were counted as credited, and the money of a lot follows from its units: where the journal
    // contradicts either, it and the state cannot agree any more.
    const isOverdrawn = [...check.figures.pools.values()].some((pool) => overdrawnUnits(pool) > 0);
    if (isOverdrawn || moneyDifferences(next, check.figures).length > 0) await rebaseline(unit, next);
  }

  const sandbox = frozenAt !== null;
  if (events.length > 0) {
    const policyOf = await policiesForNotices(unit.database, [{ episodeEvents: events, drops: [] }], [next]);
    const arrears = { accountId, sandbox, episodeEvents: events, settlements: [] };
    await writeUnitArrears(unit, [arrears], policyOf);
  }
  const at = frozenAt ?? unit.recordedAt;
  unit.openTask({ kind: 'reconcile.difference', cause, accountId, sandbox, at, dueAt: at, facts });
  unit.audit({
    type: 'pool.blocked',
    at,
    accountId,
    reason: 'the stored figures differ from the journal',
    facts: { taskId, ...facts },
    before: figuresForAudit(state.pools, resources),
    after: figuresForAudit(pools, resources),
  });
}

/** Closes episodes whose arrears the journal does not show: a repair that leaves none outstanding ends them. */
function closeSettledEpisodes(
  state: LedgerDocument,
  repaired: readonly PoolState[],
  recordedAt: Instant,
): { closed: PoolState[]; events: BookedEpisodeEvent[] } {
  const at = laterOf(state.frozenAt ?? recordedAt, state.at);
  const draft = openDraft({ pools: repaired });
  const events = draft.pools.flatMap((pool) => {
    const stored = state.pools.find(({ resource }) => resource === pool.resource);
    const arrearsBefore = stored === undefined ? 0 : outstandingOf(stored);
    return arrearsBefore === 0 ? [] : followRelief(pool, at, { arrearsBefore, outcome: null });
  });
  const { sequence } = state;
  return {
    closed: [...stateOf(draft).pools],
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

/** The pools of a ledger, and empty ones for resources of which it has none. */
function withEmptyPools(state: LedgerDocument, resources: readonly string[]): readonly PoolState[] {
  const draft = openDraft(state);
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

function figuresForAudit(pools: readonly PoolState[], resources: readonly string[]): JsonObject {
  return Object.fromEntries(
    pools
      .filter(({ resource }) => resources.includes(resource))
      .map((pool) => [
        pool.resource,
        { available: availableOf(pool), arrears: outstandingOf(pool), ...pool.totals },
      ]),
  );
}
