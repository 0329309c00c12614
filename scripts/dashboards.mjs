/**
 * `npm run dashboards`: writes the dashboards for Grafana from the tables below. Each row of a dashboard is a title with its
 * panels, each panel a title, a unit and its queries, each query a legend and an expression.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const FOLDER = path.join(import.meta.dirname, '..', 'deploy', 'grafana', 'dashboards');
const WIDTH = 24;
const HEIGHT = 8;

const rate = (metric, labels = '') =>
  `rate(${metric}${labels === '' ? '' : `{${labels}}`}[$__rate_interval])`;
const perSecond = (by, metric, labels) => `sum by (${by}) (${rate(metric, labels)})`;
const quantile = (share, metric, { by = '', labels = '' } = {}) =>
  `histogram_quantile(${share}, sum by (le${by === '' ? '' : `, ${by}`}) (${rate(`${metric}_bucket`, labels)}))`;
const newest = (by, metric, labels = '') => `max by (${by}) (${metric}${labels === '' ? '' : `{${labels}}`})`;
const percentiles = (metric) => [
  ['50 %', quantile(0.5, metric)],
  ['99 %', quantile(0.99, metric)],
];

const OPERATIONS = {
  uid: 'operations',
  title: 'Operations',
  rows: [
    [
      'Orders',
      [
        ['Orders by state', 'short', [['{{state}}', newest('state', 'orders')]]],
        [
          'Oldest paid order that is not credited',
          's',
          [['held: {{held}}', newest('held', 'crediting_age_seconds')]],
        ],
        [
          'Commands of people',
          'reqps',
          [
            [
              '{{route}}',
              perSecond('route', 'http_request_duration_seconds_count', 'method="POST",route=~".*Order.*"'),
            ],
          ],
        ],
      ],
    ],
    [
      'Due work',
      [
        ['Overdue deadlines', 's', [['{{kind}}', newest('kind', 'deadline_lateness_seconds')]]],
        ['Overdue suspension of arrears', 's', [['oldest', 'max(suspension_lateness_seconds)']]],
        [
          'Open tasks',
          'short',
          [['{{role}}: {{kind}}', newest('kind, role', 'open_tasks', 'sandbox="false"')]],
        ],
      ],
    ],
    [
      'Messages and notices',
      [
        ['Oldest message in the outbox', 's', [['oldest', 'max(outbox_oldest_message_age_seconds)']]],
        ['Messages given up', 'short', [['messages', 'max(outbox_given_up_messages)']]],
        [
          'Attempts to deliver notices',
          'cps',
          [['{{platform}}: {{outcome}}', perSecond('platform, outcome', 'notice_attempts_total')]],
        ],
      ],
    ],
    [
      'Reconciliation',
      [
        [
          'Time since the last run',
          's',
          [['age', 'time() - max(reconciliation_last_run_timestamp_seconds)']],
        ],
        ['Inconsistencies', 'short', [['{{kind}}', newest('kind', 'reconciliation_inconsistencies')]]],
        ['Findings', 'cps', [['{{kind}}', perSecond('kind', 'reconciliation_findings_total')]]],
      ],
    ],
    [
      'Canary',
      [
        [
          'Time since the last round that passed',
          's',
          [['age', 'time() - max(canary_last_success_timestamp_seconds)']],
        ],
        ['Failed steps', 'cps', [['{{step}}', perSecond('step', 'canary_failures_total')]]],
        ['Duration of rounds', 's', percentiles('canary_round_duration_seconds')],
      ],
    ],
  ],
};

const ENGINEERING = {
  uid: 'engineering',
  title: 'Engineering',
  rows: [
    [
      'API',
      [
        ['Responses', 'reqps', [['{{status}}', perSecond('status', 'http_request_duration_seconds_count')]]],
        ['Duration of requests', 's', percentiles('http_request_duration_seconds')],
        [
          '99 % by route',
          's',
          [['{{route}}', quantile(0.99, 'http_request_duration_seconds', { by: 'route' })]],
        ],
        ['Requests in flight', 'short', [['{{instance}}', 'http_requests_in_flight']]],
      ],
    ],
    [
      'Ledger',
      [
        ['Usages', 'cps', [['{{outcome}}', perSecond('outcome', 'ledger_usages_total')]]],
        ['Usages in a transaction', 'short', percentiles('ledger_batch_usages')],
        [
          'Transactions',
          'cps',
          [
            [
              '{{lane}}: {{outcome}}',
              perSecond('lane, outcome', 'ledger_transaction_duration_seconds_count'),
            ],
          ],
        ],
        ['Duration of transactions', 's', percentiles('ledger_transaction_duration_seconds')],
        ['Wait for a transaction', 's', percentiles('ledger_queue_wait_seconds')],
        [
          'Waiting usages',
          'short',
          [
            ['{{instance}}', 'ledger_queue_usages'],
            ['lanes of {{instance}}', 'ledger_lanes'],
          ],
        ],
      ],
    ],
    [
      'Outbox',
      [
        [
          'Deliveries',
          'cps',
          [['{{message}}: {{outcome}}', perSecond('message, outcome', 'outbox_deliveries_total')]],
        ],
        ['From transaction to delivery', 's', percentiles('outbox_delivery_lag_seconds')],
        [
          '99 % by message',
          's',
          [['{{message}}', quantile(0.99, 'outbox_delivery_lag_seconds', { by: 'message' })]],
        ],
      ],
    ],
    [
      'Workers and Temporal',
      [
        [
          'Workflow tasks wait for a worker',
          's',
          percentiles('temporal_workflow_task_schedule_to_start_latency_seconds'),
        ],
        ['Duration of workflow tasks', 's', percentiles('temporal_workflow_task_execution_latency_seconds')],
        [
          'Duration of local activities, 99 %',
          's',
          [
            [
              '{{activity_type}}',
              quantile(0.99, 'temporal_local_activity_execution_latency_seconds', { by: 'activity_type' }),
            ],
          ],
        ],
        [
          'Free slots',
          'short',
          [['{{worker_type}}', 'min by (worker_type) (temporal_worker_task_slots_available)']],
        ],
        ['Pollers', 'short', [['{{poller_type}}', 'sum by (poller_type) (temporal_num_pollers)']]],
        ['Workflows in the cache', 'short', [['{{instance}}', 'temporal_sticky_cache_size']]],
        ['Calls to Temporal', 'reqps', [['{{operation}}', perSecond('operation', 'temporal_request_total')]]],
        [
          'Failed calls to Temporal',
          'reqps',
          [['{{operation}}', perSecond('operation', 'temporal_request_failure_total')]],
        ],
        [
          'Failed workflow tasks',
          'cps',
          [
            [
              '{{workflow_type}}: {{failure_reason}}',
              perSecond('workflow_type, failure_reason', 'temporal_workflow_task_execution_failed_total'),
            ],
          ],
        ],
      ],
    ],
    [
      'MongoDB driver',
      [
        ['Connections in use', 'short', [['{{job}} {{instance}}', 'mongodb_connections_in_use']]],
        ['Wait for a connection', 's', percentiles('mongodb_checkout_wait_seconds')],
        [
          'Connections that failed, opened or closed',
          'cps',
          [
            ['failed', `sum(${rate('mongodb_checkouts_failed_total')})`],
            ['{{event}}', perSecond('event', 'mongodb_connections_total')],
          ],
        ],
      ],
    ],
    [
      'Processes',
      [
        ['CPU', 'percentunit', [['{{job}} {{instance}}', rate('process_cpu_seconds_total')]]],
        ['Memory', 'bytes', [['{{job}} {{instance}}', 'process_resident_memory_bytes']]],
        ['Event loop, 99 %', 's', [['{{job}} {{instance}}', 'nodejs_eventloop_lag_p99_seconds']]],
        [
          'Garbage collection',
          'percentunit',
          [['{{job}} {{instance}}', `sum by (job, instance) (${rate('nodejs_gc_duration_seconds_sum')})`]],
        ],
        ['Clock ahead of MongoDB', 's', [['{{job}} {{instance}}', 'clock_offset_seconds']]],
        ['Builds', 'short', [['{{job}} {{build}}', 'count by (job, build) (build_info)']]],
      ],
    ],
  ],
};

/** File names with the texts of the files. */
export function dashboardFiles() {
  return [OPERATIONS, ENGINEERING].map((dashboard) => ({
    name: `${dashboard.uid}.json`,
    text: `${JSON.stringify(dashboardOf(dashboard), null, 2)}\n`,
  }));
}

