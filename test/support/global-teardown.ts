/** Stops the servers of a test run and removes their data. */
import { rmSync } from 'node:fs';
import { takeTestRun } from './global-setup.ts';

export default async function globalTeardown(): Promise<void> {
  const run = takeTestRun();
  if (!run) return;
  await run.supervisor.stop();
  run.lock.release();
  rmSync(run.folder, { recursive: true, force: true });
}
