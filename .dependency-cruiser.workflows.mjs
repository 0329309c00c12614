/** What workflow code can reach when it runs, through however many imports. Types are gone by then. */
export default {
  forbidden: [
    {
      name: 'workflows-reach-the-domain-only',
      comment:
        'A replay must not depend on I/O, on packages or on time-zone data: nothing that workflows import may reach them.',
      severity: 'error',
      from: { path: '^workflows/' },
      to: {
        path: [
          '^(?!workflows/|src/domain/|node_modules/@temporalio/(workflow|common)/)',
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
