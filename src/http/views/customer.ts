/**
 * What a customer reads of an answer (decision D-02): nothing of our workflows, of how a delivery failed or of which of our
 * people acted. Every answer of a customer passes here once, as it leaves; no other view knows who reads.
 */
import type { ActorsOf, ShownActor } from '../../application/keys/key-authenticator.ts';

/** Members that a customer never sees, wherever they are. */
const HIDDEN_MEMBERS: ReadonlySet<string> = new Set(['workflow', 'lastError']);

/** Members that name an actor, with a key or without. */
const ACTOR_MEMBERS: ReadonlySet<string> = new Set(['actor', 'by']);

/** Beginnings of actors that are no person: the product itself, and the providers of payments. */
const SYSTEMS = ['system', 'provider:'];

/** What every id of a key looks like; a text of a customer may look the same. */
const KEY_ID = /^key_[a-z0-9]{1,64}$/i;

/** The same answer for a customer. */
export async function customerView(body: unknown, actorsOf: ActorsOf): Promise<unknown> {
  const texts = new Set<string>();
  collectKeyIds(body, texts);
  const actors: ReadonlyMap<string, ShownActor> = texts.size === 0 ? new Map() : await actorsOf(texts);
  return shown(body, null, actors);
}

function collectKeyIds(value: unknown, found: Set<string>): void {
  if (typeof value === 'string') {
    if (KEY_ID.test(value)) found.add(value);
  } else if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) collectKeyIds(part, found);
  }
}

function shown(value: unknown, member: string | null, actors: ReadonlyMap<string, ShownActor>): unknown {
  if (typeof value === 'string') {
    return actors.get(value) ?? (member !== null && ACTOR_MEMBERS.has(member) ? unkeyed(value) : value);
  }
  if (Array.isArray(value)) return value.map((entry) => shown(entry, null, actors));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, part]) =>
      HIDDEN_MEMBERS.has(name) ? [] : [[name, shown(part, name, actors)]],
    ),
  );
}

/** What every id of a sign-off link looks like: whoever decided on its page did so for the customer. */
const LINK_ID = /^lnk_/;

/** An actor without a key: the product, a provider, the customer's user by link, or whoever of our people gave a signal. */
function unkeyed(actor: string): ShownActor {
  if (LINK_ID.test(actor)) return 'you';
  return SYSTEMS.some((system) => actor.startsWith(system)) ? 'system' : 'staff';
}
