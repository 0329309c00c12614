/**
 * Has deliveries that wait for their next attempt tried at once, after their endpoint or its secret was changed: page by page,
 * each page in a transaction that also queues the next one, so that an interruption loses none of them.
 */
import { workflowIdOf } from '../../domain/workflow-ids.ts';
import { SYSTEM } from '../../storage/actor.ts';
import type { DeliveriesRetry } from '../../storage/collections/outbox.ts';
import { endpointOf, type PlatformDocument } from '../../storage/collections/platforms.ts';
import { retryDeadline } from '../../storage/side-effects.ts';
import { runTransaction, type TransactionDependencies } from '../../storage/transaction.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';

/** Pending deliveries that one transaction reads. */
const PAGE = 100;
/** Between two pages, so that an endpoint that has just been opened is not called by thousands of deliveries at once. */
const PAUSE_MS = 1_000;

type Endpoints = Pick<PlatformDocument, '_id' | 'url' | 'sandboxUrl' | 'enabled'>;

/** Queues the retry of what waits for an endpoint that `after` sets or opens. What loses its endpoint keeps its time. */
export function retryForNewEndpoints(unit: UnitOfWork, before: Endpoints, after: Endpoints): void {
  for (const sandbox of [false, true]) {
    if (endpointOf(before, sandbox) !== endpointOf(after, sandbox)) retryFor(unit, after, sandbox);
  }
}

/** Queues the retry of everything that waits for the platform. */
export function retryForPlatform(unit: UnitOfWork, platform: Endpoints): void {
  for (const sandbox of [false, true]) retryFor(unit, platform, sandbox);
}

function retryFor(unit: UnitOfWork, platform: Endpoints, sandbox: boolean): void {
  if (endpointOf(platform, sandbox) === null) return;
  unit.publish('', { type: 'deliveries.retry', platform: platform._id, sandbox, after: '' });
}

/**
 * Makes the deliveries of one page due, in account time, signals their workflows, and queues the next page. They keep the number
 * of their failures and the end of their three days. A repeat tries them once more.
 */
export async function retryDeliveries(
  dependencies: TransactionDependencies,
  { platform, sandbox, after }: DeliveriesRetry,
): Promise<void> {
  await runTransaction(dependencies, SYSTEM, async (unit) => {
    const { session, database } = unit;
    const { deliveries } = database.models;
    const page = await deliveries
      .find({ state: 'pending', _id: { $gt: after } })
      .sort({ _id: 1 })
      .limit(PAGE)
      .session(session)
      .lean();
    for (const delivery of page) {
      if (delivery.platform !== platform || delivery.sandbox !== sandbox) continue;
      // It follows the one that it is held behind.
      if (typeof delivery.heldBehind === 'string') continue;
      const now = await unit.accountNow(delivery.accountId);
      await deliveries.updateOne({ _id: delivery._id }, { $set: { nextAttemptAt: now } }, { session });
      unit.setDeadline(retryDeadline(delivery, now));
      const workflowId = workflowIdOf('notice', delivery._id);
      unit.publish(delivery.accountId, { type: 'workflow.signal', workflowId, reason: 'endpoint.changed' });
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    const next = { type: 'deliveries.retry', platform, sandbox, after: last._id } as const;
    unit.publish('', next, PAUSE_MS);
  });
}
