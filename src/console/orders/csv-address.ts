/** Where the list can be downloaded as CSV: the same orders and columns, all pages. */
import { zoneOf, type ZoneChoice } from '../format/instant.ts';
import { CSV_COLUMNS, type Column } from './columns.ts';
import { queryOf, type OrderFilters } from './order-filters.ts';

/** A path of the API. `timeZone` is IANA. */
export function csvAddress(filters: OrderFilters, columns: readonly Column[], timeZone: string): string {
  const chosen = columns.flatMap((column) => CSV_COLUMNS[column]);
  const search = new URLSearchParams({ format: 'csv', columns: chosen.join(','), timeZone });
  for (const [name, value] of Object.entries(queryOf(filters))) search.set(name, String(value));
  return `/v1/orders?${search.toString()}`;
}

/** The zone of a file with orders of many customers: that of the browser, unless the person chose UTC. */
export function csvZone(choice: ZoneChoice): string {
  return zoneOf(choice, undefined) ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}
