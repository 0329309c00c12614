/** Reads files that hold one setting: a secret, a certificate, a list of profiles. */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/** Bytes; certificates with their chain take a few thousand. */
const MOST_BYTES = 65_536;

/**
 * The content of a regular file of at most 64 KB as text. Throws an error whose message says why it cannot be read and
 * never what it holds.
 */
export function readShortFile(file: string): string {
  // Without O_NONBLOCK, opening a pipe would wait for its writer.
  const handle = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    if (!fstatSync(handle).isFile()) throw new Error('it is not a regular file');
    const bytes = Buffer.alloc(MOST_BYTES + 1);
    let length = 0;
    for (let read = -1; read !== 0 && length < bytes.length; length += read) {
      read = readSync(handle, bytes, length, bytes.length - length, null);
    }
    if (length > MOST_BYTES) throw new Error(`it is longer than ${MOST_BYTES} bytes`);
    return bytes.toString('utf8', 0, length);
  } finally {
    closeSync(handle);
  }
}
