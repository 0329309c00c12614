/** Agreements: the signed cooperation agreement that some product lines require before a purchase (AMB-31). */
import { z } from 'zod';
import { named } from './names.ts';
import { policyOverrides } from './policy-overrides.ts';
import { priceInput } from './prices.ts';
import { pageOf, paging, acrossAccounts } from './paging.ts';
import { date, documentInput, documentReference, facts, id, instant, prose, text } from './primitives.ts';
import { ANY_ROLE, OPERATOR, SALES } from './roles.ts';
import type { RouteTable } from './route.ts';
import { schemaViolation } from '../messages/violations/schema.ts';

export const agreement = named(
  z.strictObject({
    id,
    accountId: id,
    number: text,
    productLines: z.array(text),
    signedOn: date,
    validTo: date.nullable().meta({ description: 'Last day, in the zone of the account.' }),
    document: documentReference,
    parties: z.array(text),
    prices: z.array(priceInput),
    overrides: facts,
    state: z.enum(['active', 'expired', 'terminated']),
    createdAt: instant,
    terminatedAt: instant.optional(),
    terminationReason: prose.optional(),
  }),
).meta({ id: 'Agreement' });
export type Agreement = z.output<typeof agreement>;

export const recordAgreementBody = z
  .strictObject({
    accountId: id,
    number: text,
    productLines: z
      .array(text)
      .min(1)
      .max(20)
      .refine((lines) => new Set(lines).size === lines.length, { error: schemaViolation('repeated_entry') })
      .meta({ uniqueItems: true }),
    signedOn: date,
    validTo: date.optional(),
    document: documentInput,
    parties: z.array(text).max(20).default([]),
    prices: z.array(priceInput).max(500).default([]),
    overrides: policyOverrides.default({}),
  })
  .refine(({ signedOn, validTo }) => validTo === undefined || validTo >= signedOn, {
    path: ['validTo'],
    error: schemaViolation('ends_before_it_starts'),
  })
  .meta({
    id: 'RecordAgreementBody',
    examples: [
      {
        accountId: 'acc_01jb5w8q2m3n4p5r6s7t8v9w0x',
        number: 'COOP-2025-17',
        productLines: ['aimis-intl'],
        signedOn: '2025-03-01',
        document: {
          name: 'COOP-2025-17.pdf',
          sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
        },
      },
    ],
  });

export const agreementRoutes = {
  recordAgreement: {
    method: 'post',
    path: '/v1/agreements',
    tag: 'Agreements',
    summary: 'Records a signed agreement. Orders that wait for it continue by themselves.',
    roles: SALES,
    body: recordAgreementBody,
    responses: { 201: agreement },
    idempotency: 'transactional',
    errors: ['not_found', 'conflict'],
  },
  terminateAgreement: {
    method: 'post',
    path: '/v1/agreements/{id}/terminate',
    tag: 'Agreements',
    summary: 'Terminates an agreement. Paid orders are still fulfilled.',
    roles: OPERATOR,
    body: z
      .strictObject({ reason: prose })
      .meta({ id: 'TerminateAgreementBody', examples: [{ reason: 'Replaced by COOP-2026-02' }] }),
    responses: { 200: agreement },
    idempotency: 'transactional',
    errors: ['conflict'],
  },
  listAgreements: {
    method: 'get',
    path: '/v1/agreements',
    tag: 'Agreements',
    summary: 'Lists agreements, newest first.',
    roles: ANY_ROLE,
    query: z.strictObject({ ...paging, ...acrossAccounts }),
    responses: { 200: pageOf(agreement) },
    idempotency: 'none',
    errors: [],
  },
  getAgreement: {
    method: 'get',
    path: '/v1/agreements/{id}',
    tag: 'Agreements',
    summary: 'Reads an agreement.',
    roles: ANY_ROLE,
    responses: { 200: agreement },
    idempotency: 'none',
    errors: [],
  },
} as const satisfies RouteTable;
