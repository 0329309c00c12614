/** The gauge of open tasks has a bounded cost: it is counted from the index, up to a limit. */
import { Registry } from 'prom-client';
import { MOST_COUNTED } from '../../src/application/tasks/count-open-tasks.ts';
import { taskMetrics } from '../../src/metrics/task-metrics.ts';
import { taskDocument } from '../../src/storage/side-effects.ts';
import { useFixture } from '../support/use-fixture.ts';

const fixture = useFixture();

interface Explained {
  readonly executionStats?: { readonly totalDocsExamined: number; readonly totalKeysExamined: number };
  readonly stages?: readonly { readonly $cursor?: Explained }[];
}

const AT = '2025-06-01T00:00:00.000Z';

async function open(
  count: number,
  sandbox: boolean,
  kind: 'payment.late' | 'service.to_start',
): Promise<void> {
  await fixture.database.models.tasks.insertMany(
    Array.from({ length: count }, (_, index) =>
      taskDocument({
        kind,
        cause: `${String(sandbox)}:${index}`,
        accountId: 'acc_1',
        sandbox,
        at: AT,
        dueAt: AT,
        facts: {},
      }),
    ),
  );
}

const shown = async () => {
  const registry = new Registry();
  taskMetrics(registry, fixture.database);
  return (await registry.metrics())
    .split('\n')
    .filter((line) => line.startsWith('open_tasks{'))
    .toSorted();
};

it('open tasks are counted by kind and sandbox, resolved ones are not', async () => {
  await open(3, false, 'payment.late');
  await open(MOST_COUNTED + 1, true, 'service.to_start');
  await fixture.database.models.tasks.updateOne({ kind: 'payment.late' }, { $set: { state: 'resolved' } });
  expect(await shown()).toEqual([
    'open_tasks{kind="payment.late",role="operator",sandbox="false"} 2',
    `open_tasks{kind="service.to_start",role="delivery",sandbox="true"} ${MOST_COUNTED}`,
  ]);
});

it('the count reads no documents', async () => {
  const explained = (await fixture.database.connection.db!.command({
    explain: {
      aggregate: 'tasks',
      pipeline: [
        { $match: { state: 'open', kind: 'service.to_start', sandbox: true } },
        { $limit: MOST_COUNTED },
        { $group: { _id: 1, n: { $sum: 1 } } },
      ],
      cursor: {},
    },
    verbosity: 'executionStats',
  })) as Explained;
  const { executionStats } = explained.stages?.[0]?.$cursor ?? explained;
  expect(executionStats).toMatchObject({ totalDocsExamined: 0, totalKeysExamined: MOST_COUNTED });
});

it('repeated scrapes count at most once in five seconds', async () => {
  const registry = new Registry();
  const count = jest.spyOn(fixture.database.models.tasks, 'countDocuments');
  taskMetrics(registry, fixture.database);
  for (let times = 0; times < 5; times += 1) await registry.metrics();
  const kinds = new Set(count.mock.calls.map(([filter]) => JSON.stringify(filter)));
  expect(count).toHaveBeenCalledTimes(kinds.size);
  count.mockRestore();
});
