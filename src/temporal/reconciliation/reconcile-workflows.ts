/**
 * Compares the records that need a workflow with the workflows that run, both ways. MongoDB is the truth: what was lost is
 * started again, what has no record is ended, what shows another state than its record is told to look.
 */
import type { Client } from '@temporalio/client';
import type { TypedSearchAttributes } from '@temporalio/common';
import { ownerOf, OWNER_KINDS, parseOwner, type Owner, type OwnerKind } from '../../domain/workflow-ids.ts';
import type { Database } from '../../storage/database.ts';
import type { Logger } from '../../infra/logging.ts';
import { inParallel } from '../../infra/in-parallel.ts';
import type { Keepers } from '../workflow-starter.ts';
import { ALIVE_QUERY } from '../liveness.ts';
import type { Seen } from '../../application/reconciliation/inconsistencies.ts';
import { OPEN_RECORDS, readOpen } from '../../application/reconciliation/open-records.ts';
import type { RecordPart } from '../../application/reconciliation/part-of-records.ts';

export interface ReconcileDependencies {
  readonly database: Database;
  readonly client: Client;
  readonly keepers: Keepers;
}

export interface ReconcileOptions {
  /** Tells every keeper to look, whatever it shows: one of the two servers was restored from another day. */
  readonly tellAll: boolean;
  /** What to look at; everything, and whatever runs, where nothing is said. */
  readonly part?: RecordPart;
  /** Called often; throws where the run is to end. */
  readonly onProgress?: () => void;
  readonly logger?: Pick<Logger, 'warn'>;
}

export interface Reconciled {
  /** Records that need a workflow. */
  readonly open: number;
  /** Workflows that were lost and run again. */
  readonly started: number;
  /** Workflows that were told to look at their record. */
  readonly told: number;
  /** Workflows without a record. */
  readonly ended: number;
  readonly failed: number;
}

const AT_ONCE = 10;
const NO_RECORD = 'there is no record of it: MongoDB was restored from an older day';

/** Answers the counts, and those workflows that are not as their record says. */
export async function reconcileKeepers(
  dependencies: ReconcileDependencies,
  { tellAll, part, onProgress = () => undefined, logger }: ReconcileOptions,
): Promise<{ counts: Reconciled; seen: Seen[]; looked: ReadonlySet<Owner> }> {
  const { keepers } = dependencies;
  // Records first: whoever is written meanwhile has a workflow that is not missed.
  const open = part?.open ?? (await readAllOpen(dependencies.database, onProgress));
  const running = await readRunning(dependencies, part?.looked, onProgress);
  const counts = { open: open.size, started: 0, told: 0, ended: 0, failed: 0 };
  const seen: Seen[] = [];

  const looked = part?.looked ?? new Set([...open.keys(), ...running.keys()]);
  await inParallel([...looked], AT_ONCE, async (owner) => {
    onProgress();
    try {
      const shown = running.get(owner);
      if (shown === undefined) {
        // Not in one expression with the wait: others count meanwhile.
        if (await keepers.startIfLost(owner)) {
          counts.started += 1;
          await see(owner, 'lost');
        }
        // Whoever paused it lets it go on.
      } else if (shown.isPaused) return;
      else if (!open.has(owner)) await lookAtRunning(owner);
      else if (tellAll || !isShown(owner, shown.state, open.get(owner) ?? null)) await tell(owner, 'state');
    } catch (error) {
      counts.failed += 1;
      logger?.warn({ err: error, owner }, 'a workflow could not be brought together with its record');
      await see(owner, 'unreachable');
    }
  });
  return { counts, seen, looked };

  /** The list of running workflows comes a little late, and so does that of records. */
  async function lookAtRunning(owner: Owner): Promise<void> {
    const record = await keepers.read(owner);
    if (record === null) {
      if (await keepers.endOrphan(owner, NO_RECORD)) counts.ended += 1;
    } else if (record.isOver) await tell(owner, 'over');
  }

  async function tell(owner: Owner, why: string): Promise<void> {
    await keepers.poke(owner, 'housekeeping');
    counts.told += 1;
    if (!tellAll) await see(owner, why);
  }

  async function see(owner: Owner, why: string): Promise<void> {
    const record = await keepers.read(owner).catch(() => null);
    seen.push({
      kind: 'workflow',
      subject: owner,
      accountId: record?.accountId ?? '',
      owner,
      facts: { why },
    });
  }
}

/** Owners of open records, each with its state where the workflow shows one. */
async function readAllOpen(database: Database, onProgress: () => void): Promise<Map<Owner, string | null>> {
  const open = new Map<Owner, string | null>();
  for (const kind of OWNER_KINDS) {
    for await (const { owner, state } of readOpen(database, kind)) {
      if (!open.has(owner)) open.set(owner, state);
      onProgress();
    }
  }
  return open;
}

/** What a workflow shows of itself. */
interface Shown {
  readonly state: string | null;
  readonly isPaused: boolean;
}

/** Workflows of ours that are alive, all of them or some. */
async function readRunning(
  { client, keepers: { taskQueue } }: ReconcileDependencies,
  some: ReadonlySet<Owner> | undefined,
  onProgress: () => void,
): Promise<Map<Owner, Shown>> {
  const running = new Map<Owner, Shown>();
  for (const which of some === undefined ? [OF_OUR_TYPES] : listsOf([...some])) {
    const query = `TaskQueue = '${taskQueue}' AND ${which} AND ${ALIVE_QUERY}`;
    for await (const { workflowId, status, typedSearchAttributes } of client.workflow.list({ query })) {
      const kind = OWNER_KINDS.find((candidate) => workflowId.startsWith(`${candidate}:`));
      if (kind === undefined) continue;
      running.set(ownerOf(kind, workflowId.slice(kind.length + 1)), {
        state: shownIn(typedSearchAttributes, kind),
        isPaused: status.name === 'PAUSED',
      });
      onProgress();
    }
  }
  return running;
}

/** Of a query's list of ids. */
const MOST_IDS = 100;
const OF_OUR_TYPES = `WorkflowType IN (${OWNER_KINDS.map((kind) => `'${kind}'`).join(', ')})`;

function listsOf(owners: readonly Owner[]): string[] {
  const lists: string[] = [];
  for (let at = 0; at < owners.length; at += MOST_IDS) {
    lists.push(
      `WorkflowId IN (${owners
        .slice(at, at + MOST_IDS)
        .map((owner) => `'${owner}'`)
        .join(', ')})`,
    );
  }
  return lists;
}

function shownIn(attributes: TypedSearchAttributes, kind: OwnerKind): string | null {
  const { shownAs } = OPEN_RECORDS[kind];
  return shownAs === null ? null : (attributes.get(shownAs) ?? null);
}

function isShown(owner: Owner, shown: string | null, state: string | null): boolean {
  return OPEN_RECORDS[parseOwner(owner).kind].shownAs === null || state === null || shown === state;
}