function dashboardOf({ uid, title, rows }) {
  let y = 0;
  let id = 0;
  const panels = rows.flatMap(([rowTitle, cells]) => {
    const row = { id: (id += 1), type: 'row', title: rowTitle, gridPos: { x: 0, y, w: WIDTH, h: 1 } };
    y += 1;
    const each = cells.map(([panelTitle, unit, queries], index) => ({
      id: (id += 1),
      type: 'timeseries',
      title: panelTitle,
      datasource: { type: 'prometheus', uid: 'prometheus' },
      gridPos: { x: (index % 3) * 8, y: y + Math.floor(index / 3) * HEIGHT, w: 8, h: HEIGHT },
      fieldConfig: { defaults: { unit }, overrides: [] },
      targets: queries.map(([legendFormat, expr], query) => ({
        refId: String.fromCharCode(65 + query),
        expr,
        legendFormat,
      })),
    }));
    y += Math.ceil(cells.length / 3) * HEIGHT;
    return [row, ...each];
  });
  return {
    uid,
    title: `Prepaid Fulfilment: ${title}`,
    schemaVersion: 39,
    refresh: '30s',
    time: { from: 'now-6h', to: 'now' },
    panels,
  };
}

if (process.argv[1] === import.meta.filename) {
  mkdirSync(FOLDER, { recursive: true });
  for (const { name, text } of dashboardFiles()) writeFileSync(path.join(FOLDER, name), text);
}
