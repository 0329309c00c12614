/** Exports of an account's records, signed, and their verification (api.md §5, rules §8.17). */
import { z } from 'zod';
import { bytes } from './primitives.ts';
import { OPERATOR } from './roles.ts';
import type { RouteTable } from './route.ts';

const NDJSON = 'application/x-ndjson';

export const verdict = z
  .strictObject({
    valid: z.boolean(),
    entries: z.int().min(0).meta({ description: 'Journal entries that were verified.' }),
    firstBroken: z
      .strictObject({
        line: z.int().min(1),
        sequence: z
          .int()
          .min(1)
          .optional()
          .meta({ description: 'Sequence number of the journal entry that is, or should be, there.' }),
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
    summary: 'Streams all records of an account, one per line, with the signature as the last line.',
    roles: OPERATOR,
    responses: { 200: bytes },
    produces: NDJSON,
    idempotency: 'none',
    errors: [],
  },
  verifyExport: {
    method: 'post',
    path: '/v1/verify',
    tag: 'Record',
    summary: 'Verifies an export line by line, and names the first line that was changed.',
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
    summary: 'The public key of the signature of exports.',
    roles: 'open',
    responses: { 200: verificationKey },
    idempotency: 'none',
    errors: [],
  },
} as const satisfies RouteTable;
