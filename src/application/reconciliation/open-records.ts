/** The records that may need a running workflow, by kind of workflow, read in parts in the order of ids. */
import { isTerminal, ORDER_STATES, type OrderState } from '../../domain/orders/states.ts';
import { workflowIdOf, type WorkflowId, type WorkflowKind } from '../../domain/workflow-ids.ts';
import { EPISODE_STATE, ORDER_STATUS } from '../../domain/search-attributes.ts';
import type { Database, Models } from '../../storage/database.ts';

/** The workflow of a record, and the record's state where the workflow shows it. */
export interface OpenRecord {
  readonly workflowId: WorkflowId;
  readonly state: string | null;
}

export interface OpenPart {
  readonly records: readonly OpenRecord[];
  /** The id after which the next part begins; empty after the last part. */
  readonly next: string;
}

interface Found {
  readonly id: string;
  readonly state: string | null;
}

/** Reads at most `limit` records after an id, in the order of ids. */
type Source = (models: Models, after: string, limit: number) => Promise<Found[]>;

export interface OpenRecords {
  /** The search attribute by which the workflow shows the record's state. */
  readonly shownAs: typeof ORDER_STATUS | typeof EPISODE_STATE | null;
  /** May list records that are over, never too few: the workflow starter checks each record. */
  readonly sources: readonly Source[];
}

const OPEN_STATES = (Object.keys(ORDER_STATES) as OrderState[]).filter((state) => !isTerminal(state));

export const OPEN_RECORDS: Readonly<Record<WorkflowKind, OpenRecords>> = {
  order: {
    shownAs: ORDER_STATUS,
    sources: [openOrders, paidAfterExpiry],
  },
  // A suspension can outlast its episode when the arrears were written off.
  arrears: {
    shownAs: EPISODE_STATE,
    sources: [openEpisodes, suspendedEpisodes, workflowsOfDeadlines('arrears')],
  },
  notice: { shownAs: null, sources: [pendingDeliveries] },
  lot: { shownAs: null, sources: [workflowsOfDeadlines('lot')] },
};

const WHOLE_BATCH = 1_000;

/** The records of a kind after an id, about `limit` of them. */
export async function readPart(
  { models }: Database,
  kind: WorkflowKind,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<OpenPart> {
  const { sources } = OPEN_RECORDS[kind];
  const found = await Promise.all(sources.map((source) => source(models, after, limit)));
  // Where a source has more records, the part ends at the last id that it returned.
  const ends = found.flatMap((ids) => (ids.length < limit ? [] : (ids.at(-1)?.id ?? [])));
  const next = ends.sort()[0] ?? '';
  const states = new Map<string, string | null>();
  for (const { id, state } of found.flat()) {
    if ((next === '' || id <= next) && !states.has(id)) states.set(id, state);
  }
  return { records: [...states].map(([id, state]) => ({ workflowId: workflowIdOf(kind, id), state })), next };
}

/** All records of a kind. */
export async function* readOpen(database: Database, kind: WorkflowKind): AsyncGenerator<OpenRecord> {
  for (let after = '', isFirst = true; isFirst || after !== ''; isFirst = false) {
    const { records, next } = await readPart(database, kind, { after, limit: WHOLE_BATCH });
    yield* records;
    after = next;
  }
}

/** With a hint, because the planner may scan all orders instead. */
async function openOrders({ orders }: Models, after: string, limit: number): Promise<Found[]> {
  const open = await orders
    .find({ state: { $in: OPEN_STATES }, _id: { $gt: after } }, { state: 1 })
    .sort({ _id: 1 })
    .limit(limit)
    .hint({ state: 1, _id: 1 })
    .lean();
  return open.map(({ _id: id, state }) => ({ id, state }));
}

/** A payment revives an order that expired unpaid (rules §8.4). */
async function paidAfterExpiry({ orders }: Models, after: string, limit: number): Promise<Found[]> {
  const paid = await orders
    .find({ state: 'payment_expired', 'payment.paymentId': { $gt: '' }, _id: { $gt: after } }, { state: 1 })
    .sort({ _id: 1 })
    .limit(limit)
    .hint({ 'payment.paymentId': 1 })
    .lean();
  return paid.map(({ _id: id, state }) => ({ id, state }));
}

async function openEpisodes({ episodes }: Models, after: string, limit: number): Promise<Found[]> {
  const open = await episodes
    .find({ state: { $in: ['open', 'suspended'] }, _id: { $gt: after } }, { state: 1 })
    .sort({ _id: 1 })
    .limit(limit)
    .lean();
  return open.map(({ _id: id, state }) => ({ id, state }));
}

async function suspendedEpisodes({ episodes }: Models, after: string, limit: number): Promise<Found[]> {
  const suspended = { suspendedAt: { $type: 'string' as const }, resumedAt: null };
  const found = await episodes
    .find({ ...suspended, _id: { $gt: after } }, { state: 1 })
    .sort({ _id: 1 })
    .limit(limit)
    .lean();
  return found.map(({ _id: id, state }) => ({ id, state }));
}

async function pendingDeliveries({ deliveries }: Models, after: string, limit: number): Promise<Found[]> {
  const pending = await deliveries
    .find({ state: 'pending', _id: { $gt: after } }, { _id: 1 })
    .sort({ _id: 1 })
    .limit(limit)
    .lean();
  return pending.map(({ _id: id }) => ({ id, state: null }));
}

/** A workflow with a stored deadline is not over. */
function workflowsOfDeadlines(kind: WorkflowKind): Source {
  return async ({ deadlines }, after, limit) => {
    const found = await deadlines
      .find({ workflowId: { $gt: `${kind}:${after}`, $lt: `${kind};` } }, { workflowId: 1 })
      .sort({ workflowId: 1, at: 1 })
      .limit(limit)
      .lean();
    return found.map(({ workflowId }) => ({ id: workflowId.slice(kind.length + 1), state: null }));
  };
}
