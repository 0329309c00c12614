/** One attempt to deliver a notice, with the endpoint and the secrets in force at that time. */
import type { DeliveryId } from '../../domain/ids.ts';
import { reasonNotToSend } from '../../domain/notices/delivery-time-outs.ts';
import type { AttemptOutcome } from '../../domain/notices/delivery-view.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Database } from '../../storage/database.ts';
import type { DeliveryDocument } from '../../storage/collections/deliveries.ts';
import type { Platform } from '../../storage/collections/platforms.ts';
import { endpointOf, type PlatformDocument } from '../../storage/collections/platforms.ts';
import type { TransactionDependencies } from '../../storage/transaction.ts';
import { earlierPending } from './delivery-order.ts';
import { openSecrets } from './platform-secrets.ts';
import { postWebhook } from './post-webhook.ts';
import { signWebhook, webhookBodyOf } from './sign-webhook.ts';
import type { WebhookSettings } from './webhook-settings.ts';

export interface AttemptDependencies extends TransactionDependencies {
  readonly webhooks: WebhookSettings;
}

/**
 * Calls the endpoint once, or not at all where an earlier delivery about the same subject is pending, or where an advance of a
 * sandbox's clock has lost too much time on it. Does not change the
 * delivery's record, so a repeat only calls again with the same id. Throws if the delivery does not exist or cannot be read.
 */
export async function attemptDelivery(
  { database, serverNow, webhooks }: AttemptDependencies,
  deliveryId: DeliveryId,
): Promise<AttemptOutcome> {
  const { models } = database;
  const delivery = await models.deliveries.findById(deliveryId).orFail().lean();
  const notice = await models.notices.findById(delivery.noticeId).orFail().lean();
  const platform = await models.platforms.findById(delivery.platform).lean();
  const endpoint = endpointOf(platform, delivery.sandbox);
  if (platform === null || endpoint === null) return { result: 'inbox' };
  const now = (await frozenAtOf(database, delivery)) ?? serverNow();
  if ((await earlierPending(database, delivery, now)) !== null) return { result: 'held' };
  const secrets = secretsOf(platform, webhooks, serverNow());
  const settingsAt = platform.updatedAt;
  if (secrets === null)
    return { result: 'failed', error: 'the signing secrets cannot be opened here', settingsAt };
  const advance = delivery.sandbox ? await runningAdvance(database, delivery) : null;
  const unsent = advance === null ? null : reasonNotToSend(delivery.timeOuts, advance);
  if (unsent !== null) return { result: 'failed', error: unsent };
  const content = { id: deliveryId, sentAt: new Date(), body: webhookBodyOf(notice) };
  const begunMs = performance.now();
  const outcome = await postWebhook(endpoint, signWebhook(content, secrets), webhooks);
  if (outcome.delivered) return { result: 'accepted', status: outcome.status };
  const failed = { result: 'failed', error: outcome.error, settingsAt } as const;
  if (advance === null) return failed;
  await noteLost(database, advance.advanceId, delivery.platform, performance.now() - begunMs);
  return outcome.timedOut === true ? { ...failed, timedOutIn: advance.advanceId } : failed;
}

/** The running advance of the sandbox's clock, with the real time (ms) that it has lost on the platform. */
async function runningAdvance(
  { models }: Database,
  { accountId, platform }: DeliveryDocument,
): Promise<{ advanceId: string; lostMs: number } | null> {
  const advance = await models.clockAdvances.findOne({ accountId, state: 'running' }, { lostMs: 1 }).lean();
  return advance === null ? null : { advanceId: advance._id, lostMs: advance.lostMs[platform] ?? 0 };
}

/** The time of a sandbox; null for customers. */
async function frozenAtOf(
  { models }: Database,
  { accountId, sandbox }: DeliveryDocument,
): Promise<Instant | null> {
  if (!sandbox) return null;
  return (await models.ledgers.findById(accountId, { frozenAt: 1 }).lean())?.frozenAt ?? null;
}

async function noteLost(
  { models }: Database,
  _id: string,
  platform: Platform,
  tookMs: number,
): Promise<void> {
  await models.clockAdvances.updateOne({ _id }, { $inc: { [`lostMs.${platform}`]: Math.round(tookMs) } });
}

/** Null where this process has no sealing secret, or another one. Notices are never sent unsigned. */
function secretsOf(
  platform: PlatformDocument,
  { encryptor }: WebhookSettings,
  now: Instant,
): readonly string[] | null {
  if (encryptor === undefined) return null;
  try {
    const secrets = openSecrets(platform, encryptor, now);
    return secrets.length === 0 ? null : secrets;
  } catch {
    return null;
  }
}
