/** Records the histories that every later version of the workflows must be able to replay. Starts its own servers. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { loadConfig } from '../../src/infra/config.ts';
import { executableOf } from '../../src/devstack/embedded-servers.ts';
import { TEMPORAL } from '../../src/devstack/server-programs.ts';
import { registerSearchAttributes } from '../../src/temporal/search-attributes.ts';
import globalSetup from '../support/global-setup.ts';
import globalTeardown from '../support/global-teardown.ts';
import { LIVE_NAMESPACE } from '../support/live-test-system.ts';
import { writeMustFail, writeRecorded, type RecordedHistory } from './corpus.ts';
import { ENTITLEMENT_SCENARIOS } from './entitlement-scenarios.ts';
import { CONTINUED_EPISODE, EPISODE_SCENARIOS } from './episode-scenarios.ts';
import { LOT_SCENARIOS } from './lot-scenarios.ts';
import { NOTICE_SCENARIOS } from './notice-scenarios.ts';
import { openRecorderTestSystem } from './recorder-test-system.ts';
import { CONTINUED, SCENARIOS, type Scenario } from './scenarios.ts';
import { withSwappedActivities } from './swap-activities.ts';

/** After this many events the server suggests continue-as-new; few, so that the history stays short. */
const EVENTS_PER_RUN = 40;
/** The scenario from which the history that must fail is made. */
const SWAPPED = 'sandbox-advanced';

const ALL_SCENARIOS = {
  ...SCENARIOS,
  ...ENTITLEMENT_SCENARIOS,
  ...LOT_SCENARIOS,
  ...EPISODE_SCENARIOS,
  ...NOTICE_SCENARIOS,
};
/** For a server that suggests continue-as-new after few events. */
const CONTINUED_SCENARIOS = {
  'continued-as-new': CONTINUED,
  'arrears-continued-as-new': CONTINUED_EPISODE,
};

/** Records the named scenarios, or all, as those of a version of the product. */
export async function record(names: readonly string[], version = productVersion()): Promise<void> {
  await globalSetup();
  try {
    const at = await openRecorderTestSystem();
    try {
      for (const [name, scenario] of Object.entries(ALL_SCENARIOS)) {
        if (isWanted(name)) save(await scenario(at), version);
      }
      // Both test systems share one runtime of the SDK, so the second is opened while the first is open.
      for (const [name, scenario] of Object.entries(CONTINUED_SCENARIOS)) {
        if (isWanted(name)) save(await continued(scenario), version);
      }
    } finally {
      await at.testSystem.close();
    }
  } finally {
    await globalTeardown();
  }

  function isWanted(name: string): boolean {
    return names.length === 0 || names.includes(name);
  }
}

function save(histories: readonly RecordedHistory[], version: string): void {
  for (const recorded of histories) {
    writeRecorded(version, recorded);
    process.stderr.write(`${version}/${recorded.name}: ${recorded.history.events.length} events\n`);
    if (recorded.name === SWAPPED) {
      writeMustFail({ name: 'swapped-activities', history: withSwappedActivities(recorded.history) });
    }
  }
}

async function continued(scenario: Scenario): Promise<RecordedHistory[]> {
  const config = loadConfig(process.env);
  const progress = (line: string) => process.stderr.write(`${line}\n`);
  const environment = process.env;
  const executable = await executableOf(TEMPORAL, config.temporal.executable, {
    config,
    environment,
    progress,
  });
  const server = await TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'existing-path', path: executable },
      extraArgs: ['--dynamic-config-value', `limit.historyCount.suggestContinueAsNew=${EVENTS_PER_RUN}`],
    },
  });
  try {
    await registerSearchAttributes(server.connection, LIVE_NAMESPACE);
    const at = await openRecorderTestSystem(server.address);
    try {
      return await scenario(at);
    } finally {
      await at.testSystem.close();
    }
  } finally {
    await server.teardown();
  }
}

function productVersion(): string {
  const file = path.resolve(import.meta.dirname, '../../package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
