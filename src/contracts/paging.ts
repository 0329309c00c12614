/** Lists: pages with an opaque cursor, and the filters that many lists share (api.md §1). */
import { z } from 'zod';
import { id, text } from './primitives.ts';
import { schemaViolation } from '../messages/violations/schema.ts';

const DEFAULT_LIMIT = 50;
export const LARGEST_LIMIT = 200;

/** A whole number in a query. Anything but digits remains a string and is rejected. */
const queryInteger = (minimum: number, maximum: number, otherwise: number) =>
  z
    .preprocess(
      (value) => (typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value),
      z.int().min(minimum).max(maximum).meta({ default: otherwise }),
    )
    .default(otherwise);

/** `true` or `false` in a query. */
export const queryFlag = z.preprocess(
  (value) => (value === 'true' ? true : value === 'false' ? false : value),
  z.boolean(),
);

/** Query fields of every paged list. */
export const paging = {
  limit: queryInteger(1, LARGEST_LIMIT, DEFAULT_LIMIT),
  cursor: z
    .string()
    .regex(/^[\w-]{1,512}$/, { error: schemaViolation('not_a_cursor') })
    .optional(),
};

/** Which sandboxes a list over all accounts includes. */
const sandboxFilter = z.enum(['true', 'false', 'only']);
export type SandboxFilter = z.output<typeof sandboxFilter>;

/** Query fields of lists that exclude sandbox accounts by default. */
export const acrossAccounts = {
  accountId: id.optional(),
  sandbox: sandboxFilter.optional().meta({
    description:
      '`true` lists sandbox accounts too, `only` lists nothing else. By default they are left out unless `accountId` names one; a key of role `customer` sees all of its accounts.',
  }),
};

/** Prefix search over name, reference and id. */
export const prefixSearch = { query: text.optional() };

/** Most accounts of a sales team that a list follows. */
export const MOST_OF_TEAM = 2_000;

/** Query fields of lists of what accounts have, which follow a sales team to its accounts. */
export const acrossTeams = {
  ...acrossAccounts,
  salesTeam: text.optional().meta({
    description: `Only of accounts that this sales team looks after now. A team of more than ${MOST_OF_TEAM} accounts is refused (\`too_large_team\`) unless \`accountId\` or the key narrows them.`,
  }),
};

/** Most accounts, and most organizations, whose names a search follows. */
export const MOST_NAMED = 500;

/** Prefix search of records of an account, also over the names of the account and its organizations. */
export const namedSearch = {
  query: text.optional().meta({
    description: `Beginning of an id, of a reference, or of the name of the account or an organization, in any case of letters. If the names of more than ${MOST_NAMED} accounts or ${MOST_NAMED} organizations begin with it, it is refused (\`too_many_names\`).`,
    examples: ['General Hospital'],
  }),
};

/** A page of a list. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() });
}
