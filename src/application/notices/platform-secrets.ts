/** The signing secrets of a platform: stored encrypted, and replaced by rotation with an overlap in which both sign. */
import { HOUR_MS, plusMs, type Instant } from '../../domain/instant.ts';
import type { PlatformDocument, WebhookSecret } from '../../storage/collections/platforms.ts';
import type { Platform } from '../../storage/collections/platforms.ts';
import type { Encryptor } from '../../infra/encryption.ts';
import { newWebhookSecret } from './sign-webhook.ts';

/** How long a replaced secret still signs, together with its successor (api.md §6). */
const OVERLAP_MS = 24 * HOUR_MS;
/** More rotations within a day drop the oldest secret, because every notice carries one signature a secret. */
const MOST_SECRETS = 5;

export interface Rotation {
  /** The new secret, to be shown once. */
  readonly secret: string;
  readonly secrets: WebhookSecret[];
}

/** Adds a new secret and starts the overlap of the current one. `now` is server time. */
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

/** The secrets that sign now, newest first. Throws where they were encrypted with another key. */
export function openSecrets(
  { _id, secrets }: PlatformDocument,
  encryptor: Encryptor,
  now: Instant,
): string[] {
  return live(secrets, now).map(({ encrypted }) => encryptor.open(encrypted, identityOfSecrets(_id)));
}

/** The secrets that have not expired at `now`. */
export function live(secrets: readonly WebhookSecret[], now: Instant): WebhookSecret[] {
  return secrets.filter(({ expiresAt }) => expiresAt === null || expiresAt > now);
}

/** The owner for which the signing secrets of a platform are encrypted. */
export function identityOfSecrets(platform: Platform): string {
  return `platform:${platform}`;
}
