/** The signing secrets of a platform: kept sealed, replaced by rotation, and two at a time while the old one runs out. */
import { HOUR_MS, plusMs, type Instant } from '../../domain/instant.ts';
import type { PlatformDocument, WebhookSecret } from '../../storage/collections/platforms.ts';
import type { Platform } from '../../storage/collections/platforms.ts';
import type { Encryptor } from '../../infra/encryption.ts';
import { newWebhookSecret } from './sign-webhook.ts';

/** How long a replaced secret signs beside its successor (api.md §6). */
const OVERLAP_MS = 24 * HOUR_MS;
/** Whoever rotates more often within a day drops the oldest: every signature travels with every notice. */
const MOST_SECRETS = 5;

export interface Rotation {
  /** The new secret, to be shown once. */
  readonly secret: string;
  readonly secrets: WebhookSecret[];
}

/** Puts a new secret before the others. `now` is server time. */
export function rotate(
  platform: Platform,
  secrets: readonly WebhookSecret[],
  encryptor: Encryptor,
  now: Instant,
): Rotation {
  const secret = newWebhookSecret();
  const encrypted = encryptor.seal(secret, identityOfSecrets(platform));
  const replaced = live(secrets, now).map((earlier) => ({
    ...earlier,
    expiresAt: earlier.expiresAt ?? plusMs(now, OVERLAP_MS),
  }));
  return {
    secret,
    secrets: [{ encrypted, createdAt: now, expiresAt: null }, ...replaced].slice(0, MOST_SECRETS),
  };
}

/** The secrets that sign now, newest first. Throws where they were sealed with another key. */
export function openSecrets(
  { _id, secrets }: PlatformDocument,
  encryptor: Encryptor,
  now: Instant,
): string[] {
  return live(secrets, now).map(({ encrypted }) => encryptor.open(encrypted, identityOfSecrets(_id)));
}

/** Those that are not out of date at `now`. */
export function live(secrets: readonly WebhookSecret[], now: Instant): WebhookSecret[] {
  return secrets.filter(({ expiresAt }) => expiresAt === null || expiresAt > now);
}

function identityOfSecrets(platform: Platform): string {
  return `platform:${platform}`;
}
