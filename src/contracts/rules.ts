/** The rules that errors, notices and products cite, in words (api.md §6). Open, so that every reader can look them up. */
import { z } from 'zod';
import { pageOf, paging } from './paging.ts';
import { localized, text } from './primitives.ts';
import type { RouteTable } from './route.ts';

export const rule = z
  .strictObject({
    id: text.meta({ examples: ['R-INTL-17', 'AMB-08', '§8.7'] }),
    statement: localized,
    source: z.string().meta({ description: 'Source document of the rule, in the language of the caller.' }),
  })
  .meta({ id: 'Rule' });
export type Rule = z.output<typeof rule>;

export const ruleRoutes = {
  listRules: {
    method: 'get',
    path: '/v1/rules',
    tag: 'Catalogue',
    summary: 'Lists the rules, in the order of their sources. `query`: the start of an id, or words.',
    roles: 'open',
    query: z.strictObject({
      ...paging,
      query: text.optional().meta({ description: 'For example `8.7`, `R-CN` or words of a statement.' }),
    }),
    responses: { 200: pageOf(rule) },
    idempotency: 'none',
    errors: [],
  },
  getRule: {
    method: 'get',
    path: '/v1/rules/{id}',
    tag: 'Catalogue',
    summary: 'Reads one rule. Its id is percent-encoded: `%C2%A78.7`.',
    roles: 'open',
    responses: { 200: rule },
    idempotency: 'none',
    errors: [],
  },
} as const satisfies RouteTable;
