/** Where a test run stores the data of its servers: in memory if there is enough, which saves the wait for a disk. */
import { accessSync, constants, statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import path from 'node:path';

const MEMORY = '/dev/shm';
/** Several times what a whole run stores at any time. */
const NEEDED_BYTES = 8 * 2 ** 30;

/** Parent folders of test runs: the one to use first, then the one where earlier runs may have left data. */
export function parentsOfRuns(): readonly [string, ...string[]] {
  const onDisk = path.join(tmpdir(), 'prepaid-fulfilment-tests');
  if (!isUsable(MEMORY)) return [onDisk];
  const inMemory = path.join(MEMORY, 'prepaid-fulfilment-tests');
  return hasRoom(MEMORY) ? [inMemory, onDisk] : [onDisk, inMemory];
}

function isUsable(folder: string): boolean {
  if (process.platform !== 'linux') return false;
  try {
    // Only data is stored here, so the folder need not allow programs to run.
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
