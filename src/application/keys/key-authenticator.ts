/** Finds the caller of an API key or of a session's token. Both are stored as hashes; callers are cached for a few seconds. */
import { plusMs, type Instant } from '../../domain/instant.ts';
import type { Database } from '../../storage/database.ts';
import type { ServerClock } from '../../infra/clock.ts';
import { derivedId, sha256Hex } from '../../infra/ids.ts';
import { role } from '../../contracts/roles.ts';
import type { Caller } from '../access/caller.ts';
import { isSessionToken } from './credentials.ts';

/** How long another process may still accept a key that was revoked here. */
const REMEMBER_MS = 5_000;
const MOST_REMEMBERED = 10_000;
/** How long an unknown key is not looked up again. */
const REMEMBER_UNKNOWN_MS = 1_000;
/** How often `lastUsedAt` of a key is updated (decision D-03). */
const NOTE_EVERY_MS = 60_000;

/** Finds the caller of a key or a session's token. Returns null if it is unknown, revoked, ended or expired. */
export type Authenticate = (credential: string) => Promise<Caller | null> | Caller | null;

/** True for a credential in the cache. It does not read the database, so it may have been revoked since. */
export type IsKnownKey = (credential: string) => boolean;

/** How an actor is shown to customers. */
export type ShownActor = 'you' | 'staff' | 'system';

/** Returns the texts that are ids of keys, each with how its actor is shown to customers. */
export type ActorsOf = (texts: ReadonlySet<string>) => Promise<ReadonlyMap<string, ShownActor>>;

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
  readonly actorsOf: ActorsOf;
  /** Finds the caller of a key by its id. Returns null if the key is unknown, revoked or expired. */
  readonly callerOfKey: (keyId: string) => Promise<Caller | null>;
  /** Removes a revoked key or an ended session from the cache, so that this process rejects the next request with it. */
  readonly forget: (id: string) => void;
}

export function keyAuthenticator(
  { database, serverNow }: KeyAuthenticatorDependencies,
  nowMs: () => number = Date.now,
): KeyAuthenticator {
  /** Counts revocations, so that a key that was read before one is not cached after it. */
  let revocations = 0;
  const remembered = new Map<string, Remembered>();
  /** When this process last wrote `lastUsedAt` of a key. */
  const notedAtMs = new Map<string, number>();

  async function findKey(by: { readonly hash: string } | { readonly _id: string }): Promise<Known | null> {
    const key = await database.models.keys.findOne({ ...by, revokedAt: null }).lean();
    if (key === null) return null;
    const { _id: keyId, name, accountIds, expiresAt } = key;
    return { caller: { keyId, name, roles: role.array().parse(key.roles), accountIds }, expiresAt };
  }

  /** A session is valid as long as its key is. */
  async function findSession(hash: string): Promise<Known | null> {
    const session = await database.models.sessions.findOne({ hash, endedAt: null }).lean();
    const known = session === null ? null : await findKey({ _id: session.keyId });
    if (session === null || known === null) return null;
    const { _id: id, person, expiresAt } = session;
    const { caller } = known;
    const personId = person === caller.name ? caller.keyId : derivedId('per', `${caller.keyId}\n${person}`);
    return {
      caller: { ...caller, session: { id, personId } },
      expiresAt: known.expiresAt === null || expiresAt < known.expiresAt ? expiresAt : known.expiresAt,
    };
  }

  /** Expiry is checked against the server's clock, for cached keys too. */
  const isValid = ({ expiresAt }: Known): boolean => expiresAt === null || serverNow() < expiresAt;

  /** Updates `lastUsedAt` without making the request wait. If the write fails, a later request repeats it. */
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

  /** When an unknown key may be looked up again. */
  const unknownUntilMs = new Map<string, number>();
  /** Look-ups in progress, shared by concurrent requests with the same key. */
  const lookups = new Map<string, Promise<Known | null>>();

  async function know(credential: string): Promise<Known | null> {
    const hash = sha256Hex(credential);
    const known = remembered.get(hash);
    if (known !== undefined && known.untilMs > nowMs()) return known;
    if ((unknownUntilMs.get(hash) ?? 0) > nowMs()) return null;
    const under = lookups.get(hash);
    if (under !== undefined) return under;
    const find = () => (isSessionToken(credential) ? findSession(hash) : findKey({ hash }));
    const looking = look(hash, find).finally(() => {
      if (lookups.get(hash) === looking) lookups.delete(hash);
    });
    lookups.set(hash, looking);
    return looking;
  }

  async function look(hash: string, find: () => Promise<Known | null>): Promise<Known | null> {
    const before = revocations;
    const found = await find();
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
        const ids = { _id: { $in: unknown } };
        const [keys, sessions] = await Promise.all([
          database.models.keys.find(ids, { roles: 1 }).lean(),
          database.models.sessions.find(ids, { roles: 1 }).lean(),
        ]);
        if (actors.size + unknown.length > MOST_REMEMBERED) actors.clear();
        for (const { _id, roles } of [...keys, ...sessions]) actors.set(_id, actorOfRoles(roles));
      }
      return actors;
    },
    authenticate: async (credential) => {
      const known = await know(credential);
      if (known === null || !isValid(known)) return null;
      note(known);
      return known.caller;
    },
    callerOfKey: async (keyId) => {
      const known = await findKey({ _id: keyId });
      return known !== null && isValid(known) ? known.caller : null;
    },
    // Expired entries count too: under an address limit no other request would get through to refresh them.
    isKnownKey: (key) => remembered.has(sha256Hex(key)),
    forget: (id) => {
      revocations += 1;
      // A look-up that began before the revocation must not serve a request that comes after it.
      lookups.clear();
      for (const [hash, { caller }] of remembered) {
        if (caller.keyId === id || caller.session?.id === id) remembered.delete(hash);
      }
    },
  };
}

/** Medical platforms post usages automatically. People hold all other keys. */
function actorOfRoles(roles: readonly string[]): ShownActor {
  if (roles.includes('customer')) return 'you';
  return roles.every((role) => role === 'platform') ? 'system' : 'staff';
}
