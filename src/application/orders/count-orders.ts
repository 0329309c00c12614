/** How many orders are in each state, so that people see where work waits. */
import { MOST_COUNTED } from '../../contracts/orders.ts';
import { ORDER_STATES, type OrderState } from '../../domain/orders/states.ts';
import type { Database } from '../../storage/database.ts';
import { listIndex } from '../../storage/paging/list-index.ts';
import type { Match } from '../../storage/paging/read-page.ts';
import { accountScopes, type ScopeQuery } from '../access/account-scope.ts';
import type { Caller } from '../access/caller.ts';

export interface OrderCountFilter extends ScopeQuery {
  readonly salesTeam?: string | undefined;
}

interface BoundedCount {
  readonly count: number;
  /** True if there are more than counted. */
  readonly more: boolean;
}

export interface OrderCounts {
  readonly states: (BoundedCount & { readonly state: OrderState })[];
  readonly needsAttention: BoundedCount;
}

/** The order of the list, whose index is counted in. */
const NEWEST_FIRST = { _id: -1 } as const;

/** Counts the orders that the caller can list. Every count ends at `MOST_COUNTED`. */
export async function countOrders(
  database: Database,
  caller: Caller,
  query: OrderCountFilter,
): Promise<OrderCounts> {
  const { salesTeam } = query;
  const scopes = await accountScopes(database, caller, query);
  const matches = scopes.map((scope) => ({ ...scope, ...(salesTeam === undefined ? {} : { salesTeam }) }));
  const states = Object.keys(ORDER_STATES) as OrderState[];
  const [needsAttention, ...counts] = await Promise.all([
    countUpTo(database, matches, { needsAttention: true }),
    ...states.map(async (state) => ({ state, ...(await countUpTo(database, matches, { state })) })),
  ]);
  return { states: counts, needsAttention };
}

async function countUpTo(
  { models }: Database,
  scopes: readonly Match[],
  match: Match,
): Promise<BoundedCount> {
  const counts = await Promise.all(
    scopes.map((scope) => {
      const conditions = { ...scope, ...match };
      // The server would choose an index without the team, and read the orders of all teams.
      const hint = listIndex(models.orders, conditions, NEWEST_FIRST);
      return models.orders.countDocuments(conditions, { limit: MOST_COUNTED + 1, hint });
    }),
  );
  const count = counts.reduce((sum, part) => sum + part, 0);
  return { count: Math.min(count, MOST_COUNTED), more: count > MOST_COUNTED };
}
