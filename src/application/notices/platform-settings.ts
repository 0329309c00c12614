/** Settings of a platform: the endpoints of its notices, and the secrets that sign them. */
import type { Instant } from '../../domain/instant.ts';
import { DomainError } from '../../domain/errors.ts';
import type { PlatformDocument } from '../../storage/collections/platforms.ts';
import { PLATFORMS, type Platform } from '../../storage/collections/platforms.ts';
import type { Database, Session } from '../../storage/database.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import type { Encryptor } from '../../infra/encryption.ts';
import { rotate } from './platform-secrets.ts';
import { retryForNewEndpoints, retryForPlatform } from './retry-deliveries.ts';

export interface PlatformInput {
  readonly url: string | null;
  readonly sandboxUrl: string | null;
  readonly enabled: boolean;
}

/** Throws `not_found` for an unknown platform. */
export function platformNamed(name: string): Platform {
  const platform = PLATFORMS.find((known) => known === name);
  if (platform === undefined) throw new DomainError('not_found', { kind: 'platform', id: name });
  return platform;
}

/** Returns the stored settings, or the initial ones as of `now`. */
export async function readPlatform(
  { models }: Database,
  platform: Platform,
  now: Instant,
  session: Session | null = null,
): Promise<PlatformDocument> {
  const stored = await models.platforms.findById(platform).session(session).lean();
  return stored ?? initialSettings(platform, now);
}

/** Without endpoints, notices stay in the built-in inbox. */
function initialSettings(platform: Platform, now: Instant): PlatformDocument {
  return { _id: platform, url: null, sandboxUrl: null, enabled: true, secrets: [], updatedAt: now };
}

/**
 * Stores the settings, and has what waits for an endpoint that is new or opened again tried at once. The first endpoint gets a secret, so that notices are never sent unsigned; an operator sees a secret only
 * by rotating it. Throws `unavailable` where no secret can be encrypted.
 */
export async function setPlatform(
  unit: UnitOfWork,
  platform: Platform,
  { url, sandboxUrl, enabled }: PlatformInput,
  encryptor: Encryptor | undefined,
): Promise<PlatformDocument> {
  const before = await readPlatform(unit.database, platform, unit.recordedAt, unit.session);
  const needsSecret = before.secrets.length === 0 && (url !== null || sandboxUrl !== null);
  const secrets = needsSecret
    ? rotate(platform, [], encryptorOf(encryptor), unit.recordedAt).secrets
    : before.secrets;
  const after = { ...before, url, sandboxUrl, enabled, secrets, updatedAt: unit.recordedAt };
  await writePlatform(unit, after);
  retryForNewEndpoints(unit, before, after);
  unit.audit({
    type: 'platform.changed',
    at: unit.recordedAt,
    accountId: null,
    facts: { platform },
    before: { url: before.url, sandboxUrl: before.sandboxUrl, enabled: before.enabled },
    after: { url, sandboxUrl, enabled },
  });
  return after;
}

/** Returns a new secret, to be shown once, and has what waits for the platform tried at once. Throws `unavailable` where no secret can be encrypted. */
export async function rotatePlatformSecret(
  unit: UnitOfWork,
  platform: Platform,
  encryptor: Encryptor | undefined,
): Promise<string> {
  const before = await readPlatform(unit.database, platform, unit.recordedAt, unit.session);
  const { secret, secrets } = rotate(platform, before.secrets, encryptorOf(encryptor), unit.recordedAt);
  await writePlatform(unit, { ...before, secrets, updatedAt: unit.recordedAt });
  retryForPlatform(unit, before);
  const replaced = secrets[1]?.expiresAt ?? null;
  unit.audit({
    type: 'platform.secret_rotated',
    at: unit.recordedAt,
    accountId: null,
    facts: { platform, previousUntil: replaced },
  });
  return secret;
}

/** Two concurrent changes conflict, and the later one runs again on the result of the earlier. */
async function writePlatform(unit: UnitOfWork, { _id, ...fields }: PlatformDocument): Promise<void> {
  await unit.database.models.platforms.updateOne(
    { _id },
    { $set: fields },
    { session: unit.session, upsert: true },
  );
}

function encryptorOf(encryptor: Encryptor | undefined): Encryptor {
  if (encryptor === undefined) throw new DomainError('not_configured', { variable: 'SEALING_SECRET' });
  return encryptor;
}
