/** A list as the text of a CSV file, page by page: the next one is read when the receiver has taken the last. */
import { LARGEST_LIMIT } from '../../contracts/paging.ts';
import { MOST_CSV_ROWS } from '../../contracts/csv.ts';
import type { Language } from '../../domain/json.ts';
import { formatInteger } from '../../domain/money.ts';
import { fillText } from '../../messages/fill-text.ts';
import { CSV_CUT } from '../../messages/csv-cut.ts';
import { BYTE_ORDER_MARK, rowOf } from './cells.ts';
import type { Column } from './columns.ts';

export interface ListPage {
  readonly items: readonly unknown[];
  readonly nextCursor: string | null;
}

export interface CsvOptions {
  readonly columns: readonly Column[];
  readonly timeZone: string | undefined;
  readonly language: Language;
  readonly mostRows?: number;
}

/** Yields the header with the first page, then each page. Ends after `mostRows` with a line that names the next cursor. */
export async function* csvText(
  first: ListPage,
  readPage: (cursor: string) => Promise<ListPage>,
  { columns, timeZone, language, mostRows = MOST_CSV_ROWS }: CsvOptions,
): AsyncGenerator<string, void, undefined> {
  const linesOf = ({ items }: ListPage) =>
    items.map((item) => rowOf(columns.map(({ cellOf }) => cellOf(item, timeZone)))).join('');
  yield `${BYTE_ORDER_MARK}${rowOf(columns.map(({ name }) => name))}${linesOf(first)}`;
  let rows = first.items.length;
  for (let cursor = first.nextCursor; cursor !== null;) {
    if (rows + LARGEST_LIMIT > mostRows) {
      const note = fillText(CSV_CUT[language], { rows: formatInteger(rows), cursor });
      yield rowOf(columns.map((_, index) => (index === 0 ? note : '')));
      return;
    }
    const page: ListPage = await readPage(cursor);
    if (page.items.length > 0) yield linesOf(page);
    rows += page.items.length;
    cursor = page.nextCursor;
  }
}
