/** Finds the embedded MongoDB of a stack that runs on this machine, by the note that its start left in the data folder. */
import path from 'node:path';
import { mongodbUriOn } from './mongod.ts';
import { runningRecord } from './process-record.ts';

const PORT = / --port (\d+) /;

/** Its address; undefined where no stack runs in the folder, or one on a MongoDB of its own. */
export function runningMongodbUri(dataDir: string): string | undefined {
  const port = PORT.exec(runningRecord(path.join(dataDir, 'run'), 'mongod')?.commandLine ?? '')?.[1];
  return port === undefined ? undefined : mongodbUriOn(Number(port));
}
