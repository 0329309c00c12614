/**
 * Ports that were found free and reserved for a server that does not listen yet, so that other starts on this machine
 * do not take them. Each reservation is an empty file in the system's temporary folder, and expires.
 */
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const FOLDER = path.join(tmpdir(), 'prepaid-fulfilment-ports');
/** A server listens on its reserved port within this time. */
const LASTS_MS = 60_000;

/**
 * Reserves a port; false if another process has reserved it. Call it while listening on the port, so that no other
 * process can test it at the same moment. If reservations cannot be written, every port counts as reserved for the
 * caller.
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
    // The folder belongs to another user, or the disk is full.
  }
  return true;
}

function isYoung(file: string): boolean {
  const writtenAtMs = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  return writtenAtMs !== undefined && Date.now() - writtenAtMs < LASTS_MS;
}
