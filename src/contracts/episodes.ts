/** Episodes of arrears: their times, what settled them, and the delivery of every notice (api.md §6, rules §8.9). */
import { z } from 'zod';
import { named } from './names.ts';
import { platform } from './notices.ts';
import { acrossTeams, pageOf, paging } from './paging.ts';
import { id, instant, instantInput, prose, text, units, workflow } from './primitives.ts';
import { ANY_ROLE, OPERATOR } from './roles.ts';
import type { RouteTable } from './route.ts';

export const episode = named(
  z.strictObject({
    id,
    accountId: id,
    organizationId: id.optional(),
    sku: text.optional(),
    resource: text.optional(),
    kind: z.enum(['units', 'validity']),
    capability: z.string(),
    state: z.enum(['open', 'suspended', 'closed']),
    outcome: z.enum(['paid', 'written_off']).optional().meta({
      description:
        'How it closed. Absent while it is open, and if its arrears were neither paid nor written off: the usages that caused them were reversed, or its figures were repaired.',
    }),
    openedAt: instant,
    suspendsAt: instant,
    suspendedAt: instant.optional(),
    resumedAt: instant.optional(),
    closedAt: instant.optional(),
    arrears: units.meta({ description: 'Outstanding units; for kind validity, whole hours of grace used.' }),
    peakArrears: units,
    policyVersion: z.string(),
    notices: z.array(
      z.strictObject({
        noticeId: id,
        kind: z.string(),
        platform,
        state: z.enum(['pending', 'delivered', 'failed']),
      }),
    ),
    offsets: z.array(z.strictObject({ at: instant, units, lotId: id.nullable() })).meta({
      description: 'What settled the arrears, oldest first; without a lot if they were written off.',
    }),
    workflow,
  }),
).meta({ id: 'Episode' });
export type Episode = z.output<typeof episode>;

const episodeFilters = {
  state: z.enum(['open', 'suspended', 'closed']).optional(),
  kind: z.enum(['units', 'validity']).optional(),
  openedFrom: instantInput.optional().meta({ description: 'First instant of opening.' }),
};

export const episodeRoutes = {
  listEpisodes: {
    method: 'get',
    path: '/v1/accounts/{id}/episodes',
    tag: 'Arrears',
    summary: 'Lists the episodes of an account, newest first.',
    roles: ANY_ROLE,
    query: z.strictObject({ ...paging, ...episodeFilters }),
    responses: { 200: pageOf(episode) },
    idempotency: 'none',
    errors: [],
  },
  listAllEpisodes: {
    method: 'get',
    path: '/v1/episodes',
    tag: 'Arrears',
    summary:
      'Lists the episodes of all accounts, newest first: which are in arrears, and which are suspended.',
    roles: ANY_ROLE,
    query: z.strictObject({ ...paging, ...acrossTeams, ...episodeFilters }),
    responses: { 200: pageOf(episode) },
    idempotency: 'none',
    errors: [],
  },
  getEpisode: {
    method: 'get',
    path: '/v1/episodes/{id}',
    tag: 'Arrears',
    summary: 'Reads an episode with its notices and what settled it.',
    roles: ANY_ROLE,
    responses: { 200: episode },
    idempotency: 'none',
    errors: [],
  },
  writeOffEpisode: {
    method: 'post',
    path: '/v1/episodes/{id}/write-off',
    tag: 'Arrears',
    summary: 'Writes the arrears off. A suspension remains until units are available again.',
    roles: OPERATOR,
    body: z
      .strictObject({ reason: prose })
      .meta({ id: 'WriteOffEpisodeBody', examples: [{ reason: 'Settled by contract' }] }),
    responses: { 200: episode },
    idempotency: 'transactional',
    errors: ['illegal_transition'],
  },
} as const satisfies RouteTable;
