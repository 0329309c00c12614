/** Reads and writes recorded histories: one event a line, so that a diff shows each changed event. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** One folder for each version of the product that recorded histories. */
const RECORDED = path.join(import.meta.dirname, 'recorded');
/** Histories that the workflows must not be able to replay. */
const MUST_FAIL = path.join(import.meta.dirname, 'must-fail');

export interface RecordedHistory {
  /** `<version>/<name>`, or the name alone. */
  readonly name: string;
  /** JSON as Temporal's own tools write it. */
  readonly history: HistoryJson;
}

export interface HistoryJson {
  readonly events: readonly Record<string, unknown>[];
}

export function recordedHistories(): RecordedHistory[] {
  return readdirSync(RECORDED).flatMap((version) =>
    readFolder(path.join(RECORDED, version)).map(({ name, history }) => ({
      name: `${version}/${name}`,
      history,
    })),
  );
}

export function historiesThatMustFail(): RecordedHistory[] {
  return readFolder(MUST_FAIL);
}

export function writeRecorded(version: string, { name, history }: RecordedHistory): void {
  write(path.join(RECORDED, version), name, history);
}

export function writeMustFail({ name, history }: RecordedHistory): void {
  write(MUST_FAIL, name, history);
}

function readFolder(folder: string): RecordedHistory[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({
      name: path.basename(file, '.json'),
      history: JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as HistoryJson,
    }));
}

function write(folder: string, name: string, { events }: HistoryJson): void {
  mkdirSync(folder, { recursive: true });
  const lines = events.map((event) => JSON.stringify(event)).join(',\n');
  writeFileSync(path.join(folder, `${name}.json`), `{"events":[\n${lines}\n]}\n`);
}
