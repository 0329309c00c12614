/** Keys and secrets of a development stack: made once, kept where only this user can read them. */
import { randomBytes } from 'node:crypto';
import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { codeOf, RuntimeProblem } from './runtime-problem.ts';

const SECRET_BYTES = 32;
const OWNER_ONLY = 0o600;

/** One API key for each role; the file that `npm start` writes and the API reads. */
export const developmentKeys = z.object({
  sales: z.string().min(1),
  delivery: z.string().min(1),
  operator: z.string().min(1),
  platform: z.string().min(1),
});
export type DevelopmentKeys = z.output<typeof developmentKeys>;

/** The keys in this file, made now where it does not exist. Throws `RuntimeProblem` when it holds something else. */
export function keepDevelopmentKeys(file: string): DevelopmentKeys {
  const text = kept(file, () => {
    const key = (): string => `pfk_${randomBytes(SECRET_BYTES).toString('base64url')}`;
    const keys: DevelopmentKeys = { sales: key(), delivery: key(), operator: key(), platform: key() };
    return `${JSON.stringify(keys, null, 2)}\n`;
  });
  try {
    return developmentKeys.parse(JSON.parse(text));
  } catch {
    throw new RuntimeProblem(`${file} does not hold a key for each role. Delete it to have new ones made.`);
  }
}

/** The secret in this file, made now where it does not exist. */
export function keepSecret(file: string): string {
  return kept(file, () => `${randomBytes(SECRET_BYTES).toString('base64url')}\n`).trim();
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
  // Whole or not at all: half a key file would have to be deleted by hand.
  writeFileSync(`${file}.new`, text, { mode: OWNER_ONLY });
  renameSync(`${file}.new`, file);
  return text;
}
