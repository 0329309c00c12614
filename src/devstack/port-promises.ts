/**
 * Ports that were found free and promised to a server which does not listen yet: other starts on this machine leave them
 * alone meanwhile. Each promise is an empty file of the system's temporary folder, and ends by itself.
 */
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const FOLDER = path.join(tmpdir(), 'prepaid-fulfilment-ports');
/** A server that was promised a port listens on it by then. */
const LASTS_MS = 60_000;

/**
 * Promises a port to the caller; false where another has it. To be called while listening on the port, so that nobody asks at
 * the same moment. Where promises cannot be written there are none, and the port is the caller's.
 */
export function promised(port: number): boolean {
  const file = path.join(FOLDER, String(port));
  try {
    if (isYoung(file)) return false;
    mkdirSync(FOLDER, { recursive: true });
    for (const name of readdirSync(FOLDER)) {
      const other = path.join(FOLDER, name);
      if (!isYoung(other)) rmSync(other, { force: true });
    }
    writeFileSync(file, '');
  } catch {
    // Another user's folder, or a full disk.
  }
  return true;
}

function isYoung(file: string): boolean {
  const writtenAtMs = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  return writtenAtMs !== undefined && Date.now() - writtenAtMs < LASTS_MS;
}
