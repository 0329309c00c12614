/** How a command is called: what customers decide, staff record on their behalf. */
import type { Step } from './next-step.ts';
import type { DialogCommand } from './service-commands.ts';

type Called = Step | DialogCommand | 'acceptFor' | 'rejectFor';

export function wordingOf<Command extends Step | DialogCommand>(
  command: Command,
  roles: readonly string[],
): Command | Extract<Called, 'acceptFor' | 'rejectFor'> {
  if (roles.includes('customer')) return command;
  if (command === 'accept') return 'acceptFor';
  return command === 'reject' ? 'rejectFor' : command;
}
