/** Sign-off links: the user of a delivered service accepts or rejects it without a key (D-22). */
import { z } from 'zod';
import { instant, localized, prose, text } from './primitives.ts';
import { DELIVERY } from './roles.ts';
import type { RouteTable } from './route.ts';
import { evidenceOfService } from './services.ts';

const DEFAULT_DAYS = 14;
const MOST_DAYS = 30;

export const signOff = z
  .strictObject({
    service: z.strictObject({
      sku: text,
      name: localized,
      mode: text.nullable(),
      organizationName: z.string(),
      accountName: z.string(),
      deliveredAt: instant,
      evidence: evidenceOfService.nullable(),
    }),
    state: z.enum(['delivered', 'accepted', 'rejected']),
    expiresAt: instant.meta({ description: 'Exclusive, in server time.' }),
  })
  .meta({ id: 'SignOff' });
export type SignOffAnswer = z.output<typeof signOff>;

export const acceptSignOffBody = z
  .strictObject({ acceptedBy: text })
  .meta({ id: 'AcceptSignOffBody', examples: [{ acceptedBy: 'Dr. Chen' }] });
export const rejectSignOffBody = z
  .strictObject({ rejectedBy: text, reason: prose })
  .meta({ id: 'RejectSignOffBody', examples: [{ rejectedBy: 'Dr. Chen', reason: 'Incomplete' }] });

const decision = {
  method: 'post',
  tag: 'Services',
  roles: 'open',
  responses: { 200: signOff },
  idempotency: 'none',
  errors: ['illegal_transition'],
} as const;

export const signOffRoutes = {
  createAcceptanceLink: {
    method: 'post',
    path: '/v1/services/{id}/acceptance-links',
    tag: 'Services',
    summary: 'Creates a link with which the user accepts or rejects the delivery. A newer link replaces it.',
    roles: DELIVERY,
    body: z
      .strictObject({ expiresInDays: z.int().min(1).max(MOST_DAYS).default(DEFAULT_DAYS) })
      .meta({ id: 'CreateAcceptanceLinkBody', examples: [{ expiresInDays: 14 }] }),
    responses: {
      201: z
        .strictObject({
          url: z.url().optional().meta({ description: 'Shown once, never in a replay.' }),
          expiresAt: instant,
        })
        .meta({ id: 'AcceptanceLink' }),
    },
    idempotency: 'transactional',
    errors: ['illegal_transition'],
  },
  readSignOff: {
    method: 'get',
    path: '/v1/sign-off/{token}',
    tag: 'Services',
    summary: 'Reads the delivery of a sign-off link, without a key. Changes nothing.',
    roles: 'open',
    responses: { 200: signOff },
    idempotency: 'none',
    errors: [],
  },
  acceptSignOff: {
    ...decision,
    path: '/v1/sign-off/{token}/accept',
    summary: 'Accepts the delivery. The same decision again changes nothing.',
    body: acceptSignOffBody,
  },
  rejectSignOff: {
    ...decision,
    path: '/v1/sign-off/{token}/reject',
    summary: 'Rejects the delivery with a reason. The same decision again changes nothing.',
    body: rejectSignOffBody,
  },
} as const satisfies RouteTable;
