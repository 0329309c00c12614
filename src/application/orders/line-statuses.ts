/**
 * The states of an order's lines by their entitlements: lots, licences and terms, which are read, and services, of
 * which the line has a tally (rules §8.1).
 */
import type { Instant } from '../../domain/instant.ts';
import {
  leastAdvanced,
  lineStateOfLot,
  lineStateOfPeriod,
  type LineState,
} from '../../domain/orders/line-states.ts';
import { statesIn } from '../../domain/orders/service-tally.ts';
import type { Database, Session } from '../../storage/database.ts';
import type { EntitlementReference, OrderLineRecord } from '../../storage/collections/orders.ts';

/** The status of one entitlement. */
interface EntitlementStatus {
  readonly state: LineState;
  /** Null until it has ended. */
  readonly endedAt: Instant | null;
}

export interface LineStatus {
  readonly state: LineState;
  /** When the last of its entitlements ended; null if none has. */
  readonly endedAt: Instant | null;
}

/** The status of each line, in their order. A line without entitlements remains in its state. */
export async function lineStatuses(
  database: Database,
  lines: readonly OrderLineRecord[],
  session: Session | null,
): Promise<LineStatus[]> {
  const statuses = new Map<string, EntitlementStatus>();
  // One after the other: a transaction's session carries one operation at a time.
  for (const kind of new Set(lines.flatMap(({ entitlements }) => entitlements.map((one) => one.kind)))) {
    const ids = lines.flatMap(({ entitlements }) =>
      entitlements.filter((one) => one.kind === kind).map(({ id }) => id),
    );
    for (const [id, status] of await READERS[kind](database, ids, session)) statuses.set(id, status);
  }
  return lines.map((line) => {
    const own = line.entitlements.flatMap(({ id }) => statuses.get(id) ?? []);
    const { services } = line;
    const [first, ...rest] = [
      ...own.map(({ state }) => state),
      ...(services === null ? [] : statesIn(services)),
    ];
    return {
      state: first === undefined ? line.state : leastAdvanced([first, ...rest]),
      endedAt: latest([...own.map(({ endedAt }) => endedAt), services?.endedAt ?? null]),
    };
  });
}

/** The lines in the states that `lineStatuses` returned. Lines that do not change are the same objects. */
export function linesWith(
  lines: readonly OrderLineRecord[],
  statuses: readonly LineStatus[],
): OrderLineRecord[] {
  return lines.map((line, index) => {
    const state = statuses[index]?.state ?? line.state;
    return state === line.state ? line : { ...line, state };
  });
}

/** The `$set` that stores the changed lines: only those that differ, by object identity. */
export function lineChanges(
  before: readonly OrderLineRecord[],
  after: readonly OrderLineRecord[],
): Record<string, OrderLineRecord> {
  return Object.fromEntries(
    after.flatMap((line, index) => (line === before[index] ? [] : [[`lines.${index}`, line]])),
  );
}

type Reader = (
  database: Database,
  ids: readonly string[],
  session: Session | null,
) => Promise<[string, EntitlementStatus][]>;

const READERS: Readonly<Record<EntitlementReference['kind'], Reader>> = {
  lot: async ({ models }, ids, session) => {
    const lots = await models.lots
      .find({ _id: { $in: ids } }, { end: 1, endedAt: 1, credited: 1, final: 1 })
      .session(session)
      .lean();
    return lots.map(({ _id, end, endedAt, credited, final }) => [
      _id,
      { state: lineStateOfLot(end === null ? null : { end, whole: final?.voided === credited }), endedAt },
    ]);
  },
  licence: async ({ models }, ids, session) => {
    const licences = await models.licences
      .find({ _id: { $in: ids } }, { end: 1, endedAt: 1 })
      .session(session)
      .lean();
    return licences.map(({ _id, end, endedAt }) => [_id, { state: lineStateOfPeriod(end), endedAt }]);
  },
  term: async ({ models }, ids, session) => {
    const terms = await models.terms
      .find({ _id: { $in: ids } }, { end: 1, endedAt: 1 })
      .session(session)
      .lean();
    return terms.map(({ _id, end, endedAt }) => [_id, { state: lineStateOfPeriod(end), endedAt }]);
  },
};

/** The latest of the instants that are not null; null if there is none. */
export function latest(instants: readonly (Instant | null)[]): Instant | null {
  return instants.reduce<Instant | null>(
    (last, instant) => (instant !== null && (last === null || instant > last) ? instant : last),
    null,
  );
}

/** True for a line that never ends: an active perpetual licence (rules §8.1). */
export function isForEver({ fulfilment, state }: OrderLineRecord): boolean {
  return state === 'active' && fulfilment.kind === 'licence' && fulfilment.validity === 'perpetual';
}
