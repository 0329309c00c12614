/**
 * A real Prometheus beside the running product: every expression of alerts and dashboards is answered with data, alerts fire
 * and end, and the runbook lists the metrics that there are.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { instantOf } from '../../src/domain/instant.ts';
import { AT_ONCE } from '../../src/storage/collections/outbox.ts';
import { freePorts } from '../../src/devstack/ports.ts';
import { projectPath } from '../../src/infra/project-root.ts';
import type { Finding } from '../../src/processes/doctor/finding.ts';
import { readDocument } from '../documents/documents.ts';
import { buy, openCustomer, untilState } from '../failure/customers.ts';
import { debianProgram } from '../support/debian-program.ts';
import { eventually } from '../support/eventually.ts';
import { alertRules, panelExpressions, RULES_FOLDER, rulesWithoutWaiting } from '../support/monitoring.ts';
import { INSPECTIONS } from '../support/order-fixtures.ts';
import { productPlace, RunningProduct } from '../support/running-product.ts';
import { runProgram } from '../support/running-program.ts';

const run = promisify(execFile);
const PATIENCE_MS = 60_000;
/** Long enough to build before the first start on a busy machine. */
const START_MS = 240_000;
const HOUR_MS = 3_600_000;

/** Expressions without an answer while nothing is wrong, by alert or panel. */
const RIGHTLY_EMPTY: Readonly<Record<string, string>> = {
  InternalErrors: 'no request failed',
  WorkflowTasksFail: 'no workflow task failed',
  'Prepaid Fulfilment: Engineering / Failed workflow tasks': 'no workflow task failed',
  'Prepaid Fulfilment: Engineering / Failed calls to Temporal': 'no call failed',
};

interface Series {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [number, string];
}

let product: RunningProduct;
const started: (() => Promise<void>)[] = [];
let url: string;
let workerUrl: string;

