/** Keys and secrets of a development stack: created once, in files that only this user can read. */
import { randomBytes } from 'node:crypto';
import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { codeOf, RuntimeProblem } from './runtime-problem.ts';

const SECRET_BYTES = 32;
const OWNER_ONLY = 0o600;
const ASK_LIMIT_MS = 5_000;

/** One API key for each role that has an active one; the file that `npm start` writes and the API reads. */
export const developmentKeys = z
  .object({
    sales: z.string().min(1),
    delivery: z.string().min(1),
    operator: z.string().min(1),
    platform: z.string().min(1),
  })
  .partial();
export type DevelopmentKeys = z.output<typeof developmentKeys>;

/** The keys in this file, which is created if missing. Throws `RuntimeProblem` if it contains something else. */
export function storeDevelopmentKeys(file: string): DevelopmentKeys {
  const text = readOrCreate(file, () => {
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
    throw new RuntimeProblem(`${file} does not contain keys by role. Delete it to have new ones created.`);
  }
}

/**
 * Removes the keys from the file that the API at this address does not know any more. Resolves with the remaining ones.
 */
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
        // The API did not say that it is unknown.
        () => null,
      );
      return status === 401 ? [] : [[role, key]];
    }),
  );
  const left = Object.fromEntries(living.flat());
  if (Object.keys(left).length < Object.keys(keys).length) write(file, `${JSON.stringify(left, null, 2)}\n`);
  return developmentKeys.parse(left);
}

/** The secret in this file, which is created if missing. Throws `RuntimeProblem` if it is empty. */
export function storeSecret(file: string): string {
  const secret = readOrCreate(file, () => `${randomBytes(SECRET_BYTES).toString('base64url')}\n`).trim();
  if (secret !== '') return secret;
  throw new RuntimeProblem(
    `${file} contains no secret. Restore it from a backup, or delete it to have a new one created.`,
  );
}

function readOrCreate(file: string, make: () => string): string {
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

/** Writes the whole file or nothing: half a key file would have to be deleted by hand. */
function write(file: string, text: string): void {
  writeFileSync(`${file}.new`, text, { mode: OWNER_ONLY });
  renameSync(`${file}.new`, file);
}
