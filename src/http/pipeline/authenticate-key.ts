/** Finds the caller of an API key. Keys are stored as hashes; who was found is remembered for a few seconds. */
import { plusMs, type Instant } from '../../domain/instant.ts';
import type { Database } from '../../storage/database.ts';
import type { ServerClock } from '../../infra/clock.ts';
import { sha256Hex } from '../../infra/ids.ts';
import { role } from '../../contracts/roles.ts';
import type { Authenticate, Caller, IsKnownKey } from './caller.ts';
import type { ActorsOf, ShownActor } from '../views/customer.ts';

/** Bounds how long another process may go on accepting a key that was revoked here. */
const REMEMBER_MS = 5_000;
const MOST_REMEMBERED = 10_000;
/** A key that nobody has is not looked for again so soon. */
const REMEMBER_UNKNOWN_MS = 1_000;
/** How often the last use of a key is written (decision D-03). */
const NOTE_EVERY_MS = 60_000;

interface Known {
  readonly caller: Caller;
  readonly expiresAt: Instant | null;
}

interface Remembered extends Known {
  readonly untilMs: number;
}

export interface KeyAuthenticatorDependencies {
  readonly database: Database;
  readonly serverNow: ServerClock;
}

export interface KeyAuthenticator {
  readonly authenticate: Authenticate;
  readonly isKnownKey: IsKnownKey;
  /** Which of these texts are ids of keys, and whom a customer sees behind each: itself, our staff or a system. */
  readonly actorsOf: ActorsOf;
  /** After a revocation: the key must not work one request longer in this process. */
  readonly forget: (keyId: string) => void;
}

export function keyAuthenticator(
  { database, serverNow }: KeyAuthenticatorDependencies,
  nowMs: () => number = Date.now,
): KeyAuthenticator {
  /** Counts revocations: what was read before one is not remembered after it. */
  let revocations = 0;
  const remembered = new Map<string, Remembered>();
  /** When the last use of a key was written, by this process. */
  const notedAtMs = new Map<string, number>();

  async function find(hash: string): Promise<Known | null> {
    const key = await database.models.keys.findOne({ hash, revokedAt: null }).lean();
    if (key === null) return null;
    const { _id: keyId, name, accountIds, expiresAt } = key;
    return { caller: { keyId, name, roles: role.array().parse(key.roles), accountIds }, expiresAt };
  }

  /** Its end counts on the server's clock, whether the key is remembered or not. */
  const lives = ({ expiresAt }: Known): boolean => expiresAt === null || serverNow() < expiresAt;

  /** Notes a use without making the request wait. One that is lost costs the exact minute, no more. */
  function note({ caller: { keyId } }: Known): void {
    const now = nowMs();
    if (now - (notedAtMs.get(keyId) ?? -Infinity) < NOTE_EVERY_MS) return;
    if (notedAtMs.size >= MOST_REMEMBERED) notedAtMs.clear();
    notedAtMs.set(keyId, now);
    const lastUsedAt = serverNow();
    const longAgo = {
      $or: [{ lastUsedAt: null }, { lastUsedAt: { $lte: plusMs(lastUsedAt, -NOTE_EVERY_MS) } }],
    };
    database.models.keys
      .updateOne({ _id: keyId, ...longAgo }, { $set: { lastUsedAt } })
      .catch(() => undefined);
  }

  /** When a key that was not found may be looked for again. */
  const unknownUntilMs = new Map<string, number>();
  /** Look-ups under way: whoever asks for the same key meanwhile waits for the same one. */
  const asked = new Map<string, Promise<Known | null>>();

  async function know(hash: string): Promise<Known | null> {
    const known = remembered.get(hash);
    if (known !== undefined && known.untilMs > nowMs()) return known;
    if ((unknownUntilMs.get(hash) ?? 0) > nowMs()) return null;
    const under = asked.get(hash);
    if (under !== undefined) return under;
    const looking = look(hash).finally(() => {
      if (asked.get(hash) === looking) asked.delete(hash);
    });
    asked.set(hash, looking);
    return looking;
  }

  async function look(hash: string): Promise<Known | null> {
    const before = revocations;
    const found = await find(hash);
    if (found === null) {
      remembered.delete(hash);
      if (unknownUntilMs.size >= MOST_REMEMBERED) unknownUntilMs.clear();
      unknownUntilMs.set(hash, nowMs() + REMEMBER_UNKNOWN_MS);
      return null;
    }
    if (before !== revocations) return found;
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(hash, { ...found, untilMs: nowMs() + REMEMBER_MS });
    return found;
  }

  /** Roles of a key never change. */
  const actors = new Map<string, ShownActor>();

  return {
    actorsOf: async (texts) => {
      const unknown = [...texts].filter((text) => !actors.has(text));
      if (unknown.length > 0) {
        const keys = await database.models.keys.find({ _id: { $in: unknown } }, { roles: 1 }).lean();
        if (actors.size + keys.length > MOST_REMEMBERED) actors.clear();
        for (const { _id, roles } of keys) actors.set(_id, actorOfRoles(roles));
      }
      return actors;
    },
    authenticate: async (key) => {
      const known = await know(sha256Hex(key));
      if (known === null || !lives(known)) return null;
      note(known);
      return known.caller;
    },
    // Also while its time is over: in a flood nobody else would be let through to look it up again.
    isKnownKey: (key) => remembered.has(sha256Hex(key)),
    forget: (keyId) => {
      revocations += 1;
      // What was asked before the revocation must not answer who asks after it.
      asked.clear();
      for (const [hash, { caller }] of remembered) if (caller.keyId === keyId) remembered.delete(hash);
    },
  };
}

/** Medical platforms post uses by themselves; every other key is in the hand of a person. */
function actorOfRoles(roles: readonly string[]): ShownActor {
  if (roles.includes('customer')) return 'you';
  return roles.every((role) => role === 'platform') ? 'system' : 'staff';
}
