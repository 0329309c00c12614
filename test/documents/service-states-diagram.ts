/** Draws the states of a service and of maintenance from the table that the workflow and the API use. */
import {
  SERVICE_COMMANDS,
  SERVICE_STATES,
  type ServiceKind,
  type ServiceState,
} from '../../src/domain/entitlements/service-states.ts';
import { codes, stateDiagram, table } from './state-diagram.ts';

const FIRST_STATE: ServiceState = 'available';
const commands = Object.entries(SERVICE_COMMANDS);
const states = Object.entries(SERVICE_STATES);

export function serviceStatesDiagram(): string {
  return [
    '# States of a service',
    '',
    'Written by `npm run diagrams` from `src/domain/entitlements/service-states.ts`; a test compares the two. Each unit of a',
    'service line has a life of its own. Maintenance is not delivered: it runs for the years bought.',
    '',
    '## A service',
    '',
    ...diagramOf('service'),
    '',
    '## Maintenance',
    '',
    ...diagramOf('maintenance'),
    '',
    '## States',
    '',
    ...table(
      ['State', 'Over'],
      states.map(([state, { settled }]) => [`\`${state}\``, settled ? 'yes' : '']),
    ),
    '',
    '## Commands',
    '',
    'Where a command stands it has taken effect: asked again there, it succeeds and changes nothing. An assignment stands while',
    'the same person is named, a rejection with the same reason until the next delivery. A service that was not started',
    'in time takes none of them.',
    '',
    ...table(
      ['Command', 'Legal in', 'Leads to', 'Stands in', 'Given by'],
      commands.map(([command, { from, to, stands, givenBy }]) => [
        `\`${command}\``,
        codes(from),
        codes([...new Set(Object.values(to))].filter((target) => target !== null && target !== 'same')),
        codes(stands),
        givenBy.join(', '),
      ]),
    ),
    '',
  ].join('\n');
}

function diagramOf(kind: ServiceKind): string[] {
  const steps = commands.flatMap(([command, { from, to }]) => {
    const target: ServiceState | 'same' | null = to[kind];
    return target === null || target === 'same'
      ? []
      : from.map((state) => ({ from: state, to: target, command }));
  });
  const entered = new Set<string>(steps.map(({ to }) => to));
  const over = states.flatMap(([state, { settled }]) => (settled && entered.has(state) ? [state] : []));
  return stateDiagram([FIRST_STATE], steps, over);
}
