/**
 * The embedded Temporal: the development server of the Temporal CLI, with its UI and one SQLite file. The settings
 * remove a rate limit that delays every task by about 50 ms.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { ChildPlan } from './child.ts';
import type { EmbeddedServerOptions } from './mongod.ts';
import { prepareEmbeddedNamespace } from './temporal-namespace.ts';

export interface EmbeddedTemporalOptions extends EmbeddedServerOptions {
  readonly uiPort: number;
  readonly namespace: string;
}

const DYNAMIC_CONFIG = [
  'history.transferProcessorMaxPollRPS=1000',
  'history.timerProcessorMaxPollRPS=1000',
  // Priorities and fairness of tasks.
  'matching.useNewMatcher=true',
  'matching.enableFairness=true',
  // Allows operators to pause a workflow.
  'frontend.WorkflowPauseEnabled=true',
];
const SQLITE_PRAGMAS = ['journal_mode=wal', 'synchronous=normal'];
const READY_WITHIN_SECONDS = 60;

export function temporalAddressOn(port: number): string {
  return `127.0.0.1:${port}`;
}

export async function temporalPlan(options: EmbeddedTemporalOptions): Promise<ChildPlan> {
  const { executable, port, uiPort, namespace, dataDir, detached } = options;
  const folder = path.join(dataDir, 'temporal');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return {
    name: 'temporal',
    command: executable,
    args: [
      ...['server', 'start-dev', '--headless=false'],
      ...['--ip', '127.0.0.1', '--port', String(port), '--ui-port', String(uiPort)],
      // Temporal makes a URL of it, in which the # or ? of a folder would have another meaning.
      ...['--db-filename', 'temporal.db', '--namespace', namespace],
      '--ui-disable-news-fetch',
      ...['--log-level', 'warn', '--log-format', 'json'],
      // The user's own settings for Temporal clients do not apply to this server.
      ...['--disable-config-file', '--disable-config-env'],
      ...DYNAMIC_CONFIG.flatMap((value) => ['--dynamic-config-value', value]),
      ...SQLITE_PRAGMAS.flatMap((pragma) => ['--sqlite-pragma', pragma]),
    ],
    workingFolder: folder,
    environment: process.env,
    logFile: path.join(dataDir, 'logs', 'temporal.log'),
    recordFolder: path.join(dataDir, 'run'),
    channel: false,
    detached,
    graceSeconds: 5,
    ready: (signal) => prepareEmbeddedNamespace(temporalAddressOn(port), namespace, signal),
    readyWithinSeconds: READY_WITHIN_SECONDS,
  };
}
