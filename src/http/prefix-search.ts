/** `query=`: a prefix of a name, a reference or an id (api.md §1). */

/** Matches documents of which one field begins with the text; `lowered` fields are stored in lower case. */
export function prefixMatch(
  query: string | undefined,
  { lowered, exact }: { readonly lowered: readonly string[]; readonly exact: readonly string[] },
): Record<string, unknown> {
  if (query === undefined) return {};
  const beginsWith = (text: string) => ({ $regex: `^${escaped(text)}` });
  return {
    $or: [
      ...lowered.map((field) => ({ [field]: beginsWith(query.toLowerCase()) })),
      ...exact.map((field) => ({ [field]: beginsWith(query) })),
    ],
  };
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
