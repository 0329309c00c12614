/** What workflow code can reach when it runs, through however many imports. Types are gone by then. */
export default {
  forbidden: [
    {
      name: 'workflows-reach-pure-code-only',
      comment:
        'A replay must not depend on I/O, on packages or on time-zone data: workflows reach the domain, and of the messages only tables of words.',
      severity: 'error',
      from: { path: '^workflows/' },
      to: {
        path: [
          '^(?!workflows/|src/domain/|src/messages/(words|fill-text|errors/(?!error-facts)[a-z-]+)\\.ts$|node_modules/@temporalio/(workflow|common)/)',
          '^src/domain/calendar\\.ts$',
        ],
        reachable: true,
      },
    },
  ],
  options: {
    tsPreCompilationDeps: false,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
};
