/** The documents name the variables that the product reads, with the same defaults. */
import { MONGOD } from '../../../src/devstack/server-programs.ts';
import { documentedVariables } from '../../../src/infra/environment-variables.ts';
import { composeVariables } from '../../support/compose-file.ts';
import { allDocuments, readDocument } from '../documents.ts';

const ROW = /^\| `([A-Z_]+\*?)` +\| (.*?) +\| (.*?) +\|$/gm;

test('the runbook lists every variable with its default and its purpose', () => {
  const rows = [...readDocument('docs/runbook.md').text.matchAll(ROW)].map(([, name, fallback, purpose]) => ({
    name,
    fallback,
    purpose,
  }));
  expect(rows).toEqual(
    documentedVariables().map(({ name, fallback, purpose }) => ({
      name,
      fallback: fallback === undefined ? '' : `\`${fallback}\``,
      purpose,
    })),
  );
});

test('no document names a variable that the product does not read', () => {
  // CHROMIUM is read by `test/support/browser.ts`, NUM_HISTORY_SHARDS by Temporal.
  const known = new Set<string>([
    ...documentedVariables().map(({ name }) => name),
    'PATH',
    'NODE_EXTRA_CA_CERTS',
    'CHROMIUM',
    'NUM_HISTORY_SHARDS',
    // Of downloads.
    'HTTPS_PROXY',
    ...MONGOD.official.mirrorVariables,
    ...composeVariables(),
  ]);
  const unknown = allDocuments().flatMap(({ name, text }) =>
    [...text.matchAll(/`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)(?:=[^`]*)?`/g)]
      .map(([, variable = '']) => variable)
      .filter((variable) => variable.length > 3 && !known.has(variable) && !SIGNALS.has(variable))
      .map((variable) => `${name}: ${variable}`),
  );
  expect(unknown).toEqual([]);
});

const SIGNALS = new Set(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGKILL']);
