/**
 * The import fence (docs/decisions/0002-layout.md): layers, and within two of them rooms in an order, each of which imports
 * only what stands before it. `test/documents/text/fence.test.ts` plants an import against each rule.
 */

/** What each layer may import besides itself. */
const LAYERS = {
  domain: [],
  messages: ['domain'],
  contracts: ['messages', 'domain'],
  infra: ['domain'],
  storage: ['infra', 'messages', 'domain'],
  'payment-providers': ['contracts', 'infra', 'domain'],
  application: ['storage', 'payment-providers', 'contracts', 'messages', 'infra', 'domain'],
  temporal: ['application', 'storage', 'messages', 'infra', 'domain'],
  metrics: ['temporal', 'application', 'storage', 'infra', 'domain'],
  tracing: ['infra', 'domain'],
  http: [
    'metrics',
    'application',
    'storage',
    'payment-providers',
    'contracts',
    'messages',
    'infra',
    'domain',
  ],
  devstack: ['temporal', 'infra', 'domain'],
  processes: [
    'http',
    'metrics',
    'tracing',
    'temporal',
    'devstack',
    'application',
    'storage',
    'payment-providers',
    'contracts',
    'infra',
    'domain',
  ],
  console: [],
  cli: ['processes', 'devstack', 'temporal', 'application', 'storage', 'infra', 'domain'],
};

/** Concepts of a layer, each of which may import those before it. */
const ROOMS = {
  domain: [
    'ledger',
    'notices',
    'payments',
    'refunds',
    'catalogue',
    'entitlements',
    'pricing',
    'arrears',
    'capabilities',
    'orders',
  ],
  application: [
    'access',
    'audit',
    'catalogue',
    'deadlines',
    'exports',
    'files',
    'keys',
    'sessions',
    'rules',
    'sandbox',
    'arrears',
    'ledger',
    'accounts',
    'agreements',
    'reconciliation',
    'orders',
    'operator-view',
    'entitlements',
    'refunds',
    'usages',
    'tasks',
    'notices',
    'secrets',
    'payments',
    'monitoring',
    'overview',
    'canary',
  ],
  console: [
    'texts',
    'format',
    'theme',
    'preferences',
    'ui',
    'api',
    'session',
    'files',
    'accounts',
    'catalogue',
    'agreements',
    'customers',
    'payments',
    'orders',
    'services',
    'sign-off',
    'overview',
    'purchase',
    'search',
    'sessions',
    'app',
  ],
};

const anyOf = (names) => `(${names.join('|')})`;
const OURS = '^(src|workflows|activities|client|test|scripts)/';
/** Both sides share the names of the messages. */
const MESSAGES_OF_WORKFLOWS = '^workflows/messages\\.ts$';
/** Pure tables of words and what fills them, for texts that workflows make. */
const WORDS_OF_WORKFLOWS = '^src/messages/(words|fill-text|errors/(?!error-facts)[a-z-]+)\\.ts$';
/** What HTTP needs of storage besides types. */
const STORAGE_IN_HTTP = '^src/storage/(idempotency|transaction|driver-errors|clock-guard)(/|\\.ts$)';
/** What workflows need of activities. */
const ACTIVITY_INTERFACES = '^workflows/[a-z]+-activities\\.ts$';

/** What users of the API import: the entries of the client. */
const CLIENT = '^client/src/(index|webhooks)\\.ts$';

/** The entry that runs in browsers. */
const CLIENT_OF_BROWSERS = '^client/src/index\\.ts$';
/** What the console's pages are made of, with their types. */
const PACKAGES_OF_CONSOLE =
  '(^|/)node_modules/(react|react-dom|wouter|@tanstack/react-query|@types/react|@types/react-dom|uqr)/';

/** A layer imports itself and those below it. */
const layerRules = Object.entries(LAYERS).map(([layer, below]) => ({
  name: `${layer}-imports-what-is-below`,
  severity: 'error',
  from: { path: `^src/${layer}/` },
  to: {
    path: OURS,
    pathNot: [
      `^src/${anyOf([layer, ...below])}/`,
      ...(layer === 'temporal' ? [MESSAGES_OF_WORKFLOWS] : []),
      ...(layer === 'cli' ? ['^workflows/', CLIENT] : []),
      ...(layer === 'console' ? [CLIENT_OF_BROWSERS, '^src/contracts/'] : []),
      ...(layer === 'processes' ? ['^activities/'] : []),
    ],
  },
}));

