/** Where a test run keeps the data of its servers: in memory where there is plenty of it, since they wait for a disk at each write. */
import { accessSync, constants, statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import path from 'node:path';

const MEMORY = '/dev/shm';
/** Several times what a whole run keeps at a time. */
const NEEDED_BYTES = 8 * 2 ** 30;

/** Parents of the folders of test runs: the one to use first, then where another run may have left its own. */
export function parentsOfRuns(): readonly [string, ...string[]] {
  const onDisk = path.join(tmpdir(), 'prepaid-fulfilment-tests');
  if (!isUsable(MEMORY)) return [onDisk];
  const inMemory = path.join(MEMORY, 'prepaid-fulfilment-tests');
  return hasRoom(MEMORY) ? [inMemory, onDisk] : [onDisk, inMemory];
}

function isUsable(folder: string): boolean {
  if (process.platform !== 'linux') return false;
  try {
    // The servers' own data only; programs are run from elsewhere.
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function hasRoom(folder: string): boolean {
  const { bavail, bsize } = statfsSync(folder);
  return Math.min(bavail * bsize, freemem()) >= NEEDED_BYTES;
}
