/** Texts as Temporal takes them: it counts the bytes of UTF-8 and refuses a workflow whose text is longer. */
import { sha256Hex } from '../infra/ids.ts';

/** Of a fairness key. */
const FAIRNESS_KEY_BYTES = 64;
/** Of a summary, and of details: half of the servers' defaults, for what their encoding adds. */
const SUMMARY_BYTES = 200;
const DETAILS_BYTES = 10_000;

/** The text, or its beginning in so many bytes, without a character cut in two. */
export function cutToBytes(text: string, bytes: number): string {
  const encoded = Buffer.from(text);
  if (encoded.length <= bytes) return text;
  let end = bytes;
  // A byte 10xxxxxx goes on with the character before it.
  while (end > 0 && ((encoded[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return encoded.toString('utf8', 0, end);
}

/** A key as it is, or its hash: keys that differ must not become the same one. */
export function fairnessKeyOf(key: string): string {
  return Buffer.byteLength(key) <= FAIRNESS_KEY_BYTES ? key : sha256Hex(key);
}

export const summaryOf = (text: string): string => cutToBytes(text, SUMMARY_BYTES);
export const detailsOf = (text: string): string => cutToBytes(text, DETAILS_BYTES);
