/** Requests to each list route, with values for each of its filters. */
import { ROUTES, type RouteName } from '../../src/contracts/routes.ts';
import type { Route } from '../../src/contracts/route.ts';

export interface ListCase {
  /** Value of the path parameter. */
  readonly id?: string;
  /** Values of each filter: one that matches many rows, and one that matches few or none. */
  readonly filters?: Readonly<Record<string, readonly string[]>>;
}

/** Filters that are combined with every other filter (decision D-31). */
const PAIRED = ['accountId', 'salesTeam'] as const;
const PAGING = ['limit', 'cursor'];

/** Names of the routes that return a list. */
export function listRoutes(): RouteName[] {
  const rows = Object.entries(ROUTES) as [RouteName, Route][];
  return rows.flatMap(([name, { method, responses }]) => {
    const answer = responses[200];
    const fields = answer !== undefined && 'shape' in answer ? (answer.shape as object) : {};
    return method === 'get' && 'items' in fields ? [name] : [];
  });
}

/** Filters of a route. */
export function filtersOf(name: RouteName): string[] {
  const { query }: Route = ROUTES[name];
  return Object.keys(query?.shape ?? {}).filter((field) => !PAGING.includes(field));
}

/** Paths without a filter, with each filter, and with accountId or salesTeam and each other filter. */
export function addressesOf(name: RouteName, { id = '', filters = {} }: ListCase): string[] {
  const path = ROUTES[name].path.replace(/\{\w+\}/, id);
  const single = Object.entries(filters).flatMap(([field, values]) =>
    values.map((value) => `${field}=${encodeURIComponent(value)}`),
  );
  const paired = single.flatMap((one) =>
    PAIRED.flatMap((field) =>
      field in filters && !one.startsWith(`${field}=`)
        ? [`${one}&${field}=${filters[field]?.[0] ?? ''}`]
        : [],
    ),
  );
  return ['', ...single, ...paired].map((query) => `${path}?${query}`);
}
