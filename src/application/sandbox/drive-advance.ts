/**
 * The steps of an advance: from one instant at which something falls due to the next, until the target. Deadlines of one instant
 * are met concurrently, with one message to each workflow, because their order does not matter. The clock moves on only when
 * all of them and their effects are done.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { DomainError } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Database } from '../../storage/database.ts';
import type { AdvanceBlock, ClockAdvanceDocument } from '../../storage/collections/clock-advances.ts';
import type { DeadlineDocument } from '../../storage/collections/deadlines.ts';
import { inParallel } from '../../infra/in-parallel.ts';

/** Most deadlines of one instant in a round; the next round takes the others. */
const TOGETHER = 500;
/** Workflows that run concurrently: each takes a slot of a worker that other accounts need too. */
const WORKFLOWS_AT_ONCE = 8;
/** After so many tries a deadline that is refused, or is not met although nothing failed, stops the advance. */
const TRIES = 3;
const PAUSE_MS = 250;
/** How long an advance waits for servers and workers that are down: real time without a step. */
const OUTAGE_LIMIT_MS = 600_000;

export interface DriveDependencies {
  readonly database: Database;
  /** Delivers the account's outbox until nothing deliverable is left, and waits for the effects. */
  readonly drain: (accountId: AccountId) => Promise<void>;
  /** Makes a workflow process everything that is due by now. */
  readonly meet: (workflowId: string) => Promise<void>;
}

/** A deadline or message that could not be processed in any of its tries. */
export class AdvanceBlocked extends Error {
  override readonly name = 'AdvanceBlocked';

  constructor(
    readonly block: AdvanceBlock,
    why: string,
  ) {
    super(`${block.place} of ${block.at}: ${why}, in ${block.tries} tries`);
  }
}

/**
 * Runs an advance to its target. Throws `AdvanceBlocked` when it cannot continue, and the failure itself when another try makes
 * sense. The record counts the tries, over all processes.
 */
export async function driveAdvance(
  { database, drain, meet }: DriveDependencies,
  { _id, accountId, target, blockedBy }: ClockAdvanceDocument,
): Promise<void> {
  const { clockAdvances, deadlines, ledgers } = database.models;
  let block = blockedBy;
  let place: Pick<AdvanceBlock, 'place' | 'at'> = { place: 'outbox', at: target };
  try {
    for (let before = new Set<string>(); ;) {
      await drain(accountId);
      const due = await nextDue();
      const [first] = due;
      if (first === undefined) break;
      place = { place: first._id, at: first.at };
      if (before.has(keyOf(first))) await noteTry(null);
      await setClock(first.at);
      await inParallel([...new Set(due.map(({ workflowId }) => workflowId))], WORKFLOWS_AT_ONCE, meet);
      await noteSteps(due.filter((one) => !before.has(keyOf(one))).length);
      before = new Set(due.map(keyOf));
    }
    await setClock(target);
  } catch (error) {
    if (!(error instanceof AdvanceBlocked)) await noteTry(error);
    throw error;
  }

  /** The deadlines of the earliest instant, at most one round of them. Empty only when nothing is due by the target. */
  async function nextDue(): Promise<DeadlineDocument[]> {
    const order = { at: 1, _id: 1 } as const;
    for (;;) {
      const first = await deadlines
        .findOne({ accountId, at: { $lte: target } }, { at: 1 })
        .sort(order)
        .lean();
      if (first === null) return [];
      const due = await deadlines.find({ accountId, at: first.at }).sort(order).limit(TOGETHER).lean();
      // A workflow may have met or moved the first deadline between the two reads.
      if (due.length > 0) return due;
    }
  }

  /** Only moves forward. The ledger's version moves too, so that a usage decided with the old time is decided again. */
  async function setClock(to: Instant): Promise<void> {
    await ledgers.updateOne({ _id: accountId }, { $max: { frozenAt: to }, $inc: { version: 1 } });
  }

  async function noteSteps(steps: number): Promise<void> {
    await clockAdvances.updateOne({ _id }, { $inc: { steps } });
  }

  /** Counts a failed try at this place. Throws `AdvanceBlocked` after the last. */
  async function noteTry(failure: unknown): Promise<void> {
    const isSame = block?.place === place.place && block.at === place.at;
    const { tries, sinceMs } = block !== null && isSame ? block : { tries: 0, sinceMs: Date.now() };
    block = { ...place, tries: tries + 1, sinceMs };
    const lastError = failure === null ? 'its workflow did not process it' : textOf(failure);
    await clockAdvances.updateOne({ _id }, { $set: { blockedBy: block, lastError } });
    if (isOver(block, failure)) throw new AdvanceBlocked(block, lastError);
    await delay(PAUSE_MS);
  }
}

/** True when the tries, or the time since the first of them, are used up. */
function isOver({ tries, sinceMs }: AdvanceBlock, failure: unknown): boolean {
  const isRefused = failure instanceof DomainError && failure.code !== 'unavailable';
  return failure === null || isRefused ? tries >= TRIES : Date.now() - sinceMs >= OUTAGE_LIMIT_MS;
}

/** A retried delivery has one deadline after another under the same id, so the instant is part of the key. */
function keyOf({ _id, at }: DeadlineDocument): string {
  return `${_id} ${at}`;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
