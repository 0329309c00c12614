/** A notice as the platforms receive it: its payload, signed as Standard Webhooks with every live secret. */
import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { JsonObject } from '../../domain/json.ts';
import type { NoticeDocument } from '../../storage/collections/notices.ts';

const SECRET_BYTES = 32;

/** The request, byte for byte as it is signed. */
export interface SignedWebhook {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface WebhookContent {
  /** The same on every retry, so that receivers can ignore repeats. */
  readonly id: string;
  readonly sentAt: Date;
  readonly body: string;
}

/** Returns a new secret in the format of Standard Webhooks. */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
}

/** `{ type, timestamp, data }` (api.md §6). The timestamp is account time. */
export function webhookBodyOf({ _id, kind, accountId, at, payload }: NoticeDocument): string {
  const data: JsonObject = { ...payload, noticeId: _id, accountId };
  return JSON.stringify({ type: kind, timestamp: at, data });
}

/** Signs with each of the secrets, so that any of them verifies. `sentAt` is real time, against replays. */
export function signWebhook({ id, sentAt, body }: WebhookContent, secrets: readonly string[]): SignedWebhook {
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1_000)),
      'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, sentAt, body)).join(' '),
    },
  };
}
