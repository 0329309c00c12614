/** Lists as CSV (api.md §1 Paging, D-30): which routes answer it, and the query fields that it adds. */
import { z } from 'zod';
import { timeZone } from './primitives.ts';
import type { Route } from './route.ts';

export const CSV_MEDIA_TYPE = 'text/csv';

/** Rows after which a CSV ends; a spreadsheet has room for a few more. */
export const MOST_CSV_ROWS = 1_000_000;

/** Longer than all columns of any list, and short enough for an address in any encoding. */
const COLUMNS_LENGTH = 1_024;

const format = z
  .enum(['json', 'csv'])
  .optional()
  .meta({ description: 'Goes before `Accept`. Without either the list is JSON.' });

const csvFields = {
  columns: z
    .string()
    .regex(/^[A-Za-z0-9_.]+(?:,[A-Za-z0-9_.]+)*$/)
    .max(COLUMNS_LENGTH)
    .optional()
    .meta({
      description:
        'Only in CSV: its columns in their order, separated by commas. Fields of objects have paths, such as `total.amount`. Default: all.',
    }),
  timeZone: timeZone.optional().meta({
    description:
      'Only in CSV: instants are in this IANA time zone, with their offset. Default: UTC, as in JSON.',
    examples: ['Asia/Shanghai'],
  }),
};

/** Fields of the query that only CSV has. */
export const CSV_FIELDS = Object.keys(csvFields);

export type CsvFields = z.output<z.ZodObject<typeof csvFields>>;

/** True for a list that is read in pages. */
export function isPagedList({ method, query }: Route): boolean {
  return method === 'get' && query !== undefined && 'cursor' in query.shape;
}

/** The queries of a list: of its JSON, and of its CSV, which has every page and therefore no `limit`. */
export function listQueriesOf(query: z.ZodObject): { readonly json: z.ZodObject; readonly csv: z.ZodObject } {
  return {
    json: query.extend({ format }),
    csv: query.omit({ limit: true }).extend({ format, ...csvFields }),
  };
}

/** The query as the document describes it. */
export function documentedQueryOf(route: Route): z.ZodObject | undefined {
  return isPagedList(route) ? route.query?.extend({ format, ...csvFields }) : route.query;
}
