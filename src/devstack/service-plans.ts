/** The processes of the product: each is a command of the command line, configured by its environment alone. */
import { connect } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ChildPlan } from './child.ts';

export type ServiceName = 'migrate' | 'worker' | 'api' | 'fake-provider';

/** The program and the arguments that start a service. */
export type ServiceCommand = (service: ServiceName) => readonly [string, ...string[]];

export interface ServiceSetting {
  readonly dataDir: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly command: ServiceCommand;
}

/** Long enough to finish work in progress. The stop of the whole stack, both servers included, stays below 30 s. */
const GRACE_SECONDS = { migrate: 2, worker: 10, api: 5, 'fake-provider': 2 } as const;
/** `migrate` also builds the indexes of a large database. */
const READY_WITHIN_SECONDS = { migrate: 1_800, worker: 60, api: 60, 'fake-provider': 60 } as const;
const POLL_MS = 50;

/** A plan for a service that counts as ready when `ready` resolves; at once by default. */
export function servicePlan(
  service: ServiceName,
  { dataDir, environment, command }: ServiceSetting,
  ready: ChildPlan['ready'] = () => Promise.resolve(),
): ChildPlan {
  const [program, ...args] = command(service);
  return {
    name: service,
    command: program,
    args,
    environment,
    logFile: path.join(dataDir, 'logs', `${service}.log`),
    recordFolder: path.join(dataDir, 'run'),
    channel: true,
    detached: true,
    graceSeconds: GRACE_SECONDS[service],
    ready,
    readyWithinSeconds: READY_WITHIN_SECONDS[service],
  };
}

/** The compiled command line, beside this file in the build. */
export const builtCommand: ServiceCommand = (service) => [
  process.execPath,
  '--enable-source-maps',
  path.join(import.meta.dirname, '..', 'cli', 'main.js'),
  service,
];

/** Resolves when a server listens on the loopback port. */
export async function listening(port: number, signal: AbortSignal): Promise<void> {
  while (!(await accepts(port))) await pause(POLL_MS, undefined, { signal });
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** Resolves when the address responds with 200. `onOther` receives every other response. */
export async function answers(
  url: string,
  signal: AbortSignal,
  onOther?: (answer: string) => void,
): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    try {
      const response = await fetch(url, { signal });
      if (response.ok) return;
      onOther?.(await response.text());
    } catch {
      // The server does not listen yet.
    }
    await pause(POLL_MS, undefined, { signal });
  }
}
