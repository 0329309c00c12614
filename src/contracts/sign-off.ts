/** Sign-off links: the user of a delivered service accepts or rejects it without a key (D-22). */
import { z } from 'zod';
import { ACCEPTANCE_GIVERS } from '../domain/catalogue/acceptance.ts';
import { FILE_TYPES } from './files.ts';
import { named } from './names.ts';
import { bytes, id, instant, localized, prose, sha256, text } from './primitives.ts';
import { ANY_ROLE, DELIVERY } from './roles.ts';
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
      orderReference: text.optional().meta({ description: 'Of the customer.' }),
      orderedAt: instant,
      deliveredAt: instant,
      deliveredBy: z.string(),
      evidence: evidenceOfService.nullable(),
    }),
    state: z.enum(['delivered', 'accepted', 'rejected']),
    expiresAt: instant.meta({ description: 'Exclusive, in server time.' }),
  })
  .meta({ id: 'SignOff' });
export type SignOffAnswer = z.output<typeof signOff>;

const certifiedEvidence = evidenceOfService
  .extend({ noteSha256: sha256.optional().meta({ description: 'Of the note in UTF-8.' }) })
  .meta({ id: 'CertifiedEvidence' });
export type CertifiedEvidence = z.output<typeof certifiedEvidence>;

export const certificate = named(
  z.strictObject({
    id: id.meta({ description: 'That of the audit record of the acceptance.' }),
    serviceId: id,
    orderId: id,
    orderReference: text.optional().meta({ description: 'Of the customer.' }),
    orderedAt: instant,
    accountId: id,
    organizationId: id,
    sku: text,
    mode: text.optional(),
    timeZone: z.string().meta({ description: 'Of the account.' }),
    deliveredAt: instant,
    deliveredBy: z.string(),
    deliveryEvidence: certifiedEvidence.optional(),
    given: z.enum(ACCEPTANCE_GIVERS),
    acceptedBy: z.string(),
    acceptedAt: instant,
    acceptanceEvidence: certifiedEvidence.optional(),
    record: z.strictObject({ id, recordedAt: instant, sha256 }).meta({
      description:
        'The audit record of the acceptance. `sha256` is of the record as `GET /v1/audit` shows it without names of accounts and actors, as canonical JSON (RFC 8785).',
    }),
  }),
).meta({ id: 'Certificate' });
export type Certificate = z.output<typeof certificate>;

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
  readSignOffEvidence: {
    method: 'get',
    path: '/v1/sign-off/{token}/evidence',
    tag: 'Services',
    summary:
      'Downloads the photo or document of the delivery, without a key, as long as the link can be used.',
    roles: 'open',
    responses: { 200: bytes },
    produces: 'application/octet-stream',
    mediaTypes: FILE_TYPES,
    idempotency: 'none',
    errors: [],
  },
  readSignOffCertificate: {
    method: 'get',
    path: '/v1/sign-off/{token}/certificate',
    tag: 'Services',
    summary: 'Reads the certificate of the acceptance, without a key, as long as the link can be used.',
    roles: 'open',
    responses: { 200: certificate },
    idempotency: 'none',
    errors: [],
  },
  getCertificate: {
    method: 'get',
    path: '/v1/services/{id}/certificate',
    tag: 'Services',
    summary:
      'Reads the certificate of an accepted service: what was ordered, delivered and accepted, with hashes.',
    roles: ANY_ROLE,
    responses: { 200: certificate },
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
