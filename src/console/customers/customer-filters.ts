/** The filters of the list of customers, which are part of the address. */
import type { CallOptions } from '@prepaid-fulfilment/client';

type Query = NonNullable<NonNullable<CallOptions<'get', '/v1/accounts'>[0]>['query']>;

export const SANDBOXES = ['true', 'only'] as const satisfies Query['sandbox'][];

/** What the person chose. A field that is missing filters nothing. */
export interface CustomerFilters {
  /** Beginning of a name or an id. */
  readonly query?: string;
  readonly salesTeam?: string;
  readonly sandbox?: (typeof SANDBOXES)[number];
}

/** The filters of an address, or of a form with fields of these names. What is empty or unknown is left out. */
export function customerFiltersIn(values: { get(name: string): unknown }): CustomerFilters {
  const text = (name: string) => {
    const value = values.get(name);
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
  };
  const [query, salesTeam] = [text('query'), text('salesTeam')];
  const sandbox = SANDBOXES.find((known) => known === text('sandbox'));
  return {
    ...(query === undefined ? {} : { query }),
    ...(salesTeam === undefined ? {} : { salesTeam }),
    ...(sandbox === undefined ? {} : { sandbox }),
  };
}

/** The address of the list with these filters. */
export function customersAddress(filters: CustomerFilters): string {
  const search = new URLSearchParams({ ...filters }).toString();
  return search === '' ? '/customers' : `/customers?${search}`;
}
