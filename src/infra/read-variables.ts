/** Collects the variables of an environment, with the content of the files that hold secrets. */
import {
  fileVariableOf,
  VARIABLE_NAMES,
  type FileVariableName,
  type VariableName,
} from './environment-variables.ts';
import { reasonOf } from './error-reason.ts';
import { readShortFile } from './read-short-file.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface GivenVariables {
  /** A text for each variable that is set; those with a prefix as an object. */
  readonly values: Readonly<Partial<Record<VariableName, string | Readonly<Record<string, string>>>>>;
  /** Where a value comes from, if not from the variable itself. */
  readonly files: Readonly<Partial<Record<VariableName, SecretFile>>>;
  /** A sentence for each variable whose value cannot be found out. */
  readonly problems: Readonly<Partial<Record<VariableName, string>>>;
}

export interface SecretFile {
  readonly variable: FileVariableName;
  readonly file: string;
}

/** Empty variables count as unset. */
export function readVariables(environment: Environment): GivenVariables {
  const values: Partial<Record<VariableName, string | Record<string, string>>> = {};
  const files: Partial<Record<VariableName, SecretFile>> = {};
  const problems: Partial<Record<VariableName, string>> = {};
  for (const name of VARIABLE_NAMES) {
    if (name.endsWith('*')) {
      const group = withPrefix(environment, name.slice(0, -1));
      if (group !== undefined) values[name] = group;
      continue;
    }
    const value = environment[name] || undefined;
    const variable = fileVariableOf(name);
    const file = variable && environment[variable];
    if (variable === undefined || !file) {
      if (value !== undefined) values[name] = value;
    } else if (value !== undefined) {
      problems[name] = `${name} and ${variable} are both set: leave one of them unset.`;
    } else {
      files[name] = { variable, file };
      try {
        values[name] = secretIn(file);
      } catch (error) {
        problems[name] = `${variable} ${JSON.stringify(file)} cannot be read: ${reasonOf(error)}.`;
      }
    }
  }
  return { values, files, problems };
}

/** The content of a file without the space around it. Throws an error that does not repeat it. */
export function secretIn(file: string): string {
  const secret = readShortFile(file).trim();
  if (secret === '') throw new Error('it is empty');
  return secret;
}

/** Names of headers are written in lower case and with hyphens. */
function withPrefix(environment: Environment, prefix: string): Record<string, string> | undefined {
  const group = Object.entries(environment).flatMap(([name, value]) =>
    name.startsWith(prefix) && value
      ? [[name.slice(prefix.length).toLowerCase().replaceAll('_', '-'), value] as const]
      : [],
  );
  return group.length === 0 ? undefined : Object.fromEntries(group);
}
