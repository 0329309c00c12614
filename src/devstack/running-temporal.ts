/** Finds the embedded Temporal of a running stack by the process record in its data folder. */
import path from 'node:path';
import { runningRecord } from './process-record.ts';
import { temporalAddressOn } from './temporal-server.ts';

const PORT = / --port (\d+) /;

/** Its address; undefined if no stack runs in the folder, or one that uses another Temporal. */
export function runningTemporalAddress(dataDir: string): string | undefined {
  const port = PORT.exec(runningRecord(path.join(dataDir, 'run'), 'temporal')?.commandLine ?? '')?.[1];
  return port === undefined ? undefined : temporalAddressOn(Number(port));
}
