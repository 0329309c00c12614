/** What comes next for an account, soonest first: what ends or falls due, each once, with how many it is. */
import type { Language } from '../texts/texts.ts';
import type { Overview, ReadOverview } from './status.ts';

export type Deadline = Overview['due']['items'][number];

export interface Due {
  readonly at: string;
  readonly kind: Deadline['kind'];
  /** The resource, product or order that it is about; undefined if the page does not show it. */
  readonly about: string | undefined;
  /** Units of `resource` that expire. */
  readonly units?: { readonly resource: string; readonly count: number };
  /** How many of the same fall due then. */
  readonly count: number;
  /** The order, if it is about one only. */
  readonly orderId: string | undefined;
}

type Read = Pick<ReadOverview, 'pools' | 'licences'> & {
  readonly overview: Pick<Overview, 'terms' | 'services' | 'orders' | 'due'>;
};

/** Expiries of units come from the balances, which have all live lots; all else from the deadlines. */
export function dueNext(read: Read, language: Language): Due[] {
  const deadlines = read.overview.due.items
    .filter(({ kind }) => !/reminder$|^crediting\.|^lot\./.test(kind))
    .map((deadline): Due => ({
      at: deadline.at,
      kind: deadline.kind,
      about: subjectOf(deadline, read, language),
      count: deadline.count ?? 1,
      orderId: deadline.orderId,
    }));
  const expiries = read.pools.flatMap(({ resource, resourceName, lots }) =>
    lots
      .filter(({ remaining }) => remaining > 0)
      .map(({ expiresAt, remaining, orderId }): Due => ({
        at: expiresAt,
        kind: 'lot.expires',
        about: resourceName[language],
        units: { resource, count: remaining },
        count: 1,
        orderId: orderId ?? undefined,
      })),
  );
  return grouped([...deadlines, ...expiries]).toSorted((one, other) => (one.at < other.at ? -1 : 1));
}

/** One entry for all of a kind that are about the same at the same instant. */
function grouped(entries: readonly Due[]): Due[] {
  const groups = new Map<string, Due>();
  for (const entry of entries) {
    const key = JSON.stringify([entry.at, entry.kind, entry.about ?? entry.orderId, entry.units?.resource]);
    const known = groups.get(key);
    groups.set(key, known === undefined ? entry : together(known, entry));
  }
  return [...groups.values()];
}

function together(known: Due, entry: Due): Due {
  const units = known.units && {
    ...known.units,
    count: known.units.count + (entry.units?.count ?? 0),
  };
  return {
    ...known,
    ...(units === undefined ? {} : { units }),
    count: known.count + entry.count,
    orderId: known.orderId === entry.orderId ? known.orderId : undefined,
  };
}

/** What a deadline is about, as the page names it. */
function subjectOf(
  { at, orderId, serviceIds = [] }: Deadline,
  { overview, licences }: Read,
  language: Language,
): string | undefined {
  const periods = [...overview.terms.items, ...licences.items];
  const period = periods.find((one) => one.orderId === orderId && (one.from === at || one.until === at));
  if (period !== undefined) return period.name[language];
  const service = overview.services.items.find(
    (one) =>
      serviceIds.includes(one.id) || (one.orderId === orderId && [one.startBy, one.endsAt].includes(at)),
  );
  if (service !== undefined) return service.name[language];
  const order = overview.orders.items.find(({ id }) => id === orderId);
  return order && (order.reference ?? order.id);
}
