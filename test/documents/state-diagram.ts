/** What the diagrams of states have in common: steps as Mermaid draws them, and tables below them. */

/** Lines of a diagram: where a life begins, each step with its command, and where it is over. */
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

/** Names in code, separated by commas. */
export function codes(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}

/** Cells padded to the width of their column, as the formatter wants them. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lineOf = (cells: readonly string[]): string =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' | ')} |`;
  return [lineOf(head), lineOf(widths.map((width) => '-'.repeat(width))), ...rows.map(lineOf)];
}
