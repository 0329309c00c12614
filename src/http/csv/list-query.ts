/** What a request asks a list for: a page as JSON, or all of it as CSV (api.md §1 Paging). */
import type { z } from 'zod';
import { CSV_FIELDS, CSV_MEDIA_TYPE, listQueriesOf, type CsvFields } from '../../contracts/csv.ts';
import { LARGEST_LIMIT } from '../../contracts/paging.ts';
import { DomainError } from '../../domain/errors.ts';
import { entry } from '../../messages/violations/schema.ts';
import { parseFields, queryFields, type QueryFields } from '../pipeline/parse-query.ts';
import type { Step } from '../pipeline/request-context.ts';
import type { Column } from './columns.ts';

type Request = Pick<Parameters<Step>[0], 'url' | 'accepts'>;

export interface ListQuery {
  /** What the handler takes: of the page, or of the first one. */
  readonly filters: Readonly<Record<string, unknown>>;
  /** Null for JSON. */
  readonly csv: { readonly columns: readonly Column[]; readonly timeZone: string | undefined } | null;
}

/** Returns a function that reads the query of a list. It throws `validation_failed`. */
export function listQueryParser(
  query: z.ZodObject,
): (request: Request, columns: readonly Column[]) => ListQuery {
  const { json, csv } = listQueriesOf(query);
  return (request, known) => {
    const fields = queryFields(request.url);
    const isCsv = isForCsv(request, fields['format']);
    assertFieldsOf(isCsv, fields);
    if (!isCsv) {
      const { format: _format, ...filters } = parseFields(json, fields);
      return { filters, csv: null };
    }
    const {
      format: _format,
      columns,
      timeZone,
      ...filters
    } = parseFields(csv, fields) as CsvFields & {
      readonly format?: string;
    };
    return {
      filters: { ...filters, limit: LARGEST_LIMIT },
      csv: { columns: columnsNamed(columns, known), timeZone },
    };
  };
}

/** Throws `validation_failed` for fields that go with the other format. */
function assertFieldsOf(isCsv: boolean, fields: QueryFields): void {
  const misplaced = (isCsv ? ['limit'] : CSV_FIELDS).filter((field) => field in fields);
  if (misplaced.length === 0) return;
  const code = isCsv ? 'not_in_csv' : 'only_in_csv';
  throw new DomainError('validation_failed', {}, { errors: misplaced.map((field) => entry(field, code)) });
}

/** The field goes before the header, so that a link can ask for CSV. Whoever takes anything gets JSON. */
function isForCsv(request: Request, format: string | undefined): boolean {
  if (format !== undefined) return format === 'csv';
  return request.accepts('application/json', CSV_MEDIA_TYPE) === CSV_MEDIA_TYPE;
}

function columnsNamed(names: string | undefined, known: readonly Column[]): readonly Column[] {
  if (names === undefined) return known;
  return names.split(',').map((name) => {
    const column = known.find((candidate) => candidate.name === name);
    if (column !== undefined) return column;
    const values = known.map((candidate) => candidate.name);
    throw new DomainError('validation_failed', {}, { errors: [entry('columns', 'not_allowed', { values })] });
  });
}
