/** Lets one process at a time set the project up: concurrent installs or builds would corrupt each other. */
import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { clearInterval, setInterval } from 'node:timers';
import { say } from './steps.mjs';

const RETRY_MS = 200;
/** The holder touches its lock at this interval; one that was not touched for much longer counts as abandoned. */
const TOUCH_MS = 2_000;
const ABANDONED_MS = 15_000;

/** Runs `work` while holding the lock. The lock of a process that has ended is void. */
export async function withSetUpLock(file, work) {
  makeFolder(path.dirname(file));
  let announced = false;
  while (!take(file)) {
    const holder = holderOf(file);
    if (holder === undefined) {
      rmSync(file, { recursive: true, force: true });
      continue;
    }
    if (!announced) say(`❯ Waiting for process ${holder}, which is setting the project up`);
    announced = true;
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
  const touching = setInterval(() => touch(file), TOUCH_MS);
  try {
    return await work();
  } finally {
    clearInterval(touching);
    rmSync(file, { force: true });
  }
}

function makeFolder(folder) {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    giveUp(folder, error);
  }
}

function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    return giveUp(path.dirname(file), error);
  }
}

function giveUp(folder, error) {
  process.stderr.write(
    `The project cannot be set up, since ${folder} cannot be written: ${error.message}\n` +
      'Give this user the right to write there, or use a copy of the project that it may change.\n',
  );
  process.exit(1);
}

function touch(file) {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // Another process took the lock for abandoned; touching it cannot change that.
  }
}

/** The process that holds the lock; undefined if there is none. */
function holderOf(file) {
  try {
    const holder = Number(readFileSync(file, 'utf8'));
    const isFresh = Date.now() - statSync(file).mtimeMs < ABANDONED_MS;
    return Number.isInteger(holder) && holder > 0 && isFresh && isAlive(holder) ? holder : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid) {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
