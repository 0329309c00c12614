/** The canary: what its rounds say of the product, that there is one at a time, and that nothing remains of them. */
import {
  ApplicationFailure,
  ScheduleNotFoundError,
  ScheduleOverlapPolicy,
  type Client,
} from '@temporalio/client';
import { Registry } from 'prom-client';
import { ACCOUNT_RECORDS } from '../../src/application/canary/account-records.ts';
import { runCanaryStep } from '../../src/application/canary/run-step.ts';
import { CatalogueVersions } from '../../src/application/catalogue/catalogue-versions.ts';
import { GroupCommit } from '../../src/application/ledger/group-commit/group-commit.ts';
import { usagePoliciesOf } from '../../src/application/ledger/usage-policies.ts';
import { readCapabilities } from '../../src/application/usages/read-capabilities.ts';
import { UsageAccountCache } from '../../src/application/usages/usage-account-cache.ts';
import { CANARY_STEPS, type CanaryStep } from '../../src/domain/canary.ts';
import { DAY_MS, instantOf } from '../../src/domain/instant.ts';
import { workflowIdOf } from '../../src/domain/workflow-ids.ts';
import { newId } from '../../src/infra/ids.ts';
import { canaryMetrics } from '../../src/metrics/canary-metrics.ts';
import { recordMetrics } from '../../src/metrics/record-metrics.ts';
import type { CanaryRoundDocument } from '../../src/storage/collections/canary-rounds.ts';
import type { Models } from '../../src/storage/database.ts';
import { runTransaction } from '../../src/storage/transaction.ts';
import { canaryScheduleIdOf, ensureCanarySchedule } from '../../src/temporal/canary-schedule.ts';
import type { canary } from '../../workflows/canary.ts';
import type { reconciliation } from '../../workflows/reconciliation.ts';
import { eventually } from '../support/eventually.ts';
import { LiveTestSystem } from '../support/live-test-system.ts';
import { openAccount, orderOf, TESTER } from '../support/order-fixtures.ts';
import type { Disturbance } from '../support/order-test-system.ts';

const EVERY_MINUTES = 1_440;
/** A whole round on a busy machine. */
const LONG_MS = 120_000;

let testSystem: LiveTestSystem;
let second: LiveTestSystem;
const registry = new Registry();
beforeAll(async () => {
  const canaryObserver = canaryMetrics(registry, 15);
  testSystem = await LiveTestSystem.open({ canaryObserver });
  const { fixture, taskQueue } = testSystem;
  recordMetrics(registry, { database: fixture.database, taskQueue });
  // Every notice of a sandbox would fail at it.
  const url = 'http://127.0.0.1:1/notices';
  await fixture.database.models.platforms.insertMany([
    { _id: 'business', url, sandboxUrl: url, enabled: true, secrets: [], updatedAt: fixture.serverNow() },
  ]);
  second = await LiveTestSystem.open({ fixture, taskQueue, canaryObserver });
  for (const { services } of [testSystem, second]) {
    services.relay.start();
    services.hints.start();
  }
});
afterAll(async () => {
  for (const { services } of [testSystem, second]) {
    await services.relay.stop();
    await services.hints.stop();
  }
  await second.close();
  await testSystem.close();
});
afterEach(() => disturb(null));

const models = (): Models => testSystem.fixture.database.models;

function disturb(disturbance: Disturbance | null): void {
  for (const system of [testSystem, second]) system.disturbance = disturbance;
}

/** Does something before a step; what it throws fails the step. */
function before(step: CanaryStep, work: () => Promise<void>): void {
  let calls = 0;
  disturb(async (activity, run) => {
    if (activity === 'runCanaryStep' && CANARY_STEPS[calls++] === step) await work();
    return run();
  });
}

/** One round, whether it passes or not. */
async function round(): Promise<CanaryRoundDocument> {
  const { client, taskQueue } = testSystem;
  const known = await models().canaryRounds.distinct('_id');
  await client.workflow
    .execute<typeof canary>('canary', { workflowId: newId('cmd'), taskQueue, args: [] })
    .catch(() => undefined);
  return models()
    .canaryRounds.findOne({ _id: { $nin: known } })
    .orFail()
    .lean();
}

