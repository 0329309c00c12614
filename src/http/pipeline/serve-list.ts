/** Serves a paged list: a page as JSON, or every page as CSV. One place for all lists of the route table. */
import { isCustomer } from '../../application/access/caller.ts';
import { CSV_MEDIA_TYPE, isPagedList } from '../../contracts/csv.ts';
import type { Route } from '../../contracts/route.ts';
import { columnsOf } from '../csv/columns.ts';
import { csvText, type ListPage } from '../csv/csv-text.ts';
import { listQueryParser } from '../csv/list-query.ts';
import type { AnyRequest, AnyResponse } from './handler.ts';
import type { Step } from './request-context.ts';

/** What the handler responds to a request, as its caller may see it. */
type Respond = (request: AnyRequest) => Promise<AnyResponse>;

interface ListResponse {
  readonly result: AnyResponse;
  /** The media type if it is not JSON. */
  readonly produces: string | undefined;
}

type ListServer = (
  request: Parameters<Step>[0],
  asked: AnyRequest,
  respond: Respond,
) => Promise<ListResponse>;

/** Null for a route that is not a paged list. The first page is read before the response begins, so errors are problems. */
export function listServer(route: Route): ListServer | null {
  const { query, responses } = route;
  const page = responses[200];
  if (!isPagedList(route) || query === undefined || page === undefined) return null;
  const parse = listQueryParser(query);
  const columns = {
    all: columnsOf(page, { isCustomer: false }),
    forCustomers: columnsOf(page, { isCustomer: true }),
  };

  return async (request, asked, respond) => {
    const { caller, language } = asked;
    const known = caller !== null && isCustomer(caller) ? columns.forCustomers : columns.all;
    const { filters, csv } = parse(request, known);
    const first = await respond({ ...asked, query: filters });
    if (csv === null) return { result: first, produces: undefined };
    const readPage = async (cursor: string) => {
      const { body } = await respond({ ...asked, query: { ...filters, cursor } });
      return body as ListPage;
    };
    return {
      produces: `${CSV_MEDIA_TYPE}; charset=utf-8; header=present`,
      result: {
        ...first,
        body: csvText(first.body as ListPage, readPage, { ...csv, language }),
        headers: { ...first.headers, 'Content-Disposition': `attachment; filename="${fileNameOf(route)}"` },
      },
    };
  };
}

/** The last fixed part of the path: `lots.csv`. */
function fileNameOf({ path }: Route): string {
  const fixed = path.split('/').filter((part) => !part.startsWith('{'));
  return `${fixed.at(-1) ?? 'list'}.csv`;
}
