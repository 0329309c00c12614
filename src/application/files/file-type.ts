/** What a file is by its first bytes, whatever it says of itself. */
import type { FileType } from '../../contracts/files.ts';

const SIGNATURES: Readonly<Record<FileType, readonly number[]>> = {
  'application/pdf': [0x25, 0x50, 0x44, 0x46, 0x2d],
  'image/jpeg': [0xff, 0xd8, 0xff],
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
};

/** Bytes that are enough to tell. */
export const SIGNATURE_BYTES = 8;

/** True where the first bytes are those of the type. */
export function isOfType(type: FileType, head: Uint8Array): boolean {
  return SIGNATURES[type].every((byte, index) => head[index] === byte);
}
