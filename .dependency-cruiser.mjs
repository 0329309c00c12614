/** The import fence: arrows point inward (docs/decisions/0002-layout.md). */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^(src|workflows|activities|test|scripts)/', pathNot: allowed },
});

export default {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    only('domain-imports-domain', '^src/domain/', '^src/domain/', 'The domain is pure.'),
    {
      name: 'domain-has-no-packages',
      comment: 'The one exception: the calendar needs time-zone data.',
      severity: 'error',
      from: { path: '^src/domain/', pathNot: '^src/domain/calendar\\.ts$' },
      to: { dependencyTypes: ['npm', 'core'], dependencyTypesNot: ['type-only'] },
    },
    only(
      'contracts-import-domain',
      '^src/contracts/',
      '^src/(contracts|domain)/',
      'Contracts speak of the domain only.',
    ),
    only(
      'messages-import-domain',
      '^src/messages/',
      '^src/(messages|domain)/',
      'Texts are made of domain data, whoever shows them.',
    ),
    {
      name: 'workflows-import-domain',
      comment: 'Workflows run in the sandbox: domain, and types of activities.',
      severity: 'error',
      from: { path: '^workflows/' },
      to: {
        path: '^(src|activities|test|scripts)/',
        pathNot: '^src/domain/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'workflows-without-calendar',
      comment: 'Time-zone data must not disturb a replay, so nothing that workflows import may reach it.',
      severity: 'error',
      from: { path: '^workflows/|^src/domain/(order/|refusals|search-attributes|json|kinds|instant)' },
      to: { path: '^src/domain/calendar\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'http-not-activities',
      severity: 'error',
      from: { path: '^src/http/' },
      to: { path: '^activities/' },
    },
    {
      name: 'activities-not-http',
      severity: 'error',
      from: { path: '^activities/' },
      to: { path: '^src/http/' },
    },
    {
      name: 'edges-are-leaves',
      comment: 'Nothing inner knows the API, the command line or the launcher.',
      severity: 'error',
      from: {
        path: '^src/(application|persistence|ledger|orders|payments|notices|temporal|platform|catalogue|sandbox|housekeeping|export)/',
      },
      to: {
        path: '^src/(http|cli|runtime)/|^activities/|^workflows/',
        // The names of the messages are shared by those who send them.
        pathNot: '^workflows/messages\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
};
