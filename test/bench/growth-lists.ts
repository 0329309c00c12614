/** Requests to each list route: over all accounts, and for one account if the route allows it. */
import type { Route } from '../../src/contracts/route.ts';
import { ROUTES } from '../../src/contracts/routes.ts';
import { listRoutes } from '../growth/list-cases.ts';
import type { PlacedOrder } from './growth-side.ts';

/** A page size that both sides can fill, so that they return the same amount. */
const PAGE = 'limit=10';

/** Request paths by name, for this order and its account. */
export function listAddresses({ id, accountId }: PlacedOrder): Map<string, string> {
  return new Map(
    listRoutes().flatMap((name): [string, string][] => {
      const { path, query }: Route = ROUTES[name];
      const fields = query?.shape ?? {};
      const ofId = path.startsWith('/v1/orders/') ? id : accountId;
      const whole = `${path.replace('{id}', ofId)}?${'limit' in fields ? PAGE : ''}`;
      const pages: [string, string][] = [[name, whole]];
      if ('accountId' in fields) pages.push([`${name} of an account`, `${whole}&accountId=${accountId}`]);
      return pages;
    }),
  );
}
