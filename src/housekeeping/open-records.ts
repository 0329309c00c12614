/** Which records may need the workflow that keeps them, one row for each kind. */
import { isTerminal, ORDER_STATES, type OrderState } from '../domain/order/states.ts';
import { ownerOf, type Owner, type OwnerKind } from '../domain/owners.ts';
import { EPISODE_STATE, ORDER_STATUS } from '../domain/search-attributes.ts';
import type { Database } from '../persistence/database.ts';

/** A record, and its state where its workflow shows one. */
export interface OpenRecord {
  readonly owner: Owner;
  readonly state: string | null;
}

export interface OpenRecords {
  /** The search attribute by which the workflow shows the record's state. */
  readonly shownAs: typeof ORDER_STATUS | typeof EPISODE_STATE | null;
  /** Too many rather than too few: whoever starts a workflow looks whether its record is over. */
  readonly read: (database: Database) => AsyncIterable<OpenRecord>;
}

export const OPEN_RECORDS: Readonly<Record<OwnerKind, OpenRecords>> = {
  order: { shownAs: ORDER_STATUS, read: openOrders },
  arrears: { shownAs: EPISODE_STATE, read: openEpisodes },
  notice: { shownAs: null, read: pendingDeliveries },
  lot: { shownAs: null, read: (database) => ownersOfDeadlines(database, 'lot') },
};

const OPEN_STATES = (Object.keys(ORDER_STATES) as OrderState[]).filter((state) => !isTerminal(state));

async function* openOrders({ models }: Database): AsyncGenerator<OpenRecord> {
  const open = models.orders.find(
    // Money revives an order that had expired unpaid (rules §8.4).
    { $or: [{ state: { $in: OPEN_STATES } }, { state: 'payment_expired', payment: { $ne: null } }] },
    { state: 1 },
  );
  for await (const { _id, state } of open.lean().cursor()) yield { owner: ownerOf('order', _id), state };
}

async function* openEpisodes(database: Database): AsyncGenerator<OpenRecord> {
  const open = database.models.episodes.find(
    // What is suspended can outlive the episode whose arrears were given up.
    {
      $or: [
        { state: { $in: ['open', 'suspended'] } },
        { suspendedAt: { $type: 'string' as const }, resumedAt: null },
      ],
    },
    { state: 1 },
  );
  for await (const { _id, state } of open.lean().cursor()) yield { owner: ownerOf('arrears', _id), state };
  yield* ownersOfDeadlines(database, 'arrears');
}

async function* pendingDeliveries({ models }: Database): AsyncGenerator<OpenRecord> {
  for await (const { _id } of models.deliveries.find({ state: 'pending' }, { _id: 1 }).lean().cursor()) {
    yield { owner: ownerOf('notice', _id), state: null };
  }
}

/** Whoever has a deadline to meet is not over. */
async function* ownersOfDeadlines({ models }: Database, kind: OwnerKind): AsyncGenerator<OpenRecord> {
  const ofKind = { owner: { $gt: `${kind}:`, $lt: `${kind};` } };
  for await (const { owner } of models.deadlines.find(ofKind, { owner: 1 }).lean().cursor()) {
    yield { owner: ownerOf(kind, owner.slice(kind.length + 1)), state: null };
  }
}
