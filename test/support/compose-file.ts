/** The file of Docker Compose and the Dockerfile, read as Docker reads them. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { projectPath } from '../../src/infra/project-root.ts';

const texts = z.array(z.string());

const composeService = z.looseObject({
  image: z.string(),
  build: z.string().optional(),
  entrypoint: texts.optional(),
  command: texts.default([]),
  user: z.string().optional(),
  environment: z.record(z.string(), z.string()).default({}),
  volumes: texts.default([]),
  ports: texts.default([]),
  networks: z.union([texts, z.record(z.string(), z.unknown())]).default([]),
  restart: z.string().optional(),
  healthcheck: z.looseObject({ test: texts }).optional(),
  stop_grace_period: z.string().optional(),
  depends_on: z.record(z.string(), z.looseObject({ condition: z.string() })).default({}),
});

const composeFile = z.looseObject({
  services: z.record(z.string(), composeService),
  volumes: z.record(z.string(), z.unknown()),
  networks: z.record(z.string(), z.unknown()),
});

/** The file with these variables in its values, as a shell or a file `.env` would give them. */
export function readComposeFile(variables: Readonly<Record<string, string>> = {}) {
  const text = readFileSync(projectPath('docker-compose.yml'), 'utf8');
  return composeFile.parse(interpolated(parse(text, { merge: true }), variables));
}

/** The names of the variables that the file takes from its caller. */
export function composeVariables(): readonly string[] {
  const text = readFileSync(projectPath('docker-compose.yml'), 'utf8');
  return [...new Set([...text.matchAll(/(?<!\$)\$\{?(\w+)/g)].map(([, name = '']) => name))];
}

function interpolated(value: unknown, variables: Readonly<Record<string, string>>): unknown {
  if (typeof value === 'string') return interpolatedText(value, variables);
  if (Array.isArray(value)) return value.map((entry) => interpolated(entry, variables));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key, interpolated(entry, variables)]),
  );
}

/** `$$`, `$NAME`, `${NAME}`, `${NAME:-otherwise}` and `${NAME:+instead}`, without braces inside of braces. */
function interpolatedText(text: string, variables: Readonly<Record<string, string>>): string {
  const places = /\$\$|\$\{(?<braced>\w+)(?:(?<operator>:[-+])(?<rest>[^}]*))?\}|\$(?<plain>\w+)/g;
  return [...text.matchAll(places)].reduceRight((result, { 0: whole, index, groups = {} }) => {
    const value = whole === '$$' ? '$' : (variables[groups['braced'] ?? groups['plain'] ?? ''] ?? '');
    const replaces = groups['operator'] === ':-' ? value === '' : value !== '';
    const isRest = groups['operator'] !== undefined && replaces;
    const filled = isRest ? interpolatedText(groups['rest'] ?? '', variables) : value;
    return result.slice(0, index) + filled + result.slice(index + whole.length);
  }, text);
}

export interface DockerfileLine {
  /** In capitals. */
  readonly instruction: string;
  readonly rest: string;
}

/** The lines of each stage, without comments; continued lines are one. */
export function readDockerfile(): readonly (readonly DockerfileLine[])[] {
  const text = readFileSync(projectPath('Dockerfile'), 'utf8').replaceAll(/\\\n/g, '');
  const lines = text.split('\n').flatMap((line): DockerfileLine[] => {
    const [, instruction, rest] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    return instruction === undefined || rest === undefined ? [] : [{ instruction, rest }];
  });
  const stages: DockerfileLine[][] = [];
  for (const line of lines) {
    if (line.instruction === 'FROM') stages.push([]);
    stages.at(-1)?.push(line);
  }
  return stages;
}
