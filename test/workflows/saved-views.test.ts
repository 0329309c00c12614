/** The filters that the runbook gives operators for the Temporal UI are accepted by Temporal and find what they promise. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { GroupCommit } from '../../src/application/ledger/group-commit/group-commit.ts';
import { DAY_MS, plusMs } from '../../src/domain/instant.ts';
import { workflowIdOf } from '../../src/domain/workflow-ids.ts';
import { usageRequestOf } from '../application/ledger/uses.ts';
import { ROOT } from '../documents/documents.ts';
import { drawPolicies } from '../support/draw-policy.ts';
import { eventually } from '../support/eventually.ts';
import { LiveTestSystem } from '../support/live-test-system.ts';
import { creditSpentLot, setClock } from '../support/lots.ts';
import { openAccount, payOffline } from '../support/order-fixtures.ts';

const START = '2026-01-10T09:00:00.000Z';
const RESOURCE = 'inspection';

let testSystem: LiveTestSystem;
beforeAll(async () => {
  testSystem = await LiveTestSystem.open();
});
afterAll(() => testSystem.close());

/** The filters of the runbook by what they show. */
function savedViews(): Map<string, string> {
  const runbook = readFileSync(path.join(ROOT, 'docs', 'runbook.md'), 'utf8');
  const [section = ''] = runbook.split('### Find an order in the Temporal UI\n')[1]?.split('\n### ') ?? [];
  const rows = [...section.matchAll(/^\| (.+?) +\| `(.+?)` +\|$/gm)];
  return new Map(rows.map(([, shows = '', filter = '']) => [shows, filter]));
}

/** Sorted ids of the workflows of this test system that a filter finds. */
async function found(filter: string): Promise<string[]> {
  const ids: string[] = [];
  const query = `(${filter}) AND TaskQueue = '${testSystem.taskQueue}'`;
  for await (const { workflowId } of testSystem.client.workflow.list({ query })) ids.push(workflowId);
  return ids.sort();
}

/** An episode of arrears of an account of its own. */
async function episodeThatIs(state: 'open' | 'suspended'): Promise<string> {
  const { _id: accountId } = await openAccount(testSystem.fixture, { sandboxNow: START, agreement: false });
  const uses = new GroupCommit(
    testSystem.fixture,
    drawPolicies(() => ({ overdraft: 'arrears', capability: 'inspection.upload' })),
  );
  await creditSpentLot(testSystem.fixture, accountId);
  await uses.submit(usageRequestOf(accountId, { resource: RESOURCE, quantity: 30 }));
  await testSystem.relay({ accountId });
  const { _id } = await testSystem.fixture.database.models.episodes.findOne({ accountId }).orFail().lean();
  const workflowId = workflowIdOf('arrears', _id);
  if (state === 'suspended') {
    await setClock(testSystem.fixture, accountId, plusMs(START, DAY_MS));
    await testSystem.services.gateway.workflowStarter.processDue(workflowId);
  }
  return workflowId;
}

test('each filter of the runbook finds what it says, and nothing else', async () => {
  const unsigned = await openAccount(testSystem.fixture, { agreement: false });
  const signed = await openAccount(testSystem.fixture);
  const orders = {
    awaitingAgreement: await testSystem.orderThatIs('placed', unsigned),
    awaitingPayment: await testSystem.orderThatIs('confirmed', signed),
    held: await testSystem.orderThatIs('confirmed', signed),
    active: await testSystem.orderThatIs('paid', signed),
  };
  await testSystem.command(orders.held, 'hold', { reason: 'Dispute' });
  await payOffline(testSystem.fixture, orders.held);
  await testSystem.settled(orders.held);
  await testSystem.settled(orders.active);
  const episodes = { open: await episodeThatIs('open'), suspended: await episodeThatIs('suspended') };

  const ids = (...names: readonly (keyof typeof orders)[]) =>
    names.map((name) => workflowIdOf('order', orders[name]._id)).sort();
  const expected: Record<string, readonly string[]> = {
    'one order': ids('active'),
    'the open orders of an account': ids('awaitingPayment', 'held', 'active'),
    'what needs attention': [episodes.suspended],
    'what awaits an agreement': ids('awaitingAgreement'),
    'what awaits payment': ids('awaitingPayment'),
    'what is paid and not credited': ids('held'),
    'what is not fulfilled yet, of a sales team': ids('awaitingAgreement', 'awaitingPayment', 'held'),
    'what is due before a date': [episodes.open],
    'who is in arrears': [episodes.open],
    'who is suspended': [episodes.suspended],
    'notices that do not arrive': [],
  };
  const views = savedViews();
  expect([...views.keys()]).toEqual(Object.keys(expected));
  for (const [shows, filter] of views) {
    const actual = filter
      .replace('ord_…', orders.active._id)
      .replace('acc_…', signed._id)
      .replace("'apac'", "'asia'")
      .replace('2027-01-01T00:00:00Z', plusMs(START, 2 * DAY_MS));
    const seen = await eventually(
      async () => ({ shows, ids: (await found(actual)).filter((id) => /^(order|arrears|notice):/.test(id)) }),
      (now) => JSON.stringify(now.ids) === JSON.stringify(expected[shows]),
    );
    expect(seen).toEqual({ shows, ids: expected[shows] });
  }
});
