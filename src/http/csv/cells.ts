/** Cells and rows of CSV (RFC 4180). */

/** Excel reads a file without it in the encoding of the country that it is set to. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** What makes a spreadsheet take a text for a formula, also in the full width of Chinese input. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** A text as a spreadsheet shows it and never runs it: with an apostrophe in front of what would be a formula. */
export function inertText(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** A line of cells, with its end. */
export function rowOf(cells: readonly string[]): string {
  return `${cells.map(quoted).join(',')}\r\n`;
}

function quoted(cell: string): string {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
