/**
 * What monitoring reads of the records: orders by state, and how late the work that is due is. Sandboxes are left out, since
 * their clocks stand still, except in the outbox, which all accounts share. Each query reads a bounded part of an index.
 */
import { DEADLINE_KINDS, DELIVERY_RETRY, type StoredDeadlineKind } from '../../domain/kinds.ts';
import { instantOf, type Instant } from '../../domain/instant.ts';
import { ORDER_STATES, type OrderState } from '../../domain/orders/states.ts';
import { AT_ONCE } from '../../storage/collections/outbox.ts';
import { PRESENT } from '../../storage/define-collection.ts';
import type { Match } from '../../storage/paging/read-page.ts';
import type { Database } from '../../storage/database.ts';
import { NEVER } from '../../storage/dead-letters.ts';

type Records = Pick<Database, 'models'>;

/** A count of orders stops here. */
export const MOST_ORDERS = 100_000;
/** Most overdue deadlines, and most messages that are leased or wait for another attempt, that are looked at. */
export const MOST_LATE = 10_000;
/** The server ends a query that takes longer. */
const LIMIT = { maxTimeMS: 2_000 } as const;

const STATES = Object.keys(ORDER_STATES) as OrderState[];
/** States in which an order can be paid without being credited. */
const UNCREDITED_STATES = ['awaiting_payment', 'payment_expired', 'fulfilling'] as const;
const KINDS: readonly StoredDeadlineKind[] = [...DEADLINE_KINDS, DELIVERY_RETRY];

/** Orders by state, at most `MOST_ORDERS` of each. */
export function countOrdersByState({ models }: Records): Promise<{ state: OrderState; orders: number }[]> {
  return Promise.all(
    STATES.map(async (state) => ({
      state,
      orders: await models.orders.countDocuments({ sandbox: false, state }, { limit: MOST_ORDERS, ...LIMIT }),
    })),
  );
}

/** How late work is, in seconds; 0 where nothing is late. */
export interface Lateness {
  /** By kind of deadline: the most overdue one that was not met. */
  readonly deadlines: readonly { readonly kind: StoredDeadlineKind; readonly seconds: number }[];
  /** Since the capture of the oldest paid order that is not credited, of those that are held and of the others. */
  readonly crediting: readonly { readonly held: boolean; readonly seconds: number }[];
  /** Since the deadline of the oldest open episode whose suspension is due and not booked. */
  readonly suspensionSeconds: number;
  /** Age of the oldest message that is neither delivered nor given up. */
  readonly oldestMessageSeconds: number;
  /** Messages that were given up, at most `MOST_LATE`. */
  readonly messagesGivenUp: number;
}

export async function readLateness(records: Records, nowMs: number): Promise<Lateness> {
  const now = instantOf(nowMs);
  const since = (at: Instant | null | undefined) =>
    at === null || at === undefined ? 0 : Math.max(0, (nowMs - Date.parse(at)) / 1_000);
  const [deadlines, crediting, suspendsAt, createdAt, messagesGivenUp] = await Promise.all([
    earliestDeadlines(records, now),
    Promise.all(
      [false, true].map(async (held) => ({ held, seconds: since(await oldestUncredited(records, held)) })),
    ),
    earliestSuspension(records, now),
    oldestMessage(records),
    records.models.outbox.countDocuments({ visibleAtMs: NEVER }, { limit: MOST_LATE, ...LIMIT }),
  ]);
  return {
    deadlines: KINDS.map((kind) => ({ kind, seconds: since(deadlines.get(kind)) })),
    crediting,
    suspensionSeconds: since(suspendsAt),
    oldestMessageSeconds: since(createdAt),
    messagesGivenUp,
  };
}

/** What reconciliation has recorded: the start of its last run, null before the first, and inconsistencies by kind. */
export interface ReconciliationFigures {
  readonly startedAt: Instant | null;
  readonly inconsistencies: ReadonlyMap<string, number>;
}

export async function readReconciliation(
  { models }: Records,
  taskQueue: string,
): Promise<ReconciliationFigures> {
  const [last, open] = await Promise.all([
    models.reconciliationRuns.findById(taskQueue, { startedAt: 1 }, LIMIT).lean(),
    // One that lasts becomes a task, so there are few.
    models.inconsistencies.find({}, { kind: 1 }, { limit: MOST_LATE, ...LIMIT }).lean(),
  ]);
  const inconsistencies = new Map<string, number>();
  for (const { kind } of open) inconsistencies.set(kind, (inconsistencies.get(kind) ?? 0) + 1);
  return { startedAt: last?.startedAt ?? null, inconsistencies };
}

/** When the last round of the canary that passed began; null if none is stored. */
export async function readLastPassedRound({ models }: Records): Promise<Instant | null> {
  const passed = await models.canaryRounds
    .findOne({ outcome: 'passed' }, { startedAt: 1 }, LIMIT)
    .sort({ startedAt: -1 })
    .lean();
  return passed?.startedAt ?? null;
}

async function earliestDeadlines({ models }: Records, now: Instant): Promise<Map<string, Instant>> {
  const found = await models.deadlines.aggregate<{ _id: string; at: Instant }>(
    [
      { $match: { sandbox: false, at: { $lt: now } } },
      { $sort: { at: 1, _id: 1 } },
      { $limit: MOST_LATE },
      { $project: { _id: 0, kind: 1, at: 1 } },
      { $group: { _id: '$kind', at: { $min: '$at' } } },
    ],
    { hint: { sandbox: 1, at: 1, _id: 1, kind: 1 }, ...LIMIT },
  );
  return new Map(found.map(({ _id, at }) => [_id, at]));
}

async function oldestUncredited({ models }: Records, held: boolean): Promise<Instant | null> {
  const uncredited: Match = { sandbox: false, creditedAt: null, held, 'payment.capturedAt': PRESENT };
  const oldest = await Promise.all(
    UNCREDITED_STATES.map((state) =>
      models.orders
        .findOne({ ...uncredited, state }, { payment: 1 }, LIMIT)
        .sort({ 'payment.capturedAt': 1 })
        .lean(),
    ),
  );
  return earliest(oldest.flatMap((order) => order?.payment?.capturedAt ?? []));
}

async function earliestSuspension({ models }: Records, now: Instant): Promise<Instant | null> {
  const due = await models.episodes
    .findOne({ sandbox: false, state: 'open', suspendsAt: { $lt: now } }, { suspendsAt: 1 }, LIMIT)
    .sort({ suspendsAt: 1 })
    .lean();
  return due?.suspendsAt ?? null;
}

/** Ids of messages sort by their age. Those that no relay has tried come first in the index; the others are few. */
async function oldestMessage({ models }: Records): Promise<Instant | null> {
  const { outbox } = models;
  const [untried, [tried]] = await Promise.all([
    outbox.findOne({ visibleAtMs: AT_ONCE }, { createdAt: 1 }, LIMIT).sort({ _id: 1 }).lean(),
    outbox.aggregate<{ oldest: string }>(
      [
        { $match: { visibleAtMs: { $gt: AT_ONCE, $lt: NEVER } } },
        { $limit: MOST_LATE },
        { $group: { _id: null, oldest: { $min: '$_id' } } },
      ],
      { hint: { visibleAtMs: 1, _id: 1 }, ...LIMIT },
    ),
  ]);
  const inFlight =
    tried === undefined ? null : await outbox.findById(tried.oldest, { createdAt: 1 }, LIMIT).lean();
  return earliest([untried, inFlight].flatMap((message) => message?.createdAt ?? []));
}

function earliest(instants: readonly Instant[]): Instant | null {
  return instants.toSorted()[0] ?? null;
}
