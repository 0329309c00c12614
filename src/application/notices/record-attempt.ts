/** Records the outcome of an attempt: delivered, to be retried, or given up with a task for an operator. */
import type { DeliveryId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import { oneMoreTimeOut } from '../../domain/notices/delivery-time-outs.ts';
import { nextAttemptAfter } from '../../domain/notices/delivery-round.ts';
import type { AttemptOutcome } from '../../domain/notices/delivery-view.ts';
import { SYSTEM } from '../../storage/actor.ts';
import { retryDeadline, retryDeadlineId } from '../../storage/side-effects.ts';
import { runTransaction, type TransactionDependencies } from '../../storage/transaction.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import type { Platform } from '../../storage/collections/platforms.ts';
import type { DeliveryDocument } from '../../storage/collections/deliveries.ts';
import { resolveTask } from '../tasks/resolve-task.ts';
import { hold, release } from './delivery-order.ts';

const ERROR_LENGTH = 500;

export interface RecordedAttempt {
  readonly deliveryId: DeliveryId;
  /** Number of the attempt, from 1 over the whole life of the delivery. Recording it again changes nothing. */
  readonly attempt: number;
  readonly outcome: AttemptOutcome;
}

/** An attempt as it was recorded, for metrics. */
export interface CountedAttempt {
  readonly platform: Platform;
  readonly sandbox: boolean;
  readonly outcome: 'delivered' | 'inbox' | 'held' | 'failed' | 'given_up';
}

export type CountAttempt = (attempt: CountedAttempt) => void;

/** Returns what was recorded; null if the attempt had been recorded before, or the delivery is over. */
export async function recordAttempt(
  dependencies: TransactionDependencies,
  { deliveryId, attempt, outcome }: RecordedAttempt,
): Promise<CountedAttempt | null> {
  return runTransaction(dependencies, SYSTEM, async (unit) => {
    const { deliveries } = unit.database.models;
    const delivery = await deliveries.findById(deliveryId).session(unit.session).lean();
    if (delivery?.state !== 'pending' || delivery.attempts !== attempt - 1) return null;
    const { platform, sandbox } = delivery;
    const now = await unit.accountNow(delivery.accountId);
    if (outcome.result === 'failed')
      return { platform, sandbox, outcome: await fail(unit, delivery, outcome, now) };
    if (outcome.result === 'held') await hold(unit, delivery, now);
    else await succeed(unit, delivery, now);
    return { platform, sandbox, outcome: outcome.result === 'accepted' ? 'delivered' : outcome.result };
  });
}

/** Marks a delivery as delivered, to the endpoint or to the built-in inbox. */
export async function succeed(unit: UnitOfWork, delivery: DeliveryDocument, now: Instant): Promise<void> {
  await update(unit, delivery, {
    state: 'delivered',
    attempts: delivery.attempts + 1,
    failures: 0,
    lastError: null,
    deliveredAt: now,
    nextAttemptAt: null,
    givesUpAt: null,
    heldBehind: null,
  });
  await unit.clearDeadlines({ _id: retryDeadlineId(delivery._id) });
  await release(unit, delivery, now);
  for (const task of await openTasksOf(unit, delivery)) await resolveTask(unit, task, 'It was delivered.');
}

/** Returns whether it is tried again. */
async function fail(
  unit: UnitOfWork,
  delivery: DeliveryDocument,
  { error, timedOutIn, settingsAt }: Extract<AttemptOutcome, { result: 'failed' }>,
  now: Instant,
): Promise<'failed' | 'given_up'> {
  const lastError = error.slice(0, ERROR_LENGTH);
  const timeOuts =
    timedOutIn === undefined ? delivery.timeOuts : oneMoreTimeOut(delivery.timeOuts, timedOutIn);
  const attempts = delivery.attempts + 1;
  const failures = delivery.failures + 1;
  const givesUpAt = delivery.givesUpAt ?? now;
  const laterAt = nextAttemptAfter(failures, givesUpAt, now);
  const nextAttemptAt = laterAt !== null && (await isChanged(unit, delivery, settingsAt)) ? now : laterAt;
  if (nextAttemptAt !== null) {
    await update(unit, delivery, {
      attempts,
      failures,
      lastError,
      timeOuts,
      nextAttemptAt,
      heldBehind: null,
    });
    unit.setDeadline(retryDeadline(delivery, nextAttemptAt));
    return 'failed';
  }
  const over = { state: 'failed', nextAttemptAt: null, givesUpAt: null, heldBehind: null } as const;
  await update(unit, delivery, { ...over, attempts, failures, lastError, timeOuts });
  await unit.clearDeadlines({ _id: retryDeadlineId(delivery._id) });
  await release(unit, delivery, now);
  const { _id: deliveryId, noticeId, platform, accountId, sandbox } = delivery;
  const facts = { deliveryId, noticeId, platform, attempts, lastError };
  unit.audit({ type: 'notice.undeliverable', at: now, accountId, facts });
  // The task of an earlier failure is still open.
  if ((await openTasksOf(unit, delivery)).length > 0) return 'given_up';
  const cause = `${deliveryId}:${givesUpAt}`;
  const kind = 'notice.undeliverable';
  unit.openTask({ kind, cause, accountId, sandbox, at: now, dueAt: now, facts });
  return 'given_up';
}

/** True if the platform's settings were changed during the attempt, which therefore says nothing about them. */
async function isChanged(
  { database, session }: UnitOfWork,
  { platform }: DeliveryDocument,
  settingsAt: Instant | undefined,
): Promise<boolean> {
  if (settingsAt === undefined) return false;
  const found = await database.models.platforms.findById(platform, { updatedAt: 1 }).session(session).lean();
  return found !== null && found.updatedAt !== settingsAt;
}

async function update(
  { database, session }: UnitOfWork,
  { _id }: DeliveryDocument,
  fields: Partial<DeliveryDocument>,
): Promise<void> {
  await database.models.deliveries.updateOne({ _id }, { $set: fields }, { session });
}

async function openTasksOf(unit: UnitOfWork, { _id, accountId }: DeliveryDocument) {
  const tasks = await unit.tasksSoFar();
  return tasks
    .find({ accountId, kind: 'notice.undeliverable', state: 'open', 'facts.deliveryId': _id })
    .session(unit.session)
    .lean();
}
