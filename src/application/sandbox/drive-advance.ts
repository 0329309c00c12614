/**
 * The way of an advance: from one instant at which something falls due to the next, until its target. What falls due at
 * one instant is met beside each other, one message for each workflow, for its order does not matter; nothing moves on
 * before all of it has happened, with everything that follows from it.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { DomainError } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Database } from '../../storage/database.ts';
import type { AdvanceBlock, ClockAdvanceDocument } from '../../storage/collections/clock-advances.ts';
import type { DeadlineDocument } from '../../storage/collections/deadlines.ts';
import { inParallel } from '../../infra/in-parallel.ts';

/** Deadlines of one instant that are looked at together; more of them come in the next round. */
const TOGETHER = 500;
/** Owners that do at the same time what is due: each is a task of a worker that also serves others. */
const WORKFLOWS_AT_ONCE = 8;
/** What falls due and is refused, or not done though nothing failed, stops the advance after so many tries. */
const TRIES = 3;
const PAUSE_MS = 250;
/** Servers and workers that are away are waited for, but not for ever: real time without a step. */
const PATIENCE_MS = 600_000;

export interface DriveDependencies {
  readonly database: Database;
  /** Carries the account's outbox until nothing deliverable is left, and waits for the effects. */
  readonly drain: (accountId: AccountId) => Promise<void>;
  /** Lets the workflow of deadlines do all that is due by now. */
  readonly meet: (workflowId: string) => Promise<void>;
}

/** Something that falls due is not done, however often it is tried. */
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
 * Carries an advance to its target. Throws `AdvanceBlocked` where it cannot go on at all, and whatever failed where it is
 * worth another try; how often it was tried is kept in the record, whoever tries.
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

  /** What falls due at the earliest instant, as much of it as is met together. Empty only where nothing falls due any more. */
  async function nextDue(): Promise<DeadlineDocument[]> {
    const order = { at: 1, _id: 1 } as const;
    for (;;) {
      const first = await deadlines
        .findOne({ accountId, at: { $lte: target } }, { at: 1 })
        .sort(order)
        .lean();
      if (first === null) return [];
      const due = await deadlines.find({ accountId, at: first.at }).sort(order).limit(TOGETHER).lean();
      // A workflow that was at work by itself may have met it or moved it on between the two looks.
      if (due.length > 0) return due;
    }
  }

  /** Forward only, even where two drive for a moment. The head's version moves, so that whoever decides with the old time decides again. */
  async function setClock(to: Instant): Promise<void> {
    await ledgers.updateOne({ _id: accountId }, { $max: { frozenAt: to }, $inc: { version: 1 } });
  }

  async function noteSteps(steps: number): Promise<void> {
    await clockAdvances.updateOne({ _id }, { $inc: { steps } });
  }

  /** One more try at this place was in vain. Throws `AdvanceBlocked` after the last. */
  async function noteTry(failure: unknown): Promise<void> {
    const isSame = block?.place === place.place && block.at === place.at;
    const { tries, sinceMs } = block !== null && isSame ? block : { tries: 0, sinceMs: Date.now() };
    block = { ...place, tries: tries + 1, sinceMs };
    const lastError = failure === null ? 'its workflow does not do it' : textOf(failure);
    await clockAdvances.updateOne({ _id }, { $set: { blockedBy: block, lastError } });
    if (isOver(block, failure)) throw new AdvanceBlocked(block, lastError);
    await delay(PAUSE_MS);
  }
}

/** Whether it is time to give up, by the tries or by the time since the first of them. */
function isOver({ tries, sinceMs }: AdvanceBlock, failure: unknown): boolean {
  const isRefused = failure instanceof DomainError && failure.code !== 'unavailable';
  return failure === null || isRefused ? tries >= TRIES : Date.now() - sinceMs >= PATIENCE_MS;
}

/** What is tried again and again has one deadline after another under the same id. */
function keyOf({ _id, at }: DeadlineDocument): string {
  return `${_id} ${at}`;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
