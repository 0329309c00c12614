/** A notice as the platforms receive it: its payload, signed as Standard Webhooks with every live secret. */
import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { JsonObject } from '../../domain/json.ts';
import type { NoticeDocument } from '../../storage/collections/notices.ts';

const SECRET_BYTES = 32;

/** What is posted, byte for byte as it is signed. */
export interface SignedWebhook {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface WebhookContent {
  /** The same on every retry: receivers know a repeat by it. */
  readonly id: string;
  readonly sentAt: Date;
  readonly body: string;
}

/** A new secret in the form that receivers' libraries take. */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
}

/** `{ type, timestamp, data }` (api.md §6); the timestamp is when it happened, in account time. */
export function webhookBodyOf({ _id, kind, accountId, at, payload }: NoticeDocument): string {
  const data: JsonObject = { ...payload, noticeId: _id, accountId };
  return JSON.stringify({ type: kind, timestamp: at, data });
}

/** Signs with each of the secrets, so that a receiver may know any of them. The time is real, against replays. */
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
