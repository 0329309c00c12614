/** Draws the states of an order from the table that the workflow and the API use. `npm run diagrams` writes it down. */
import { ORDER_COMMANDS, ORDER_STATES, type OrderState } from '../../src/domain/order/states.ts';

export const DIAGRAM_FILE = 'docs/diagrams/order-states.md';

const FIRST_STATES: readonly OrderState[] = ['awaiting_agreement', 'awaiting_confirmation'];
const commands = Object.entries(ORDER_COMMANDS);
const states = Object.entries(ORDER_STATES);
const entered = new Set<string>([...FIRST_STATES, ...commands.flatMap(([, { to }]) => to ?? [])]);

export function orderStatesDiagram(): string {
  return [
    '# States of an order',
    '',
    'Written by `npm run diagrams` from `src/domain/order/states.ts`; a test compares the two. An order begins in the first',
    'state whose condition is not met yet.',
    '',
    '```mermaid',
    'stateDiagram-v2',
    ...FIRST_STATES.map((state) => `  [*] --> ${state}`),
    ...commands.flatMap(([command, { from, to }]) =>
      to === null ? [] : from.map((state) => `  ${state} --> ${to}: ${command}`),
    ),
    ...states.flatMap(([state, { terminal }]) =>
      terminal && entered.has(state) ? [`  ${state} --> [*]`] : [],
    ),
    '```',
    '',
    '## States',
    '',
    ...table(
      ['State', 'Phase', 'Over', 'Reached'],
      states.map(([state, { phase, terminal }]) => [
        `\`${state}\``,
        phase,
        terminal ? 'yes' : '',
        entered.has(state) ? '' : 'by no command yet',
      ]),
    ),
    '',
    '## Commands',
    '',
    'A command without a new state changes something else of the order. The system gives a command when a fact makes it due.',
    '',
    ...table(
      ['Command', 'Legal in', 'Leads to', 'Given by'],
      commands.map(([command, { from, to, givenBy }]) => [
        `\`${command}\``,
        from.map((state) => `\`${state}\``).join(', '),
        to === null ? '' : `\`${to}\``,
        givenBy.join(', '),
      ]),
    ),
    '',
  ].join('\n');
}

/** Cells padded to the width of their column, as the formatter wants them. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lineOf = (cells: readonly string[]): string =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' | ')} |`;
  return [lineOf(head), lineOf(widths.map((width) => '-'.repeat(width))), ...rows.map(lineOf)];
}
