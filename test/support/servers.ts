/** The servers that a test run shares. Its global setup starts them. */
import { randomBytes } from 'node:crypto';

export interface TestServers {
  readonly mongodbUri: string;
  readonly temporalAddress: string;
  /** Executable for `TestWorkflowEnvironment.createTimeSkipping`. */
  readonly timeSkippingServerPath: string;
  /** Folder for the data of further servers that tests start. It is removed after the run, however the run ends. */
  readonly folder: string;
}

/** Variables with which the setup passes the servers to the test processes. */
export const TEST_SERVER_VARIABLES = {
  mongodbUri: 'TEST_MONGODB_URI',
  temporalAddress: 'TEST_TEMPORAL_ADDRESS',
  timeSkippingServerPath: 'TEST_TIME_SKIPPING_SERVER',
  folder: 'TEST_FOLDER',
} as const satisfies Record<keyof TestServers, string>;

/** Throws in a test of the project `unit`, for which no servers are started. */
export function testServers(): TestServers {
  return {
    mongodbUri: serverVariable('mongodbUri'),
    temporalAddress: serverVariable('temporalAddress'),
    timeSkippingServerPath: serverVariable('timeSkippingServerPath'),
    folder: serverVariable('folder'),
  };
}

/** A name that no other test uses, so that tests can share one MongoDB. */
export function freshDatabaseName(): string {
  return `test_${randomBytes(8).toString('hex')}`;
}

function serverVariable(server: keyof TestServers): string {
  const value = process.env[TEST_SERVER_VARIABLES[server]];
  if (value !== undefined) return value;
  throw new Error('no servers run for this test: move it out of the folders of the project "unit"');
}
