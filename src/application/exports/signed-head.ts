/** The last line of an export: where the account's journal ended, the sum over all lines before, and a signature over both. */
import { z } from 'zod';
import { canonicalText } from '../../domain/canonical-text.ts';
import type { Signer, Verifier } from '../../infra/signing.ts';

export const HEAD_TYPE = 'head';

const headData = z.strictObject({
  accountId: z.string(),
  /** Last entry of the journal: its number, its hash and its instant; 0 and empty where there is none. */
  sequence: z.int().min(0),
  hash: z.string(),
  at: z.string(),
  /** Server time. */
  exportedAt: z.string(),
  /** Lines before this one, and the SHA-256 of their bytes, line feeds included. */
  lines: z.int().min(1),
  digest: z.string(),
});
export type HeadData = z.output<typeof headData>;

export const signedHead = z.strictObject({
  type: z.literal(HEAD_TYPE),
  data: headData,
  /** Ed25519 over the canonical JSON of `data`, in base64url. */
  signature: z.string(),
  keyId: z.string(),
});
export type SignedHead = z.output<typeof signedHead>;

/** The key of a signature, or null for one that is not known. */
export type KeyFinder = (keyId: string) => Verifier | null;

/** The text that is signed. */
export function signedText(data: HeadData): string {
  return canonicalText(data);
}

/** The line, its line feed included. */
export function headLine(data: HeadData, signer: Signer): string {
  const head: SignedHead = {
    type: HEAD_TYPE,
    data,
    signature: signer.sign(signedText(data)),
    keyId: signer.keyId,
  };
  return `${JSON.stringify(head)}\n`;
}
