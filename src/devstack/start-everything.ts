/** The steps from nothing to a stack that is ready, with their progress. */
import { Listr, PRESET_TIMER } from 'listr2';
import type { ListrTask } from 'listr2';
import { startMongodb, startTemporal } from './embedded-servers.ts';
import type { ServerStart } from './embedded-servers.ts';
import { withProgress } from './progress.ts';
import type { Progress } from './progress.ts';
import { RuntimeProblem } from './runtime-problem.ts';
import { answers, builtCommand, listening, servicePlan } from './service-plans.ts';
import type { ServiceSetting } from './service-plans.ts';
import { prepareFakeProvider, servicesEnvironment } from './services-environment.ts';
import type { FakeProvider, ServerAddresses } from './services-environment.ts';
import type { StackOptions } from './stack-options.ts';
import type { Supervisor } from './supervisor.ts';
import { apiUrlOf } from './welcome.ts';

const READY_WITHIN_SECONDS = 60;

/** Resolves when the API reports that it is ready. Throws an error for the user if it does not get there. */
export async function startEverything(options: StackOptions, supervisor: Supervisor): Promise<void> {
  const { config, environment } = options;
  const provider = await prepareFakeProvider(config);
  const servers: Partial<Record<keyof ServerAddresses, string>> = {};

  // The full error is printed once everything has stopped; beside the step it would be cut to one line.
  const step = (title: string, work: (progress: Progress) => Promise<void>): ListrTask => ({
    title,
    task: async (_context, task) => {
      try {
        await work((line) => (task.output = line));
      } catch (error) {
        throw new Error('see below', { cause: error });
      }
    },
  });
  const start = (progress: Progress): ServerStart => ({
    config,
    environment,
    supervisor,
    dataDir: config.dataDir,
    detached: true,
    progress,
  });
  const services = (): ServiceSetting => ({
    dataDir: config.dataDir,
    command: options.command ?? builtCommand,
    environment: servicesEnvironment(config, environment, found(servers), provider),
  });

  const serverSteps = [
    step('MongoDB', async (progress) => {
      servers.mongodbUri = await startMongodb(start(progress));
    }),
    step('Temporal', async (progress) => {
      servers.temporalAddress = await startTemporal(start(progress));
    }),
  ];
  const steps = new Listr(
    [
      { title: 'Servers', task: (_context, task) => task.newListr(serverSteps, { concurrent: true }) },
      step('Migrations', () => supervisor.complete(servicePlan('migrate', services()))),
      step('Worker, API, fake payment provider', (progress) =>
        startServices(options, supervisor, services(), provider, progress),
      ),
    ],
    {
      // Requests to stop are handled in one place, in stack.ts.
      registerSignalListeners: false,
      renderer: options.interactive ? 'default' : 'simple',
      rendererOptions: { timer: PRESET_TIMER },
    },
  );
  try {
    await steps.run();
  } catch (error) {
    throw error instanceof Error && error.cause !== undefined ? error.cause : error;
  }
}

async function startServices(
  { config }: StackOptions,
  supervisor: Supervisor,
  setting: ServiceSetting,
  provider: FakeProvider,
  progress: Progress,
): Promise<void> {
  const apiUrl = apiUrlOf(config);
  await Promise.all([
    supervisor.start(servicePlan('worker', setting)),
    supervisor.start(servicePlan('fake-provider', setting, (signal) => listening(provider.port, signal))),
    // `/healthz` is enough: a process may be restarted while a server is away.
    supervisor.start(servicePlan('api', setting, (signal) => answers(`${apiUrl}/healthz`, signal))),
  ]);
  await ready(`${apiUrl}/readyz`, supervisor.signal, progress);
}

async function ready(url: string, signal: AbortSignal, progress: Progress): Promise<void> {
  let last = 'no answer';
  const late = AbortSignal.timeout(READY_WITHIN_SECONDS * 1_000);
  const noteAnswer = (answer: string): void => {
    last = answer;
  };
  try {
    await withProgress(
      progress,
      () => `${url} says: ${last}`,
      () => answers(url, AbortSignal.any([signal, late]), noteAnswer),
    );
  } catch (error) {
    if (!late.aborted) throw error;
    throw new RuntimeProblem(`${url} did not answer 200 within ${READY_WITHIN_SECONDS} s, but last: ${last}`);
  }
}

function found({
  mongodbUri,
  temporalAddress,
}: Partial<Record<keyof ServerAddresses, string>>): ServerAddresses {
  if (mongodbUri === undefined || temporalAddress === undefined)
    throw new Error('the servers are not started yet');
  return { mongodbUri, temporalAddress };
}
