/**
 * Removes from a response what customers must not see (decision D-02): workflows, errors of deliveries, and which member of
 * staff acted. Every response to a customer passes through here; no other view depends on the reader.
 */
import type { ActorsOf, ShownActor } from '../../application/keys/key-authenticator.ts';

/** Members that are removed at any depth. */
const HIDDEN_MEMBERS: ReadonlySet<string> = new Set(['workflow', 'lastError', 'hasToken', 'signOffLink']);

/** True for a member of responses that customers do not get. */
export function isHiddenFromCustomers(member: string): boolean {
  return HIDDEN_MEMBERS.has(member);
}

/** Members that name an actor, with a key or without. */
const ACTOR_MEMBERS: ReadonlySet<string> = new Set(['actor', 'by']);

/** Prefixes of actors that are not people: the product itself and payment providers. */
const SYSTEMS = ['system', 'provider:'];

/** The form of the id of a key or a session. A text that a customer wrote may have the same form. */
const KEY_ID = /^(?:key|ses)_[a-z0-9]{1,64}$/i;

/** Returns the response body as a customer sees it. */
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
      isHiddenFromCustomers(name) ? [] : [[name, shown(part, name, actors)]],
    ),
  );
}

/** The form of a sign-off link's id. A decision made with it is the customer's. */
const LINK_ID = /^lnk_/;

/** An actor without a key: the product, a provider, the customer's user by link, or staff by a signal. */
function unkeyed(actor: string): ShownActor {
  if (LINK_ID.test(actor)) return 'you';
  return SYSTEMS.some((system) => actor.startsWith(system)) ? 'system' : 'staff';
}
