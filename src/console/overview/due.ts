/** Which deadlines of an account people plan by, and what each is about. */
import type { Language } from '../texts/texts.ts';
import type { Overview, ReadOverview } from './status.ts';

export type Deadline = Overview['due']['items'][number];

const MOST = 8;

/** What ends or is due, soonest first, without reminders and what the seller promised. */
export function dueNext(deadlines: readonly Deadline[]): Deadline[] {
  return deadlines.filter(({ kind }) => !/reminder$|^crediting\./.test(kind)).slice(0, MOST);
}

/** The resource, product or order that a deadline is about; undefined if the page does not show it. */
export function subjectOf(
  { at, lotId, orderId, serviceIds = [] }: Deadline,
  {
    overview,
    pools,
    licences,
  }: Pick<ReadOverview, 'pools' | 'licences'> & {
    readonly overview: Pick<Overview, 'terms' | 'services' | 'orders'>;
  },
  language: Language,
): string | undefined {
  const pool = pools.find(({ lots }) => lots.some(({ id }) => id === lotId));
  if (pool !== undefined) return pool.resourceName[language];
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
