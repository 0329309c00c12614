/** How each list route is asked: over all accounts, and of one where it can be. */
import type { Route } from '../../src/contracts/route.ts';
import { ROUTES } from '../../src/contracts/routes.ts';
import { listRoutes } from '../growth/list-cases.ts';
import type { PlacedOrder } from './growth-side.ts';

/** A page that both sides can fill, so that they answer alike. */
const PAGE = 'limit=10';

/** Addresses by name, for what belongs to this order and its account. */
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
