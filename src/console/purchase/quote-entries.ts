/** Which line and field an entry of a quote is about: `lines[2].quantity`. */
import type { Schemas } from '@prepaid-fulfilment/client';

export type Violation = Schemas['ProblemEntry'];

interface Entry {
  readonly path: string;
}

/** The entries about a line. */
export function entriesOfLine<T extends Entry>(entries: readonly T[], index: number): T[] {
  return entries.filter(({ path }) => path === `lines[${index}]` || path.startsWith(`lines[${index}].`));
}

/** The entries about the order as a whole. */
export function entriesOfOrder<T extends Entry>(entries: readonly T[]): T[] {
  return entries.filter(({ path }) => !/^lines\[\d+\]/.test(path));
}

/** `quantity` of `lines[2].quantity`, `term` of `lines[2].term.count`; empty for a whole line or order. */
export function fieldOf({ path }: Entry): string {
  return path.replace(/^lines\[\d+\]\.?/, '').split('.')[0] ?? '';
}
