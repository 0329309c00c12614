/** Shared parts of the state diagrams: transitions for Mermaid, and tables below them. */

/** Lines of a diagram: the initial states, each transition with its command, and the final states. */
export function stateDiagram(
  first: readonly string[],
  steps: readonly { readonly from: string; readonly to: string; readonly command: string }[],
  last: readonly string[],
): string[] {
  return [
    '```mermaid',
    'stateDiagram-v2',
    ...first.map((state) => `  [*] --> ${state}`),
    ...steps.map(({ from, to, command }) => `  ${from} --> ${to}: ${command}`),
    ...last.map((state) => `  ${state} --> [*]`),
    '```',
  ];
}

/** Names as code, separated by commas. */
export function codes(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}

/** Cells padded to the width of their column, as prettier formats them. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lineOf = (cells: readonly string[]): string =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' | ')} |`;
  return [lineOf(head), lineOf(widths.map((width) => '-'.repeat(width))), ...rows.map(lineOf)];
}
