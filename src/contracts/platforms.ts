/** The customers' two platforms, to which every notice is delivered (api.md §6, AMB-47). */
import { z } from 'zod';
import { instant, noBody } from './primitives.ts';
import { OPERATOR } from './roles.ts';
import type { RouteTable } from './route.ts';
import { schemaViolation } from '../messages/violations/schema.ts';

const URL_LENGTH = 2_000;

/** True for a URL to which a notice can be posted. Its host is resolved when it is stored and when it is called. */
function isEndpoint(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && username === '' && password === '';
}

const endpoint = z
  .string()
  .trim()
  .max(URL_LENGTH)
  .refine(isEndpoint, { error: schemaViolation('not_an_endpoint') })
  .meta({
    description: 'An http or https address without user and password, resolved when it is stored.',
    format: 'uri',
    pattern: '^\\s*[Hh][Tt][Tt][Pp][Ss]?://',
    examples: ['https://platform.example/notices'],
  });

export const platformSettings = z
  .strictObject({
    url: z.string().nullable().meta({ description: 'Null: notices go to the built-in inbox.' }),
    sandboxUrl: z
      .string()
      .nullable()
      .meta({ description: 'Endpoint of sandbox notices, which go nowhere else.' }),
    enabled: z.boolean().meta({ description: 'False: all notices go to the built-in inbox.' }),
    secrets: z
      .array(z.strictObject({ createdAt: instant, expiresAt: instant.nullable() }))
      .meta({ description: 'The signing secrets, newest first, without their values.' }),
  })
  .meta({ id: 'PlatformSettings' });
export type PlatformSettings = z.output<typeof platformSettings>;

export const rotatedSecret = z
  .strictObject({
    secret: z
      .string()
      .optional()
      .meta({
        description: 'Signs from now on. Shown once, never in a replay.',
        examples: ['whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'],
      }),
  })
  .meta({ id: 'RotatedSecret' });

const address = '/v1/platforms/{platform}';

export const platformRoutes = {
  getPlatform: {
    method: 'get',
    path: address,
    tag: 'Platforms',
    summary: 'Reads the notice endpoints of a platform: business or management.',
    roles: OPERATOR,
    responses: { 200: platformSettings },
    idempotency: 'none',
    errors: [],
  },
  setPlatform: {
    method: 'put',
    path: address,
    tag: 'Platforms',
    summary:
      'Sets the notice endpoints of a platform. Omitted fields are removed. What waits for a changed endpoint is sent at once.',
    roles: OPERATOR,
    body: z
      .strictObject({
        url: endpoint.nullable(),
        sandboxUrl: endpoint.nullable().default(null),
        enabled: z.boolean(),
      })
      .meta({
        id: 'SetPlatformBody',
        examples: [{ url: 'https://platform.example/notices', enabled: true }],
      }),
    responses: { 200: platformSettings },
    idempotency: 'none',
    errors: [],
  },
  rotatePlatformSecret: {
    method: 'post',
    path: '/v1/platforms/{platform}/rotate-secret',
    tag: 'Platforms',
    summary:
      'Creates a new signing secret, shown once. The previous one remains valid for 24 hours. Pending notices are sent at once.',
    roles: OPERATOR,
    body: noBody,
    responses: { 200: rotatedSecret },
    idempotency: 'transactional',
    errors: [],
  },
} as const satisfies RouteTable;
