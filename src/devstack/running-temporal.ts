/** Finds the embedded Temporal of a stack that runs on this machine, by the note that its start left in the data folder. */
import path from 'node:path';
import { runningRecord } from './process-record.ts';
import { temporalAddressOn } from './temporal-server.ts';

const PORT = / --port (\d+) /;

/** Its address; undefined where no stack runs in the folder, or one on a Temporal of its own. */
export function runningTemporalAddress(dataDir: string): string | undefined {
  const port = PORT.exec(runningRecord(path.join(dataDir, 'run'), 'temporal')?.commandLine ?? '')?.[1];
  return port === undefined ? undefined : temporalAddressOn(Number(port));
}
