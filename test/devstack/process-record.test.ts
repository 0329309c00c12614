import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { recordProcess, runningRecord, stopRecordedProcesses } from '../../src/devstack/process-record.ts';
import { stillRuns } from '../../src/devstack/running-process.ts';

let folder: string;
let child: ChildProcess;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'prepaid-fulfilment-records-'));
  child = spawn('sleep', ['60'], { stdio: 'ignore' });
  recordProcess(folder, 'sleeper', child.pid ?? 0);
});
afterEach(() => {
  child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const file = (): string => path.join(folder, 'sleeper.process.json');
type Content = Record<'name' | 'commandLine' | 'began', string> & { pid: number };
const content = (): Content => JSON.parse(readFileSync(file(), 'utf8')) as Content;

describe('runningRecord', () => {
  test('gives the noted process of a name while that very process runs', () => {
    const noted = content();
    expect(runningRecord(folder, 'sleeper')).toEqual(noted);
    expect(runningRecord(folder, 'another')).toBeUndefined();
    writeFileSync(file(), JSON.stringify({ ...noted, began: 'another' }));
    expect(runningRecord(folder, 'sleeper')).toBeUndefined();
  });
});

describe('stopRecordedProcesses', () => {
  test('stops what was noted and still runs, and says what that was', async () => {
    const noted = content();
    expect(await stopRecordedProcesses(folder)).toEqual([noted]);
    expect(stillRuns(noted)).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each(['commandLine', 'began'] as const)(
    'leaves a process alone whose %s is not as noted',
    async (field) => {
      writeFileSync(file(), JSON.stringify({ ...content(), [field]: 'another' }));
      expect(await stopRecordedProcesses(folder)).toEqual([]);
      expect(child.exitCode).toBeNull();
      expect(child.signalCode).toBeNull();
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  test('passes over a note that was cut off in the middle of writing', async () => {
    writeFileSync(file(), '{"name":"sle');
    expect(await stopRecordedProcesses(folder)).toEqual([]);
  });
});
