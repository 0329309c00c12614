/** The section of the help that lists every environment variable. */
import { aboutVariable, VARIABLE_NAMES } from '../infra/environment-variables.ts';

export function variablesHelp(): string {
  const width = Math.max(...VARIABLE_NAMES.map((name) => name.length)) + 2;
  const lines = VARIABLE_NAMES.map((name) => {
    const { purpose, fallback } = aboutVariable(name);
    const without = fallback === undefined ? '' : ` (${fallback})`;
    return `  ${name.padEnd(width)}${purpose}${without}`;
  });
  return ['Environment variables, with their defaults:', ...lines].join('\n');
}
