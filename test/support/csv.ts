/** A strict reader of CSV (RFC 4180): it throws for whatever a lenient one would repair. */

const BYTE_ORDER_MARK = '\uFEFF';

/** Rows of cells, the header first. The byte order mark, which `fetch` removes from texts, may be missing. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let at = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
  while (at < text.length) {
    const row: string[] = [];
    for (;;) {
      const { cell, end } = cellAt(text, at);
      row.push(cell);
      at = end;
      if (text[at] !== ',') break;
      at++;
    }
    if (!text.startsWith('\r\n', at)) throw new Error(`no line end at ${at}`);
    at += 2;
    if (row.length !== (rows[0] ?? row).length) throw new Error(`row ${rows.length} has ${row.length} cells`);
    rows.push(row);
  }
  return rows;
}

/** Objects by the names of the header. */
export function csvRecords(text: string): Record<string, string>[] {
  const [header = [], ...rows] = parseCsv(text);
  return rows.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index] ?? ''])));
}

function cellAt(text: string, at: number): { readonly cell: string; readonly end: number } {
  const plain = /[^",\r\n]*/y;
  const quoted = /"((?:[^"]|"")*)"/y;
  const pattern = text[at] === '"' ? quoted : plain;
  pattern.lastIndex = at;
  const [whole, inner] = pattern.exec(text) ?? fail(at);
  return { cell: inner === undefined ? whole : inner.replaceAll('""', '"'), end: at + whole.length };
}

function fail(at: number): never {
  throw new Error(`an open quote at ${at}`);
}
