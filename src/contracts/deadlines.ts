/** Deadlines: what happens by itself, and when (api.md §6). */
import { z } from 'zod';
import { named } from './names.ts';
import { deadlineKind } from './order.ts';
import { acrossAccounts, pageOf, paging } from './paging.ts';
import { id, instant, instantInput } from './primitives.ts';
import { ANY_ROLE } from './roles.ts';
import type { RouteTable } from './route.ts';

export const deadline = named(
  z.strictObject({
    at: instant,
    kind: deadlineKind,
    accountId: id,
    orderId: id.optional(),
    episodeId: id.optional(),
    serviceId: id.optional(),
    serviceIds: z.array(id).optional().meta({ description: 'Services of a line that fall due together.' }),
    count: z.int().optional().meta({ description: 'Number of services of a line that fall due.' }),
    lotId: id.optional(),
  }),
).meta({ id: 'Deadline' });
export type Deadline = z.output<typeof deadline>;

export const deadlineRoutes = {
  listDeadlines: {
    method: 'get',
    path: '/v1/deadlines',
    tag: 'Work',
    summary: 'Lists deadlines, soonest first.',
    roles: ANY_ROLE,
    query: z.strictObject({
      ...paging,
      ...acrossAccounts,
      before: instantInput.optional(),
      kind: deadlineKind.optional(),
    }),
    responses: { 200: pageOf(deadline) },
    idempotency: 'none',
    errors: [],
  },
} as const satisfies RouteTable;
