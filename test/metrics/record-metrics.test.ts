/** The gauges of what is stored: what they count, what they leave out, and that nothing is shown while it cannot be read. */
import { Registry } from 'prom-client';
import { instantOf, type Instant } from '../../src/domain/instant.ts';
import { AT_ONCE } from '../../src/storage/collections/outbox.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { NEVER } from '../../src/storage/dead-letters.ts';
import { recordMetrics } from '../../src/metrics/record-metrics.ts';
import { testServers } from '../support/servers.ts';
import { useFixture } from '../support/use-fixture.ts';

const fixture = useFixture();

const ago = (seconds: number): Instant => instantOf(Date.now() - seconds * 1_000);

/** Rows as the driver stores them: the gauges read few of their fields. */
async function store(collection: string, ...rows: readonly Record<string, unknown>[]): Promise<void> {
  const documents = rows.map((row, index) => ({ _id: `${collection}:${index}`, ...row }));
  await fixture.database.connection.db!.collection<{ _id: string }>(collection).insertMany(documents);
}

/** The values of a gauge by its labels, rounded down to tens of seconds, so that the time of the test does not count. */
async function read(database: Parameters<typeof recordMetrics>[1]['database'] = fixture.database) {
  const registry = new Registry();
  recordMetrics(registry, { database, taskQueue: 'queue' });
  const lines = (await registry.metrics()).split('\n').filter((line) => !line.startsWith('#') && line !== '');
  return new Map(
    lines.map((line): [string, number] => {
      const [name = '', value] = line.split(/ (?=[^ ]+$)/);
      return [name, Number(value)];
    }),
  );
}

const tens = (seconds: number | undefined) => Math.floor((seconds ?? NaN) / 10) * 10;

test('with no records everything is there and 0, but for the last run of reconciliation', async () => {
  const values = await read();
  expect(new Set(values.values())).toEqual(new Set([0]));
  expect([...values.keys()]).toEqual(
    expect.arrayContaining([
      'orders{state="active"}',
      'deadline_lateness_seconds{kind="delivery.retry"}',
      'crediting_age_seconds{held="true"}',
      'suspension_lateness_seconds',
      'outbox_oldest_message_age_seconds',
      'outbox_given_up_messages',
      'reconciliation_inconsistencies{kind="message"}',
    ]),
  );
  expect(values.has('reconciliation_last_run_timestamp_seconds')).toBe(false);
});

describe('with records', () => {
  let values: ReadonlyMap<string, number>;
  beforeAll(async () => {
    const order = { sandbox: false, state: 'fulfilling', held: false, creditedAt: null };
    const paid = (seconds: number) => ({ payment: { capturedAt: ago(seconds) } });
    await store(
      'orders',
      { ...order, ...paid(300) },
      { ...order, ...paid(600), state: 'awaiting_payment' },
      { ...order, ...paid(900), held: true },
      { ...order, ...paid(1_200), sandbox: true },
      { ...order, ...paid(1_500), state: 'refunded' },
      { ...order, ...paid(1_800), state: 'active', creditedAt: ago(1_700) },
      { ...order, payment: null, state: 'awaiting_payment' },
    );
    const deadline = { sandbox: false, kind: 'payment.due' };
    await store(
      'deadlines',
      { ...deadline, at: ago(100) },
      { ...deadline, at: ago(200) },
      { ...deadline, at: ago(-100), kind: 'lot.expires' },
      { ...deadline, at: ago(900), sandbox: true },
    );
    const episode = { sandbox: false, state: 'open' };
    await store(
      'episodes',
      { ...episode, accountId: 'a', suspendsAt: ago(-50) },
      { ...episode, accountId: 'b', suspendsAt: ago(50) },
      { ...episode, accountId: 'c', suspendsAt: ago(500), sandbox: true },
      { ...episode, accountId: 'd', suspendsAt: ago(700), state: 'suspended' },
    );
    await store(
      'outbox',
      { visibleAtMs: NEVER, createdAt: ago(5_000) },
      { visibleAtMs: Date.now() + 5_000, createdAt: ago(80) },
      { visibleAtMs: AT_ONCE, createdAt: ago(40) },
    );
    await store('inconsistencies', { kind: 'workflow' }, { kind: 'workflow' }, { kind: 'deadline' });
    await fixture.database.models.reconciliationRuns.collection.insertOne({
      _id: 'queue' as never,
      startedAt: '2026-11-30T07:00:00.000Z',
    });
    values = await read();
  });

  test('orders are counted by state, without sandboxes', () => {
    expect(values.get('orders{state="fulfilling"}')).toBe(2);
    expect(values.get('orders{state="awaiting_payment"}')).toBe(2);
    expect(values.get('orders{state="cancelled"}')).toBe(0);
  });

  test('crediting is as old as the oldest capture that was not credited, whatever state the order is in', () => {
    expect(tens(values.get('crediting_age_seconds{held="false"}'))).toBe(600);
    expect(tens(values.get('crediting_age_seconds{held="true"}'))).toBe(900);
  });

  test('deadlines are late by the oldest one of their kind, and one ahead is not late', () => {
    expect(tens(values.get('deadline_lateness_seconds{kind="payment.due"}'))).toBe(200);
    expect(values.get('deadline_lateness_seconds{kind="lot.expires"}')).toBe(0);
  });

  test('suspensions are late by the oldest open episode that is due', () => {
    expect(tens(values.get('suspension_lateness_seconds'))).toBe(50);
  });

  test('the oldest message is one that waits or is retried, and those given up are counted', () => {
    expect(tens(values.get('outbox_oldest_message_age_seconds'))).toBe(80);
    expect(values.get('outbox_given_up_messages')).toBe(1);
  });

  test('reconciliation shows its last run and what it found', () => {
    expect(values.get('reconciliation_last_run_timestamp_seconds')).toBe(
      Date.parse('2026-11-30T07:00:00.000Z') / 1_000,
    );
    expect(values.get('reconciliation_inconsistencies{kind="workflow"}')).toBe(2);
    expect(values.get('reconciliation_inconsistencies{kind="message"}')).toBe(0);
  });
});

test('nothing is shown while MongoDB cannot be read, rather than zeros', async () => {
  const database = await openDatabase({ uri: testServers().mongodbUri, database: 'away' });
  await database.close();
  expect(await read(database)).toEqual(new Map());
});
