/** How each list route is asked, with a value for each of its filters. */
import { ROUTES, type RouteName } from '../../src/contracts/routes.ts';
import type { Route } from '../../src/contracts/route.ts';

export interface ListCase {
  /** What stands for the parameter of the path. */
  readonly id?: string;
  /** Some values of each filter: one that many rows have, and one that few have or none. */
  readonly filters?: Readonly<Record<string, readonly string[]>>;
}

/** Filters by which each other one is narrowed (decision D-31). */
const PAIRED = ['accountId', 'salesTeam'] as const;
const PAGING = ['limit', 'cursor'];

/** Names of the routes that answer a list. */
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

/** Addresses with no filter, with each single one, and with accountId or salesTeam and each other one. */
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
