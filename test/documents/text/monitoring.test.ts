/** Alerts lead to the runbook, and dashboards follow from their tables. */
import { execFileSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { projectPath } from '../../../src/infra/project-root.ts';
import { alertRules, storedDashboards } from '../../support/monitoring.ts';
import { readDocument } from '../documents.ts';

const rules = alertRules();

test('each alert has a section of its own name in the runbook, and the runbook has no other', () => {
  const { text } = readDocument('docs/runbook.md');
  const alerts = text.slice(text.indexOf('\n## Alerts\n'));
  const end = alerts.indexOf('\n## ', 5);
  const headings = [...alerts.slice(0, end).matchAll(/^### (.+)$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual(rules.map(({ alert }) => alert));
  for (const { alert, annotations } of rules)
    expect(annotations.runbook).toBe(`docs/runbook.md#${alert.toLowerCase()}`);
});

test('alerts have names of their own', () => {
  expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
});

test('the dashboards are those of their tables; npm run dashboards writes them', () => {
  const script = pathToFileURL(projectPath('scripts', 'dashboards.mjs')).href;
  const written = execFileSync(process.execPath, [
    '--input-type=module',
    '--eval',
    `import { dashboardFiles } from ${JSON.stringify(script)}; console.log(JSON.stringify(dashboardFiles()));`,
  ]);
  const byName = (one: { name: string }, other: { name: string }) => (one.name < other.name ? -1 : 1);
  expect(storedDashboards().sort(byName)).toEqual(
    (JSON.parse(written.toString()) as { name: string; text: string }[]).sort(byName),
  );
});
