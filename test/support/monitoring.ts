/** The rules of `deploy/prometheus` and the panels of `deploy/grafana`, with the expressions that they ask. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { projectPath } from '../../src/infra/project-root.ts';

export const RULES_FOLDER = projectPath('deploy', 'prometheus');
const RULES_FILE = path.join(RULES_FOLDER, 'alerts.yml');
const DASHBOARDS_FOLDER = projectPath('deploy', 'grafana', 'dashboards');

const alertRule = z.strictObject({
  alert: z.string(),
  expr: z.string(),
  for: z.string().optional(),
  labels: z.strictObject({ severity: z.enum(['critical', 'warning', 'info']) }),
  annotations: z.strictObject({ summary: z.string().min(1), runbook: z.string() }),
});
const rulesFile = z.strictObject({
  groups: z.array(z.strictObject({ name: z.string(), rules: z.array(alertRule) })),
});

const dashboard = z.looseObject({
  title: z.string(),
  panels: z.array(
    z.looseObject({
      title: z.string(),
      targets: z.array(z.looseObject({ expr: z.string() })).default([]),
    }),
  ),
});

export type AlertRule = z.output<typeof alertRule>;

export function alertRules(): AlertRule[] {
  const { groups } = rulesFile.parse(parse(readFileSync(RULES_FILE, 'utf8')));
  return groups.flatMap(({ rules }) => rules);
}

/** The rules as text, firing at once instead of after their `for`. */
export function rulesWithoutWaiting(): string {
  return readFileSync(RULES_FILE, 'utf8').replaceAll(/^ +for: .*\n/gm, '');
}

/** Files of dashboards with their texts. */
export function storedDashboards(): { name: string; text: string }[] {
  return readdirSync(DASHBOARDS_FOLDER).map((name) => ({
    name,
    text: readFileSync(path.join(DASHBOARDS_FOLDER, name), 'utf8'),
  }));
}

/** Every expression of every panel, named by dashboard and panel. */
export function panelExpressions(): { name: string; expression: string }[] {
  return storedDashboards().flatMap(({ text }) => {
    const { title, panels } = dashboard.parse(JSON.parse(text));
    return panels.flatMap((panel) =>
      panel.targets.map(({ expr }) => ({ name: `${title} / ${panel.title}`, expression: expr })),
    );
  });
}
