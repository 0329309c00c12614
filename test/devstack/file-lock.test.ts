import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { tryLock, waitForLock } from '../../src/devstack/file-lock.ts';
import type { FileLock, LockHolder } from '../../src/devstack/file-lock.ts';
import { runningProcess } from '../../src/devstack/running-process.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'prepaid-fulfilment-lock-'));
  file = path.join(folder, 'lock');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function taken(outcome: FileLock | LockHolder): FileLock {
  if ('release' in outcome) return outcome;
  throw new Error(`held by ${outcome.pid}`);
}

describe('a lock between processes', () => {
  test('names its holder and purpose to everybody else', () => {
    const lock = taken(tryLock(file, 'fetching mongod'));
    expect(tryLock(file, 'something else')).toMatchObject({ pid: process.pid, purpose: 'fetching mongod' });
    lock.release();
    expect(existsSync(file)).toBe(false);
  });

  test('of a process that has ended counts for nothing', () => {
    const { pid } = spawnSync('true');
    writeFileSync(file, JSON.stringify({ pid, began: '1', purpose: 'gone' }));
    taken(tryLock(file, 'next')).release();
  });

  test('of a process whose number another one has got since counts for nothing', () => {
    writeFileSync(file, JSON.stringify({ pid: process.pid, began: 'long ago', purpose: 'gone' }));
    taken(tryLock(file, 'next')).release();
  });

  test('that is being written this very moment is respected', () => {
    writeFileSync(file, '');
    expect(tryLock(file, 'next')).not.toHaveProperty('release');
  });

  test('passes to the next process, which learns once whom it waits for', async () => {
    const lock = taken(tryLock(file, 'first'));
    const holders: LockHolder[] = [];
    const waiting = waitForLock(file, 'second', { onWait: (holder) => holders.push(holder) });
    lock.release();
    (await waiting).release();
    expect(holders).toEqual([
      { pid: process.pid, began: runningProcess(process.pid)?.began, purpose: 'first' },
    ]);
  });
});
