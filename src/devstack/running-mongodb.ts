/** Finds the embedded MongoDB of a running stack by the process record in its data folder. */
import path from 'node:path';
import { mongodbUriOn } from './mongod.ts';
import { runningRecord } from './process-record.ts';

const PORT = / --port (\d+) /;

/** Its connection string; undefined if no stack runs in the folder, or one that uses another MongoDB. */
export function runningMongodbUri(dataDir: string): string | undefined {
  const port = PORT.exec(runningRecord(path.join(dataDir, 'run'), 'mongod')?.commandLine ?? '')?.[1];
  return port === undefined ? undefined : mongodbUriOn(Number(port));
}
