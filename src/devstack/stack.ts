/**
 * The whole product on one machine: both servers, the migrations, the worker, the API and the fake payment provider,
 * from the first check until everything has stopped.
 */
import path from 'node:path';
import type { Config } from '../infra/config.ts';
import { listenForStop } from '../infra/stop-requests.ts';
import { clearDataDir, takeDataDir } from './data-dir.ts';
import { followLog } from './follow-log.ts';
import { assertPortFree } from './ports.ts';
import { secondsSince } from './progress.ts';
import { reasonOf, RuntimeProblem } from './runtime-problem.ts';
import type { StackOptions } from './stack-options.ts';
import { startEverything } from './start-everything.ts';
import { createSupervisor } from './supervisor.ts';
import { forgetDeadKeys } from './development-secrets.ts';
import { signInLinks } from './sign-in-links.ts';
import { apiUrlOf, keysFileOf, welcome } from './welcome.ts';

/** First to stop first: a process stops before those that it uses. */
const STOP_ORDER = ['migrate', 'worker', 'api', 'fake-provider', 'temporal', 'mongod'];
const FOLLOWED = ['worker', 'api', 'fake-provider'];
const LOOPBACK_HOSTS = ['127.0.0.1', 'localhost', '::1'];

/** Runs until a signal stops it. Resolves with the exit code when nothing runs any more. */
export async function runStack(options: StackOptions): Promise<number> {
  const { config, say } = options;
  const begun = performance.now();
  const supervisor = createSupervisor({ stopOrder: STOP_ORDER, say });
  const asked = new AbortController();
  const stopListening = listenForStop({
    stop: (reason) => {
      asked.abort();
      say(`Stopping: ${reason}.`);
      void supervisor.stop();
    },
    hurry: () => {
      say('Hurrying.');
      supervisor.hurry();
    },
  });

  const toEnd: (() => void)[] = [stopListening];
  try {
    assertLoopback(config.http.host);
    const lock = takeDataDir(config.dataDir, config.http.port);
    toEnd.push(() => lock.release());
    await clearDataDir(config.dataDir, say);
    await assertPortsFree(config);

    await startEverything(options, supervisor);
    supervisor.keepRunning();
    for (const name of FOLLOWED) {
      toEnd.push(followLog({ name, logFile: path.join(config.dataDir, 'logs', `${name}.log`), say }));
    }
    const keys = await forgetDeadKeys(keysFileOf(config), apiUrlOf(config));
    const links = await signInLinks(keys, apiUrlOf(config));
    say(`Ready in ${secondsSince(begun)}.\n\n${welcome(config, Object.keys(keys), links)}`);
    if (options.whenReady) toEnd.push(options.whenReady(supervisor));
    await aborted(supervisor.signal);
  } catch (error) {
    // An error after the stop was requested is a consequence of the stop.
    if (!asked.signal.aborted)
      say(`The start has failed.\n${reasonOf(supervisor.signal.aborted ? supervisor.signal.reason : error)}`);
  } finally {
    await supervisor.stop();
    for (const end of toEnd) end();
  }
  if (!asked.signal.aborted) return 1;
  say('Stopped.');
  return 0;
}

/** Keys in a file and a payment provider that takes no money are for this machine alone. */
function assertLoopback(host: string): void {
  if (LOOPBACK_HOSTS.includes(host)) return;
  throw new RuntimeProblem(
    `HOST is ${host}, but npm start runs with development keys and a fake payment provider, so it listens on\n` +
      `  loopback only. Set HOST to one of ${LOOPBACK_HOSTS.join(', ')}, or leave it unset.`,
  );
}

async function assertPortsFree({ http, mongodb, temporal, payments }: Config): Promise<void> {
  await assertPortFree(http.port, 'PORT', http.host);
  if (temporal.address === undefined) {
    await assertPortFree(temporal.uiPort, 'TEMPORAL_UI_PORT');
    if (temporal.port !== undefined) await assertPortFree(temporal.port, 'TEMPORAL_PORT');
  }
  if (mongodb.uri === undefined && mongodb.port !== undefined)
    await assertPortFree(mongodb.port, 'MONGODB_PORT');
  if (payments.fakePort !== undefined) await assertPortFree(payments.fakePort, 'FAKE_PAYMENT_PORT');
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
