/** Notices: one for each event, with one delivery to each platform (api.md §6, rules §8.16). */
import { z } from 'zod';
import { named } from './names.ts';
import { NOTICE_KINDS } from '../domain/kinds.ts';
import { acrossAccounts, pageOf, paging } from './paging.ts';
import { facts, id, instant, noBody } from './primitives.ts';
import { ANY_ROLE, OPERATOR } from './roles.ts';
import type { RouteTable } from './route.ts';

export const platform = z.enum(['business', 'management']);
const deliveryState = z.enum(['pending', 'delivered', 'failed']);
const noticeKind = z.enum(NOTICE_KINDS);

export const notice = named(
  z.strictObject({
    id,
    kind: noticeKind,
    accountId: id,
    at: instant,
    payload: facts,
    deliveries: z.array(
      z.strictObject({
        id,
        platform,
        state: deliveryState,
        attempts: z.int().min(0),
        nextAttemptAt: instant.optional().meta({ description: 'While it is pending, in account time.' }),
        heldBehind: id
          .optional()
          .meta({ description: 'The earlier delivery about the same subject that has to end first.' }),
        lastError: z.string().optional(),
        deliveredAt: instant.optional(),
      }),
    ),
  }),
).meta({ id: 'Notice' });
export type Notice = z.output<typeof notice>;

export const noticeRoutes = {
  listNotices: {
    method: 'get',
    path: '/v1/notices',
    tag: 'Work',
    summary: 'Lists notices, newest first.',
    roles: ANY_ROLE,
    query: z.strictObject({
      ...paging,
      ...acrossAccounts,
      kind: noticeKind.optional(),
      platform: platform.optional(),
      state: deliveryState.optional(),
    }),
    responses: { 200: pageOf(notice) },
    idempotency: 'none',
    errors: [],
  },
  getNotice: {
    method: 'get',
    path: '/v1/notices/{id}',
    tag: 'Work',
    summary: 'Reads a notice.',
    roles: ANY_ROLE,
    responses: { 200: notice },
    idempotency: 'none',
    errors: [],
  },
  resendNotice: {
    method: 'post',
    path: '/v1/notices/{id}/resend',
    tag: 'Work',
    summary: 'Sends a notice again to every platform, under the same ids. What is pending is sent at once.',
    roles: OPERATOR,
    body: noBody,
    responses: { 200: notice },
    idempotency: 'transactional',
    errors: [],
  },
} as const satisfies RouteTable;
