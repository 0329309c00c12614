/** Reads accounts for components that each need one: those of a list together, since a page of it names fifty. */
import type { Client, Schemas } from '@prepaid-fulfilment/client';

type Account = Schemas['Account'];

interface Waiting {
  readonly resolve: (account: Account | Promise<Account>) => void;
  readonly reject: (reason: unknown) => void;
}

/** Most ids of one call. */
const MOST_IDS = 200;

/** What is asked for in this turn, by client. */
const asked = new WeakMap<Client, Map<string, Waiting[]>>();

/** The account of an id. Accounts that are asked for in the same turn are read with one call. */
export function readAccount(api: Client, id: string): Promise<Account> {
  return new Promise((resolve, reject) => {
    const waiting = asked.get(api) ?? begin(api);
    waiting.set(id, [...(waiting.get(id) ?? []), { resolve, reject }]);
  });
}

function begin(api: Client): Map<string, Waiting[]> {
  const waiting = new Map<string, Waiting[]>();
  asked.set(api, waiting);
  setTimeout(() => {
    asked.delete(api);
    const all = [...waiting];
    for (let from = 0; from < all.length; from += MOST_IDS) void read(api, all.slice(from, from + MOST_IDS));
  });
  return waiting;
}

async function read(api: Client, all: readonly (readonly [string, readonly Waiting[]])[]): Promise<void> {
  const one = (id: string) => api.get('/v1/accounts/{id}', { path: { id } });
  try {
    const ids = all.map(([id]) => id);
    const query = { ids: ids.join(','), limit: MOST_IDS };
    const items = ids.length === 1 ? [] : (await api.get('/v1/accounts', { query })).items;
    // One that is not listed, or alone, is read by itself, which says why it cannot be read.
    for (const [id, waiting] of all) {
      const account = items.find((item) => item.id === id) ?? one(id);
      for (const { resolve } of waiting) resolve(account);
    }
  } catch (error) {
    for (const [, waiting] of all) for (const { reject } of waiting) reject(error);
  }
}
