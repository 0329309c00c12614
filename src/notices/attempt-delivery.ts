/** One attempt to deliver a notice: whatever is in force now decides where it goes and how it is signed. */
import type { AttemptOutcome } from '../domain/notices/delivery-view.ts';
import type { Instant } from '../domain/instant.ts';
import { endpointOf, type PlatformDocument } from '../persistence/models/platform.ts';
import type { TransactionDependencies } from '../persistence/unit-of-work.ts';
import { openSecrets } from './platform-secrets.ts';
import { postWebhook } from './post-webhook.ts';
import { signWebhook, webhookBodyOf } from './sign-webhook.ts';
import type { WebhookSettings } from './webhook-settings.ts';

export interface AttemptDependencies extends TransactionDependencies {
  readonly webhooks: WebhookSettings;
}

/**
 * Calls the endpoint once. Changes nothing in the record, so that a repeat only calls again, under the same id. Throws
 * where the record cannot be read, or does not hold the delivery.
 */
export async function attemptDelivery(
  { database, serverNow, webhooks }: AttemptDependencies,
  deliveryId: string,
): Promise<AttemptOutcome> {
  const { models } = database;
  const delivery = await models.deliveries.findById(deliveryId).orFail().lean();
  const notice = await models.notices.findById(delivery.noticeId).orFail().lean();
  const platform = await models.platforms.findById(delivery.platform).lean();
  const endpoint = endpointOf(platform, delivery.sandbox);
  if (platform === null || endpoint === null) return { result: 'kept' };
  const secrets = secretsOf(platform, webhooks, serverNow());
  if (secrets === null) return { result: 'failed', error: 'the signing secrets cannot be opened here' };
  const content = { id: deliveryId, sentAt: new Date(), body: webhookBodyOf(notice) };
  const outcome = await postWebhook(endpoint, signWebhook(content, secrets), webhooks);
  return outcome.delivered
    ? { result: 'taken', status: outcome.status }
    : { result: 'failed', error: outcome.error };
}

/** Null where this process was given no sealing secret, or another one: nothing is ever sent unsigned. */
function secretsOf(
  platform: PlatformDocument,
  { sealer }: WebhookSettings,
  now: Instant,
): readonly string[] | null {
  if (sealer === undefined) return null;
  try {
    const secrets = openSecrets(platform, sealer, now);
    return secrets.length === 0 ? null : secrets;
  } catch {
    return null;
  }
}
