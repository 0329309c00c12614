/** Keys and secrets of a development stack: made once, kept where only this user can read them. */
import { randomBytes } from 'node:crypto';
import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { codeOf, RuntimeProblem } from './runtime-problem.ts';

const SECRET_BYTES = 32;
const OWNER_ONLY = 0o600;
const ASK_LIMIT_MS = 5_000;

/** One API key for each role that has a living one; the file that `npm start` writes and the API reads. */
export const developmentKeys = z
  .object({
    sales: z.string().min(1),
    delivery: z.string().min(1),
    operator: z.string().min(1),
    platform: z.string().min(1),
  })
  .partial();
export type DevelopmentKeys = z.output<typeof developmentKeys>;

/** The keys in this file, made now where it does not exist. Throws `RuntimeProblem` when it holds something else. */
export function storeDevelopmentKeys(file: string): DevelopmentKeys {
  const text = kept(file, () => {
    const key = (): string => `pfk_${randomBytes(SECRET_BYTES).toString('base64url')}`;
    const keys: Required<DevelopmentKeys> = {
      sales: key(),
      delivery: key(),
      operator: key(),
      platform: key(),
    };
    return `${JSON.stringify(keys, null, 2)}\n`;
  });
  try {
    return developmentKeys.parse(JSON.parse(text));
  } catch {
    throw new RuntimeProblem(`${file} does not hold keys by role. Delete it to have new ones made.`);
  }
}

/** Takes out of the file the keys that the API at this address does not know any more. Answers those that are left. */
export async function forgetDeadKeys(file: string, apiUrl: string): Promise<DevelopmentKeys> {
  const keys = developmentKeys.parse(JSON.parse(readFileSync(file, 'utf8')));
  const living = await Promise.all(
    Object.entries(keys).map(async ([role, key]): Promise<(readonly [string, string])[]> => {
      if (key === undefined) return [];
      const status = await fetch(`${apiUrl}/v1/accounts?limit=1`, {
        headers: { authorization: `Bearer ${key}` },
        signal: AbortSignal.timeout(ASK_LIMIT_MS),
      }).then(
        (response) => response.status,
        // Nobody said that it is dead.
        () => null,
      );
      return status === 401 ? [] : [[role, key]];
    }),
  );
  const left = Object.fromEntries(living.flat());
  if (Object.keys(left).length < Object.keys(keys).length) write(file, `${JSON.stringify(left, null, 2)}\n`);
  return developmentKeys.parse(left);
}

/** The secret in this file, made now where it does not exist. Throws `RuntimeProblem` when it is empty. */
export function storeSecret(file: string): string {
  const secret = kept(file, () => `${randomBytes(SECRET_BYTES).toString('base64url')}\n`).trim();
  if (secret !== '') return secret;
  throw new RuntimeProblem(
    `${file} holds no secret. Put the one of a backup there, or delete it to have another made.`,
  );
}

function kept(file: string, make: () => string): string {
  try {
    const text = readFileSync(file, 'utf8');
    chmodSync(file, OWNER_ONLY);
    return text;
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
  const text = make();
  write(file, text);
  return text;
}

/** Whole or not at all: half a key file would have to be deleted by hand. */
function write(file: string, text: string): void {
  writeFileSync(`${file}.new`, text, { mode: OWNER_ONLY });
  renameSync(`${file}.new`, file);
}
