/** Draws the states of an order from the table that the workflow and the API use. */
import { ORDER_COMMANDS, ORDER_STATES, type OrderState } from '../../src/domain/orders/states.ts';
import { codes, stateDiagram, table } from './state-diagram.ts';

const FIRST_STATES: readonly OrderState[] = ['awaiting_agreement', 'awaiting_confirmation'];
const commands = Object.entries(ORDER_COMMANDS);
const states = Object.entries(ORDER_STATES);

export function orderStatesDiagram(): string {
  return [
    '# States of an order',
    '',
    'Written by `npm run diagrams` from `src/domain/orders/states.ts`; a test compares the two. An order begins in the first',
    'state whose condition is not met yet.',
    '',
    ...stateDiagram(
      FIRST_STATES,
      commands.flatMap(([command, { from, to }]) =>
        to === null ? [] : from.map((state) => ({ from: state, to, command })),
      ),
      states.flatMap(([state, { terminal }]) => (terminal ? [state] : [])),
    ),
    '',
    '## States',
    '',
    ...table(
      ['State', 'Phase', 'Over'],
      states.map(([state, { phase, terminal }]) => [`\`${state}\``, phase, terminal ? 'yes' : '']),
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
        codes(from),
        to === null ? '' : `\`${to}\``,
        givenBy.join(', '),
      ]),
    ),
    '',
  ].join('\n');
}
