/** The message when the stack is ready: addresses, files and what to try first. */
import path from 'node:path';
import type { Config } from '../infra/config.ts';
import type { SignInLink } from './sign-in-links.ts';

/** Address of the API on this machine. */
export function apiUrlOf({ http }: Pick<Config, 'http'>): string {
  return `http://${http.host === '::1' ? '[::1]' : http.host}:${http.port}`;
}

export function keysFileOf({ dataDir }: Pick<Config, 'dataDir'>): string {
  return path.join(dataDir, 'keys.json');
}

/** `roles`: those that have an active key in the file. */
export function welcome(config: Config, roles: readonly string[], links: readonly SignInLink[]): string {
  const apiUrl = apiUrlOf(config);
  const keys = shortest(keysFileOf(config));
  const places: readonly (readonly [string, string])[] = [
    ['Console', `${apiUrl}/`],
    ...links.map(({ role, url }) => [`  as ${role}`, url] as const),
    ['API', apiUrl],
    ['API documents', `${apiUrl}/docs`],
    ['Temporal UI', config.temporal.uiUrl],
    [
      'API keys',
      roles.length === 0
        ? 'none is active; main.js keys recover creates one'
        : `${keys} (${roles.join(', ')})`,
    ],
    ['Data and logs', shortest(config.dataDir)],
  ];
  const until = links.slice(0, 1).map(({ expiresAt }) => expiresAt.slice(11, 16));
  return [
    ...places.map(([what, where]) => `  ${what.padEnd(14)} ${where}`),
    ...until.flatMap((time) => ['', `Each link signs in once, before ${time} UTC.`]),
    '',
    'Try:',
    `  KEY=$(node -p "JSON.parse(fs.readFileSync(process.argv[1])).${roles.includes('sales') ? 'sales' : (roles[0] ?? 'operator')}" ${quoted(keys)})`,
    `  curl -s -H "Authorization: Bearer $KEY" "${apiUrl}/v1/catalogue?productLine=aimis-intl"`,
    `  curl -s -H "Authorization: Bearer $KEY" -H "Content-Type: application/json" -H "Idempotency-Key: $RANDOM" \\`,
    `    -d '{"name":"Riverside Hospital","country":"SG","timeZone":"Asia/Singapore","salesTeam":"apac"}' \\`,
    `    ${apiUrl}/v1/accounts`,
    '',
    'Ctrl-C stops everything.',
  ].join('\n');
}

/** Quotes a text for a shell if necessary. */
function quoted(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** The shorter of the absolute path and the path from here. */
function shortest(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith('..') || relative === '' ? file : relative;
}
