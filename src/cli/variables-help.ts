/** The section of the help that lists every environment variable. */
import { documentedVariables } from '../infra/environment-variables.ts';

export function variablesHelp(): string {
  const variables = documentedVariables();
  const width = Math.max(...variables.map(({ name }) => name.length)) + 2;
  const lines = variables.map(({ name, purpose, fallback }) => {
    const without = fallback === undefined ? '' : ` (${fallback})`;
    return `  ${name.padEnd(width)}${purpose}${without}`;
  });
  return ['Environment variables, with their defaults:', ...lines].join('\n');
}
