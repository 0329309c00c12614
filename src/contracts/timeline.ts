/** The timeline of an account: everything that happened to it, in one list (api.md §5). */
import { z } from 'zod';
import { timelineEntry } from './orders.ts';
import { pageOf, paging } from './paging.ts';
import { id, text } from './primitives.ts';
import { ANY_ROLE } from './roles.ts';
import type { RouteTable } from './route.ts';

export const accountTimelineEntry = timelineEntry
  .extend({ orderId: id.optional() })
  .meta({ id: 'AccountTimelineEntry' });
export type AccountTimelineEntry = z.output<typeof accountTimelineEntry>;

export const timelineRoutes = {
  getAccountTimeline: {
    method: 'get',
    path: '/v1/accounts/{id}/timeline',
    tag: 'Record',
    summary: 'Lists everything that happened to an account, including each usage, oldest first.',
    roles: ANY_ROLE,
    query: z.strictObject({ ...paging, type: text.optional() }),
    responses: { 200: pageOf(accountTimelineEntry) },
    idempotency: 'none',
    errors: [],
  },
} as const satisfies RouteTable;
