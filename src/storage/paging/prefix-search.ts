/** `query=`: a prefix of a name, a reference or an id (api.md §1). */
import type { Match } from './read-page.ts';

/** One condition for each field that may begin with the text; `lowered` fields are stored in lower case. */
export function prefixMatches(
  query: string | undefined,
  { lowered, exact }: { readonly lowered: readonly string[]; readonly exact: readonly string[] },
): Match[] {
  if (query === undefined) return [{}];
  const beginsWith = (text: string) => ({ $regex: `^${escaped(text)}` });
  return [
    ...lowered.map((field) => ({ [field]: beginsWith(query.toLowerCase()) })),
    ...exact.map((field) => ({ [field]: beginsWith(query) })),
  ];
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
