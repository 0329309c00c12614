/** The last line of an export, its signed head: the end of the account's journal, the digest of all lines, and a signature. */
import { z } from 'zod';
import { canonicalText } from '../../domain/canonical-text.ts';
import type { Signer, Verifier } from '../../infra/signing.ts';

export const HEAD_TYPE = 'head';

const headData = z.strictObject({
  accountId: z.string(),
  /** Number, hash and instant of the journal's last entry; 0 and empty without entries. */
  sequence: z.int().min(0),
  hash: z.string(),
  at: z.string(),
  /** Server time. */
  exportedAt: z.string(),
  /** Number of lines before this one, and the SHA-256 of their bytes including line feeds. */
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

/** Looks up a public key; null for an unknown one. */
export type KeyFinder = (keyId: string) => Verifier | null;

/** The text that is signed. */
export function signedText(data: HeadData): string {
  return canonicalText(data);
}

/** Returns the line, including its line feed. */
export function headLine(data: HeadData, signer: Signer): string {
  const head: SignedHead = {
    type: HEAD_TYPE,
    data,
    signature: signer.sign(signedText(data)),
    keyId: signer.keyId,
  };
  return `${JSON.stringify(head)}\n`;
}