beforeAll(async () => {
  const program = debianProgram('prometheus');
  const [metricsPort, port] = await freePorts(2);
  const place = await productPlace({
    METRICS_PORT: String(metricsPort),
    RECONCILE_INTERVAL_SECONDS: '1',
    CANARY_EVERY_MINUTES: '1440',
  });
  product = await RunningProduct.start(place);
  started.push(async () => {
    await product.stop();
    place.remove();
  });
  workerUrl = `http://127.0.0.1:${metricsPort}`;
  url = `http://127.0.0.1:${port}`;
  const folder = path.join(place.folder, 'prometheus');
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'alerts.yml'), rulesWithoutWaiting());
  writeFileSync(
    path.join(folder, 'prometheus.yml'),
    JSON.stringify({
      global: { scrape_interval: '1s', scrape_timeout: '1s', evaluation_interval: '1s' },
      rule_files: ['alerts.yml'],
      scrape_configs: [
        { job_name: 'api', static_configs: [{ targets: [new URL(product.url).host] }] },
        { job_name: 'worker', static_configs: [{ targets: [new URL(workerUrl).host] }] },
      ],
    }),
  );
  const { path: executable, environment } = await program;
  const prometheus = runProgram(
    executable,
    [
      `--config.file=${path.join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${path.join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    { cwd: folder, environment: { ...process.env, ...environment } },
  );
  started.push(async () => {
    prometheus.kill('SIGKILL', 'process');
    await prometheus.ended;
  });
  await prometheus.says('Server is ready to receive web requests', PATIENCE_MS);
}, START_MS);

afterAll(async () => {
  for (const stop of started.reverse()) await stop();
});

/** The answer of Prometheus now. Throws with its words if it refuses the expression. */
async function ask(expression: string): Promise<readonly Series[]> {
  const query = expression.replaceAll('$__rate_interval', '1m');
  const response = await fetch(`${url}/api/v1/query?query=${encodeURIComponent(query)}`);
  const body = (await response.json()) as { error?: string; data?: { result: readonly Series[] } };
  if (body.data === undefined) throw new Error(`${expression}: ${body.error ?? response.status}`);
  return body.data.result;
}

async function firing(): Promise<string[]> {
  const response = await fetch(`${url}/api/v1/alerts`);
  const { data } = (await response.json()) as {
    data: { alerts: readonly { state: string; labels: { alertname: string } }[] };
  };
  return data.alerts
    .filter(({ state }) => state === 'firing')
    .map(({ labels }) => labels.alertname)
    .sort();
}

/** Work of every kind that metrics count: an order with an agreement, one that waits for it, and a usage. */
async function beBusy(): Promise<void> {
  const accountId = await openCustomer(product);
  await untilState(await product.openDatabase(), await buy(product, accountId), 'active');
  const organization = await product.insist('sales', `/v1/accounts/${accountId}/organizations`, {
    name: 'Clinic',
  });
  await product.insist('platform', '/v1/usages', {
    accountId,
    organizationId: organization.body['id'],
    resource: 'inspection',
    quantity: 1,
  });
  const { body } = await product.insist('sales', '/v1/accounts', {
    name: 'New Hospital',
    country: 'SG',
    timeZone: 'Asia/Singapore',
    salesTeam: 'asia',
  });
  await product.insist('sales', '/v1/orders', {
    accountId: body['id'],
    channel: 'online',
    termsAccepted: true,
    termsVersion: '2025-03-07',
    lines: [INSPECTIONS],
  });
}

test('commands find the product that runs here, whatever a person has set up to reach another Temporal', async () => {
  const { DATA_DIR } = product.place.environment;
  const command = async (...args: string[]) => {
    const environment = { ...process.env, DATA_DIR, TEMPORAL_TLS: 'true', TEMPORAL_API_KEY: 'elsewhere' };
    const { stdout } = await run(process.execPath, [projectPath('dist/src/cli/main.js'), ...args, '--json'], {
      env: environment,
    });
    return JSON.parse(stdout) as unknown;
  };
  const findings = (await command('doctor')) as Finding[];
  // The mongod of the wheel is for tests, and Temporal does not tell its configuration.
  const others = findings.filter(({ state, check }) => state !== 'good' && check !== 'MongoDB version');
  expect(others.map(({ check }) => check)).toEqual(['fairness']);
  expect(await command('rollout', 'status')).toEqual([
    expect.objectContaining({ status: 'current', percent: 100, polled: true }),
  ]);
});

test('promtool accepts the configuration and the rules, and the rules fire on what their tests say', async () => {
  const { path: promtool, environment } = await debianProgram('prometheus', 'promtool');
  const options = { cwd: RULES_FOLDER, env: { ...process.env, ...environment } };
  await run(promtool, ['check', 'config', 'prometheus.yml'], options);
  await run(promtool, ['test', 'rules', 'alerts.test.yml'], options);
});

test('every expression of alerts and dashboards is answered with data by the running product', async () => {
  await beBusy();
  const asked = [
    // Healthy, an alert has no answer; what it compares has one.
    ...alertRules().map(({ alert, expr }) => ({
      name: alert,
      expression: expr.replace(/ (>|==) [^()]+$/, ''),
    })),
    ...panelExpressions(),
  ];
  const unanswered = async () => {
    const answers = await Promise.all(asked.map(({ expression }) => ask(expression)));
    return asked.filter((_, index) => answers[index]?.length === 0).map(({ name }) => name);
  };
  const rightly = Object.keys(RIGHTLY_EMPTY);
  const isAnswered = (names: readonly string[]) => names.every((name) => rightly.includes(name));
  // On a busy machine a call may fail and be repeated, which answers some of the others too.
  await eventually(unanswered, isAnswered, PATIENCE_MS);
  for (const { expr } of alertRules()) await ask(expr);
});

test('the runbook lists exactly the metrics that API and worker have of their own', async () => {
  const rows = [...readDocument('docs/runbook.md').text.matchAll(/^\| `(\w+)` +\| (API|both|worker) +\|/gm)];
  const listed = rows.map(([, name = '', from = '']) => `${name} ${from}`);
  const [api, worker] = await Promise.all([product.url, workerUrl].map(namesAt));
  const from = (name: string) => (!worker!.has(name) ? 'API' : api!.has(name) ? 'both' : 'worker');
  const there = [...new Set([...api!, ...worker!])].map((name) => `${name} ${from(name)}`);
  expect(listed.sort()).toEqual(there.sort());
});

async function namesAt(address: string): Promise<Set<string>> {
  const text = await (await fetch(`${address}/metrics`)).text();
  const names = [...text.matchAll(/^# TYPE (\w+)/gm)].map(([, name = '']) => name);
  return new Set(names.filter((name) => !/^(process|nodejs|temporal)_/.test(name)));
}

test('a worker that hangs and a message that no relay takes raise their alarms, which end when it goes on', async () => {
  const raised = ['MessagesOverdue', 'ProcessDown', 'WorkerAbsent'];
  const isOver = (names: readonly string[]) => !names.some((name) => raised.includes(name));
  await eventually(firing, isOver, PATIENCE_MS);
  const { pid } = product.recordOf('worker')!;
  const { models } = await product.openDatabase();
  process.kill(pid, 'SIGSTOP');
  try {
    await models.outbox.insertMany([
      {
        _id: 'out_of_a_test',
        accountId: '',
        message: { type: 'deliveries.retry', platform: 'business', sandbox: true, after: '' },
        createdAt: instantOf(Date.now() - HOUR_MS),
        visibleAtMs: AT_ONCE,
        leasedBy: null,
        attempts: 0,
        lastError: null,
        failingSince: null,
        givenUpAt: null,
      },
    ]);
    await eventually(firing, (names) => raised.every((name) => names.includes(name)), PATIENCE_MS);
  } finally {
    process.kill(pid, 'SIGCONT');
  }
  await eventually(firing, isOver, PATIENCE_MS);
  expect(await models.outbox.findById('out_of_a_test')).toBeNull();
});