async function valueOf(series: string): Promise<number | undefined> {
  const line = (await registry.metrics()).split('\n').find((text) => text.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length));
}

/** The fields of a round that tell how it ended. */
const ended = ({ outcome, failedStep, error }: CanaryRoundDocument) => ({ outcome, failedStep, error });
const PASSED = { outcome: 'passed', failedStep: null, error: null };

test('a round that passes leaves its account with everything open, no task, and no notice on its way to a platform', async () => {
  const passed = await round();
  expect(ended(passed)).toEqual(PASSED);
  const { accountId, organizationId, orderId, topUpOrderId, product } = passed;
  const { database, serverNow, catalogues } = testSystem.fixture;
  const question = { accountId: accountId!, organizationId: organizationId!, language: 'en' } as const;
  const { decisions, ledger } = await readCapabilities({ database, serverNow, catalogues }, question);
  expect(decisions.filter(({ resource }) => resource === product!.resource)).toEqual([
    { capability: 'inspection.upload', resource: 'inspection', error: null },
  ]);
  expect(ledger.pools).toMatchObject([
    { totals: { credited: 2 * product!.quantity, offset: 1 }, arrears: { incurred: 1, settled: 1 } },
  ]);
  expect(await models().episodes.find({ accountId }).lean()).toMatchObject([
    { state: 'closed', suspendedAt: expect.any(String) as string, resumedAt: expect.any(String) as string },
  ]);
  const [order, topUp] = await Promise.all(
    [orderId, topUpOrderId].map((id) => models().orders.findById(id).lean()),
  );
  // Everything of the first is used up.
  expect([order?.state, topUp?.state]).toEqual(['completed', 'active']);
  expect(await models().accounts.findById(accountId).lean()).toMatchObject({ sandbox: true, name: 'Canary' });
  await runTransaction(testSystem.fixture, TESTER, (unit) => {
    const at = unit.recordedAt;
    const about = { accountId, sandbox: true, at, dueAt: at, facts: {} };
    unit.openTask({ kind: 'crediting.warning', cause: newId('cmd'), ...about });
    return Promise.resolve();
  });
  expect(await models().tasks.countDocuments({ accountId })).toBe(0);
  expect(await models().notices.countDocuments({ accountId })).toBeGreaterThan(0);
  expect(await models().deliveries.distinct('state', { accountId })).toEqual(['delivered']);
  expect(await valueOf('canary_rounds_total{outcome="passed"}')).toBe(1);
  expect(await valueOf('canary_round_duration_seconds_count{outcome="passed"}')).toBe(1);
  expect(await valueOf('canary_last_success_timestamp_seconds')).toBe(Date.parse(passed.startedAt) / 1_000);
  expect(await valueOf('canary_interval_seconds')).toBe(900);
});

describe('a round fails at the step that does not work, says why, leaves no task, and the next one passes', () => {
  const accountOfRound = async () => {
    const { accountId } = await models().canaryRounds.findOne({ outcome: null }).orFail().lean();
    return accountId!;
  };

  test.each<[CanaryStep, string, RegExp, () => Promise<unknown>]>([
    [
      'overdraw',
      'a ledger that refuses usages',
      /^inspection: the balance differs/,
      async () =>
        models().ledgers.updateOne(
          { _id: await accountOfRound() },
          { $set: { 'pools.0.blockedBy': 'tsk_1' } },
        ),
    ],
    [
      'credit',
      'units that are missing',
      /9999 of inspection are available instead of 10000/,
      async () => {
        const accountId = await accountOfRound();
        await eventually(
          () => models().orders.findOne({ accountId }).orFail().lean(),
          ({ state }) => state === 'active',
        );
        await models().ledgers.updateOne({ _id: accountId }, { $inc: { 'pools.0.lots.0.remaining': -1 } });
      },
    ],
    ['confirm', 'an activity that throws', /planted/, () => Promise.reject(new RangeError('planted'))],
  ])('%s, with %s', async (step, _, error, damage) => {
    before(step, async () => void (await damage()));
    const failed = await round();
    expect(ended(failed)).toEqual({
      outcome: 'failed',
      failedStep: step,
      error: expect.stringMatching(error) as string,
    });
    expect(await models().tasks.countDocuments()).toBe(0);
    expect(await valueOf(`canary_failures_total{step="${step}"}`)).toBe(1);
    disturb(null);
  });

  test('afterwards', async () => {
    expect(ended(await round())).toEqual(PASSED);
    expect(await valueOf('canary_rounds_total{outcome="failed"}')).toBe(3);
  });
});