const roomRules = Object.entries(ROOMS).flatMap(([layer, rooms]) =>
  rooms.slice(0, -1).map((room, index) => ({
    name: `${layer}-${room}-imports-rooms-before-it`,
    severity: 'error',
    from: { path: `^src/${layer}/${room}/` },
    to: { path: `^src/${layer}/${anyOf(rooms.slice(index + 1))}/` },
  })),
);

export default {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    ...layerRules,
    ...roomRules,
    {
      name: 'http-knows-types-of-storage',
      comment:
        'Queries and writes are use cases. Values: transactions, stored responses, and the errors of storage.',
      severity: 'error',
      from: { path: '^src/http/' },
      to: { path: '^src/storage/', pathNot: STORAGE_IN_HTTP, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'each-folder-is-a-layer',
      comment: 'A new layer needs a place in LAYERS.',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: `^src/${anyOf(Object.keys(LAYERS))}/` },
      to: {},
    },
    {
      name: 'each-room-has-a-place',
      comment:
        'A new concept needs a place in ROOMS. Files that all concepts of a layer share have no folder.',
      severity: 'error',
      from: {
        path: `^src/${anyOf(Object.keys(ROOMS))}/[^/]+/`,
        pathNot: Object.entries(ROOMS).map(([layer, rooms]) => `^src/${layer}/${anyOf(rooms)}/`),
      },
      to: {},
    },
    {
      name: 'metrics-are-declared-in-one-place',
      comment: 'What is measured reports to functions that it is given, or is read by `src/metrics`.',
      severity: 'error',
      from: { path: OURS, pathNot: '^(src/metrics|test)/' },
      to: { path: '(^|/)node_modules/prom-client/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'spans-are-exported-in-one-place',
      comment: 'What is traced reports to `Tracing` of `src/infra/tracing.ts`.',
      severity: 'error',
      from: { path: OURS, pathNot: '^(src/tracing|test)/' },
      to: { path: '(^|/)node_modules/@opentelemetry/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'tracing-is-loaded-where-it-is-on',
      comment: 'By a dynamic import: without traces nothing of the libraries is loaded.',
      severity: 'error',
      from: { path: OURS, pathNot: '^(src/tracing|test)/' },
      to: { path: '^src/tracing/', dynamic: false, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'domain-has-no-packages',
      comment: 'The one exception: the calendar needs time-zone data.',
      severity: 'error',
      from: { path: '^src/domain/', pathNot: '^src/domain/calendar\\.ts$' },
      to: { dependencyTypes: ['npm', 'core'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'workflows-import-domain',
      comment: 'Types too: workflows declare the activities that they call, and activities implement them.',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { path: OURS, pathNot: ['^(workflows|src/domain)/', WORDS_OF_WORKFLOWS] },
    },
    {
      name: 'activities-import-what-is-below',
      severity: 'error',
      from: { path: '^activities/' },
      to: {
        path: OURS,
        pathNot: ['^(activities|src/(domain|infra|storage|application|temporal))/', ACTIVITY_INTERFACES],
      },
    },
    {
      name: 'activities-know-types-of-workflows',
      comment: 'Only a workflow can load the code of a workflow.',
      severity: 'error',
      from: { path: '^activities/' },
      to: { path: '^workflows/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'client-imports-itself',
      comment: 'It knows the API by its document alone.',
      severity: 'error',
      from: { path: '^client/' },
      to: { path: OURS, pathNot: '^client/' },
    },
    {
      name: 'client-runs-in-browsers',
      comment: 'The main entry needs what browsers and Node share, and no package.',
      severity: 'error',
      from: { path: '^client/', pathNot: '^client/src/webhooks\\.ts$' },
      to: { dependencyTypes: ['npm', 'core'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'console-knows-types-of-contracts',
      comment: 'It calls the API, and loads nothing of the server.',
      severity: 'error',
      from: { path: '^src/console/' },
      to: { path: '^src/contracts/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'console-runs-in-browsers',
      comment: 'Each further package is loaded by every page.',
      severity: 'error',
      from: { path: '^src/console/' },
      to: { pathNot: [OURS, '^@prepaid-fulfilment/client$', PACKAGES_OF_CONSOLE] },
    },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      from: { path: '^(src|workflows|activities)/' },
      to: { path: '^(test|scripts)/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
};
