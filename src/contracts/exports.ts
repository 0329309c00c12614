/** The record of an account to take away, and the proof that it is still what was written (api.md §5, rules §8.17). */
import { z } from 'zod';
import { OPERATOR } from './roles.ts';
import type { RouteTable } from './route.ts';

const NDJSON = 'application/x-ndjson';

export const verdict = z
  .strictObject({
    valid: z.boolean(),
    entries: z.int().min(0).meta({ description: 'Journal entries that are as they were written.' }),
    firstBroken: z
      .strictObject({
        line: z.int().min(1),
        sequence: z
          .int()
          .min(1)
          .optional()
          .meta({ description: 'Of the journal entry that stands, or should stand, there.' }),
        reason: z.string(),
        detail: z.string(),
      })
      .optional(),
  })
  .meta({ id: 'Verdict' });

const verificationKey = z
  .strictObject({
    keyId: z.string().meta({ description: 'Thumbprint of the key (RFC 7638).' }),
    algorithm: z.literal('Ed25519'),
    publicKeyPem: z.string(),
    jwk: z.strictObject({
      kty: z.literal('OKP'),
      crv: z.literal('Ed25519'),
      x: z.string(),
      kid: z.string(),
      use: z.literal('sig'),
      alg: z.literal('EdDSA'),
    }),
  })
  .meta({ id: 'VerificationKey' });

export const exportRoutes = {
  exportAccount: {
    method: 'get',
    path: '/v1/accounts/{id}/export',
    tag: 'Record',
    summary: 'Streams all that is recorded of an account, a line for each thing, the signed head last.',
    roles: OPERATOR,
    responses: { 200: z.string() },
    produces: NDJSON,
    idempotency: 'none',
    errors: [],
  },
  verifyExport: {
    method: 'post',
    path: '/v1/verify',
    tag: 'Record',
    summary: 'Checks an export line by line and names the first that is not as it was written.',
    roles: OPERATOR,
    consumes: [NDJSON],
    responses: { 200: verdict },
    idempotency: 'none',
    errors: [],
  },
  getVerificationKey: {
    method: 'get',
    path: '/v1/verify/key',
    tag: 'Record',
    summary: 'The public key that exports are signed with.',
    roles: 'open',
    responses: { 200: verificationKey },
    idempotency: 'none',
    errors: [],
  },
} as const satisfies RouteTable;