test('with a catalogue that sells no units that may be overdrawn, it says so and makes no account', async () => {
  const { database, serverNow } = testSystem.fixture;
  const catalogues = new CatalogueVersions(database);
  const unpriced = { ...(await catalogues.current()), prices: [] };
  jest.spyOn(catalogues, 'current').mockResolvedValue(unpriced);
  const dependencies = {
    ...{ database, serverNow, catalogues, gateway: testSystem.services.gateway },
    usages: new GroupCommit({ database, serverNow }, usagePoliciesOf(catalogues)),
    accountCache: new UsageAccountCache(database),
    clock: testSystem.services.clock,
  };
  const accounts = await models().accounts.countDocuments();
  expect(await runCanaryStep(dependencies, 'cnr_unpriced', 'account')).toBe('no_product');
  expect(await models().accounts.countDocuments()).toBe(accounts);
  await models().canaryRounds.deleteOne({ _id: 'cnr_unpriced' });
});

describe('on its schedule', () => {
  let client: Client;
  const schedule = () => client.schedule.getHandle(canaryScheduleIdOf(testSystem.taskQueue));
  const ensure = (everyMinutes: number) =>
    ensureCanarySchedule(client, { taskQueue: testSystem.taskQueue, everyMinutes });
  beforeAll(() => {
    ({ client } = testSystem);
  });
  afterAll(() => ensure(0));

  test('it is off by default: there is no schedule', async () => {
    await ensure(0);
    await expect(schedule().describe()).rejects.toThrow(ScheduleNotFoundError);
  });

  test('two workers that switch it on and a trigger meanwhile make one round', async () => {
    const rounds = await models().canaryRounds.countDocuments();
    const since = instantOf(Date.now());
    let isHeld = false;
    let isReleased = false;
    before('account', async () => {
      isHeld = true;
      await eventually(
        () => isReleased,
        (is) => is,
        LONG_MS,
      );
    });
    try {
      await Promise.all([ensure(EVERY_MINUTES), ensure(EVERY_MINUTES)]);
      await eventually(
        () => isHeld,
        (is) => is,
      );
      await schedule().trigger(ScheduleOverlapPolicy.SKIP);
      await eventually(
        async () => (await schedule().describe()).info.numActionsSkippedOverlap,
        (count) => count > 0,
      );
    } finally {
      isReleased = true;
    }
    await eventually(
      () => models().canaryRounds.countDocuments({ outcome: 'passed', startedAt: { $gte: since } }),
      (passed) => passed === 1,
      LONG_MS,
    );
    expect(await models().canaryRounds.countDocuments()).toBe(rounds + 1);
    expect((await schedule().describe()).spec.intervals).toMatchObject([{ every: EVERY_MINUTES * 60_000 }]);
  });

  test('switched off, its schedule is removed', async () => {
    await ensure(0);
    await expect(schedule().describe()).rejects.toThrow(ScheduleNotFoundError);
  });
});

