/** Sessions: people sign in with an API key or a one-use link, and their browser carries a cookie from then on (D-04). */
import { z } from 'zod';
import { pageOf, paging } from './paging.ts';
import { id, instant, text, verbatim } from './primitives.ts';
import { ANY_ROLE, role, STAFF } from './roles.ts';
import type { RouteTable } from './route.ts';
import { schemaViolation } from '../messages/violations/schema.ts';

/** Hours after which a session ends by itself. */
export const SESSION_HOURS = 12;
/** Minutes for which a sign-in link can be used. */
export const LINK_MINUTES = 10;
const MOST_CREDENTIAL = 200;

export const session = z
  .strictObject({
    id,
    keyId: id.meta({ description: 'Id of the API key whose roles and accounts the session has.' }),
    person: z.string().meta({ description: 'Who signed in, as the audit names it.' }),
    device: z.string().nullable().meta({ description: 'What they signed in with; null if not given.' }),
    roles: z.array(role),
    accountIds: z.array(id).nullable().meta({ description: 'Accounts it is limited to; null for all.' }),
    createdAt: instant,
    expiresAt: instant.meta({ description: 'Exclusive, in server time.' }),
    endedAt: instant.nullable().meta({ description: 'When it was ended before; null if it was not.' }),
    current: z.boolean().meta({ description: 'True for the session of this request.' }),
  })
  .meta({ id: 'Session' });
export type SessionAnswer = z.output<typeof session>;

const credential = verbatim.max(MOST_CREDENTIAL);

export const sessionRoutes = {
  startSession: {
    method: 'post',
    path: '/v1/sessions',
    tag: 'Keys',
    summary: `Signs in with an API key or a one-use link. The response sets a cookie that calls of the same origin carry, for ${SESSION_HOURS} hours.`,
    roles: 'open',
    body: z
      .strictObject({
        key: credential.optional().meta({ description: 'An API key.' }),
        link: credential.optional().meta({ description: 'The token of a sign-in link; instead of `key`.' }),
        person: text.optional().meta({ description: "Who signs in. Default: the key's name." }),
        device: text.optional().meta({ description: 'What they sign in with, for the list of sessions.' }),
      })
      .refine(({ key, link }) => (key === undefined) !== (link === undefined), {
        path: ['key'],
        error: schemaViolation('key_or_link'),
      })
      .meta({
        id: 'StartSessionBody',
        oneOf: [{ required: ['key'] }, { required: ['link'] }],
        examples: [{ key: 'pf_a-key-of-this-installation', person: 'Ana Souza' }],
      }),
    responses: { 201: session },
    idempotency: 'none',
    errors: ['unauthenticated', 'forbidden'],
  },
  listSessions: {
    method: 'get',
    path: '/v1/sessions',
    tag: 'Keys',
    summary: 'Lists sessions, newest first: those of the same key, and for an unlimited operator all.',
    roles: ANY_ROLE,
    query: z.strictObject(paging),
    responses: { 200: pageOf(session) },
    idempotency: 'none',
    errors: [],
  },
  getSession: {
    method: 'get',
    path: '/v1/sessions/{id}',
    tag: 'Keys',
    summary: 'Reads a session. `current` stands for the session of the request.',
    roles: ANY_ROLE,
    responses: { 200: session },
    idempotency: 'none',
    errors: [],
  },
  endSession: {
    method: 'delete',
    path: '/v1/sessions/{id}',
    tag: 'Keys',
    summary: 'Ends a session. `current` signs out. Ending it again changes nothing.',
    roles: ANY_ROLE,
    responses: { 200: session },
    idempotency: 'none',
    errors: [],
  },
  createSignInLink: {
    method: 'post',
    path: '/v1/sign-in-links',
    tag: 'Keys',
    summary: `Creates a link that signs in once, within ${LINK_MINUTES} minutes, with the roles and accounts of the caller's key; for an unlimited operator also of another key, such as that of a buyer.`,
    roles: STAFF,
    body: z
      .strictObject({
        keyId: id.optional().meta({
          description:
            "Id of the key whose roles and accounts the session gets. Default: the caller's. Another one needs an operator whose key is not limited to accounts.",
        }),
      })
      .meta({ id: 'CreateSignInLinkBody', examples: [{}] }),
    responses: {
      201: z
        .strictObject({
          url: z.url().optional().meta({ description: 'Shown once, never in a replay.' }),
          expiresAt: instant,
        })
        .meta({ id: 'SignInLink' }),
    },
    idempotency: 'transactional',
    errors: ['forbidden', 'not_found', 'conflict'],
  },
} as const satisfies RouteTable;
