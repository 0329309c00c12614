/** Verifies an exported file and prints the result as text or JSON. */
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { BREAKS } from '../application/exports/broken-line.ts';
import { verifyExport, type Verdict } from '../application/exports/verify-export.ts';
import { createVerifier, type Verifier } from '../infra/signing.ts';

const keyAnswer = z.object({ publicKeyPem: z.string() });

/** Resolves with the exit code. */
export async function verifyFile(
  file: string,
  keyFile: string,
  { json }: { readonly json: boolean },
): Promise<number> {
  let verdict: Verdict;
  try {
    const key = await readKey(keyFile);
    const bytes: AsyncIterable<Uint8Array> = file === '-' ? process.stdin : createReadStream(file);
    verdict = await verifyExport(bytes, (keyId) => (keyId === key.keyId ? key : null));
    if (isNoExport(verdict)) throw new Error(`${file} is no export of an account, by its first line`);
  } catch (error) {
    const problem = `The export could not be checked: ${textOf(error)}`;
    process.stderr.write(`${problem}\n`);
    if (json) process.stdout.write(`${JSON.stringify({ valid: null, problem })}\n`);
    return 2;
  }
  process.stdout.write(json ? `${JSON.stringify(verdict)}\n` : tableOf(verdict));
  return verdict.valid ? 0 : 1;
}

/** The file does not begin like an export: it is another file, or empty. */
function isNoExport({ firstBroken }: Verdict): boolean {
  const reason = firstBroken?.line === 1 ? firstBroken.reason : null;
  return reason === 'not_a_line' || reason === 'head_missing';
}

async function readKey(file: string): Promise<Verifier> {
  const text = await readFile(file, 'utf8');
  try {
    return createVerifier(
      text.trimStart().startsWith('{') ? keyAnswer.parse(JSON.parse(text)).publicKeyPem : text,
    );
  } catch {
    throw new Error(`${file} holds no Ed25519 public key`);
  }
}

function tableOf({ valid, entries, firstBroken }: Verdict): string {
  const rows = [
    ['valid', valid ? 'yes' : 'no'],
    ['journal entries in order', String(entries)],
  ];
  if (firstBroken !== undefined) {
    const { line, sequence, reason } = firstBroken;
    rows.push(['first broken line', String(line)]);
    if (sequence !== undefined) rows.push(['journal entry', String(sequence)]);
    rows.push(['why', `it ${BREAKS[reason]} (${reason})`]);
  }
  const width = Math.max(...rows.map(([name = '']) => name.length));
  return rows.map(([name = '', text = '']) => `${name.padEnd(width)}  ${text}\n`).join('');
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