describe('after seven days reconciliation removes rounds with everything that belongs to their accounts', () => {
  /** Each collection as text, a line for each document. */
  const stored = async (): Promise<Map<string, string[]>> =>
    new Map(
      await Promise.all(
        (Object.keys(models()) as (keyof Models)[]).map(async (name): Promise<[string, string[]]> => {
          const documents = await models()[name].collection.find().sort({ _id: 1 }).toArray();
          return [name, documents.map((document) => JSON.stringify(document))];
        }),
      ),
    );
  const retire = async () => {
    const { client, taskQueue } = testSystem;
    const options = { workflowId: newId('cmd'), taskQueue, args: [{}] as [object] };
    const result = await client.workflow.execute<typeof reconciliation>('reconciliation', options);
    return result.retire;
  };
  const old = () => instantOf(Date.now() - 7 * DAY_MS - 1_000);

  test('and touches no other account, even one that is called like them', async () => {
    const { fixture } = testSystem;
    const [recent, ...over] = await models().canaryRounds.find().sort({ startedAt: -1 }).lean();
    expect(over.length).toBeGreaterThanOrEqual(5);
    const namesake = await openAccount(fixture, { sandboxNow: '2025-01-01T00:00:00.000Z' });
    await models().accounts.updateOne(
      { _id: namesake._id },
      { $set: { name: 'Canary', salesTeam: 'canary' } },
    );
    await orderOf(fixture, namesake);
    await orderOf(fixture, await openAccount(fixture));
    // A round that names an account of another origin removes itself only.
    await models().canaryRounds.insertMany([
      { ...recent, _id: 'cnr_forged', startedAt: old(), accountId: namesake._id },
    ]);
    const ids = over.map(({ _id }) => _id);
    await models().canaryRounds.updateMany({ _id: { $in: ids } }, { $set: { startedAt: old() } });
    // Records of every kind, whether or not a round makes them.
    const furnished = over[0]!.accountId;
    for (const [name, where] of Object.entries(ACCOUNT_RECORDS)) {
      // Pages of the journal it has.
      if (where === null || 'ids' in where || where.by === '_id') continue;
      const owner = where.of === undefined ? furnished : `${where.of}_of_canary`;
      const document = {
        _id: `${name}_of_canary`,
        accountId: furnished,
        uploadId: 'files_of_canary',
        [where.by]: owner,
      };
      await models()[name as keyof Models].collection.insertOne(document as never);
    }
    const accountIds = over.map(({ accountId }) => accountId!);
    const marks = [...accountIds, ...ids, 'cnr_forged', '_of_canary'];
    const orderIds = await models().orders.distinct('_id', { accountId: { $in: accountIds } });
    const isTheirs = (text: string) => marks.some((mark) => text.includes(mark));
    const untouched = new Map(
      [...(await stored())].map(([name, texts]) => [name, texts.filter((text) => !isTheirs(text))]),
    );

    disturb((activity, work) =>
      // The others would meet the records of every kind, which have no content.
      activity === 'retire' ? work() : Promise.reject(ApplicationFailure.nonRetryable('not now')),
    );
    expect(await retire()).toMatchObject({ canaries: over.length + 1 });

    const left = await stored();
    const removed = left.get('audit')!.filter((text) => text.includes('canary.removed'));
    expect(removed).toHaveLength(over.length);
    for (const text of removed) expect(JSON.parse(text)).toMatchObject({ accountId: null, sandbox: true });
    expect([...left].flatMap(([name, texts]) => texts.filter(isTheirs).map((text) => [name, text]))).toEqual(
      removed.map((text) => ['audit', text]),
    );
    for (const name of [
      'accounts',
      'orders',
      'ledgers',
      'journal',
      'lots',
      'usages',
      'notices',
      'canaryRounds',
    ])
      expect([name, left.get(name)]).toEqual([name, untouched.get(name)]);
    const statuses = await Promise.all(
      orderIds
        .filter((id) => !id.endsWith('_of_canary'))
        .map(async (id) => {
          const handle = testSystem.client.workflow.getHandle(workflowIdOf('order', id));
          return (await handle.describe()).status.name;
        }),
    );
    expect(statuses).toContain('TERMINATED');
    expect(statuses).not.toContain('RUNNING');
  });
});
