/** The servers that one test run shares, as its global set-up has started them. */
import { randomBytes } from 'node:crypto';

export interface TestServers {
  readonly mongodbUri: string;
  readonly temporalAddress: string;
  /** Executable for `TestWorkflowEnvironment.createTimeSkipping`. */
  readonly timeSkippingServerPath: string;
  /** For data of other servers that tests start; removed after the run, however it ends. */
  readonly folder: string;
}

/** Variables through which the set-up tells the processes of the tests. */
export const TEST_SERVER_VARIABLES = {
  mongodbUri: 'TEST_MONGODB_URI',
  temporalAddress: 'TEST_TEMPORAL_ADDRESS',
  timeSkippingServerPath: 'TEST_TIME_SKIPPING_SERVER',
  folder: 'TEST_FOLDER',
} as const satisfies Record<keyof TestServers, string>;

/** Throws in a test of the project `unit`, for which no servers are started. */
export function testServers(): TestServers {
  return {
    mongodbUri: told('mongodbUri'),
    temporalAddress: told('temporalAddress'),
    timeSkippingServerPath: told('timeSkippingServerPath'),
    folder: told('folder'),
  };
}

/** A name that no other test uses, so that tests share one MongoDB and no data. */
export function freshDatabaseName(): string {
  return `test_${randomBytes(8).toString('hex')}`;
}

function told(server: keyof TestServers): string {
  const value = process.env[TEST_SERVER_VARIABLES[server]];
  if (value !== undefined) return value;
  throw new Error('no servers run for this test: it belongs outside the folders of the project "unit"');
}
