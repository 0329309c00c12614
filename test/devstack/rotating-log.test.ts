import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { RotatingLog } from '../../src/devstack/rotating-log.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'prepaid-fulfilment-log-'));
  file = path.join(folder, 'api.log');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Writes pieces as a process would, and ends. */
async function say(log: RotatingLog, ...pieces: string[]): Promise<void> {
  const stream = new PassThrough();
  log.take(stream);
  for (const piece of pieces) stream.write(piece);
  stream.end();
  await once(stream, 'close');
}

const linesOf = (name: string): string[] =>
  readFileSync(path.join(folder, name), 'utf8').split('\n').slice(0, -1);

test('begins another file while the process runs, without losing or parting a line', async () => {
  const log = new RotatingLog(file, { fileBytes: 1_000, retained: 4, lineBytes: 500 });
  const lines = Array.from({ length: 100 }, (_, index) => `line ${index} ${'x'.repeat(20)}`);
  const text = lines.map((line) => `${line}\n`).join('');
  await say(log, ...(text.match(/[\s\S]{1,37}/g) ?? []));
  const files = readdirSync(folder);
  expect(files.sort()).toEqual(['api.log', 'api.log.1', 'api.log.2']);
  expect(files.toSorted().toReversed().flatMap(linesOf)).toEqual(lines);
  for (const name of files) expect(statSync(path.join(folder, name)).size).toBeLessThanOrEqual(1_000);
});

test('retains a limited number of files, the newest', async () => {
  const log = new RotatingLog(file, { fileBytes: 100, retained: 2, lineBytes: 500 });
  await say(log, ...Array.from({ length: 50 }, (_, index) => `line ${index} ${'x'.repeat(60)}\n`));
  expect(readdirSync(folder).sort()).toEqual(['api.log', 'api.log.1', 'api.log.2']);
  expect(linesOf('api.log')[0]).toContain('line 49 ');
  expect(linesOf('api.log.2')[0]).toContain('line 47 ');
});

test('cuts a line that is too long, and says by how much', async () => {
  const log = new RotatingLog(file, { fileBytes: 10_000, retained: 2, lineBytes: 10 });
  await say(log, 'before\n', 'a history of ', 'x'.repeat(1_000), '\nafter');
  expect(linesOf('api.log')).toEqual(['before', 'a history  … 1003 bytes cut', 'after']);
});

test('goes on in the file of an earlier run, and knows where this one began', async () => {
  await say(new RotatingLog(file), 'earlier\n');
  const log = new RotatingLog(file);
  expect(log.since).toBe(8);
  await say(log, 'now\n');
  expect(linesOf('api.log')).toEqual(['earlier', 'now']);
});
