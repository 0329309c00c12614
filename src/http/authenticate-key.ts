/** Finds the caller of an API key. Keys are stored as hashes; who was found is remembered for a few seconds. */
import type { Database } from '../persistence/database.ts';
import { sha256Hex } from '../platform/ids.ts';
import { role } from '../contracts/roles.ts';
import type { Authenticate, Caller } from './caller.ts';
import type { ActorsOf, ShownActor } from './views/customer.ts';

/** Bounds how long another process may go on accepting a key that was revoked here. */
const REMEMBER_MS = 5_000;
const MOST_REMEMBERED = 10_000;

export interface KeyAuthenticator {
  readonly authenticate: Authenticate;
  /** Which of these texts are ids of keys, and whom a customer sees behind each: itself, our staff or a system. */
  readonly actorsOf: ActorsOf;
  /** After a revocation: the key must not work one request longer in this process. */
  forget(keyId: string): void;
}

export function keyAuthenticator(database: Database, nowMs: () => number = Date.now): KeyAuthenticator {
  /** Counts revocations: what was read before one is not remembered after it. */
  let revocations = 0;
  const remembered = new Map<string, { readonly caller: Caller; readonly untilMs: number }>();

  async function find(hash: string): Promise<Caller | null> {
    const key = await database.models.keys.findOne({ hash, revokedAt: null }).lean();
    if (key === null) return null;
    return {
      keyId: key._id,
      name: key.name,
      roles: role.array().parse(key.roles),
      accountIds: key.accountIds,
    };
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
      const hash = sha256Hex(key);
      const known = remembered.get(hash);
      if (known !== undefined && known.untilMs > nowMs()) return known.caller;
      const before = revocations;
      const caller = await find(hash);
      if (caller === null) {
        remembered.delete(hash);
        return null;
      }
      if (before !== revocations) return caller;
      if (remembered.size >= MOST_REMEMBERED) remembered.clear();
      remembered.set(hash, { caller, untilMs: nowMs() + REMEMBER_MS });
      return caller;
    },
    forget: (keyId) => {
      revocations += 1;
      for (const [hash, { caller }] of remembered) if (caller.keyId === keyId) remembered.delete(hash);
    },
  };
}

/** Medical platforms post uses by themselves; every other key is in the hand of a person. */
function actorOfRoles(roles: readonly string[]): ShownActor {
  if (roles.includes('customer')) return 'you';
  return roles.every((role) => role === 'platform') ? 'system' : 'staff';
}
