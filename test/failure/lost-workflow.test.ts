/** An operator terminates the workflow of an order: it is started again from the record, and the order continues. */
import { workflowIdOf } from '../../src/domain/workflow-ids.ts';
import { eventually } from '../support/eventually.ts';
import type { RunningProduct } from '../support/running-product.ts';
import {
  confirm,
  expectBoughtOnce,
  expectSoundAccounts,
  openCustomer,
  pay,
  place,
  untilState,
} from './customers.ts';
import { productOfThisFile } from './product-of-this-file.ts';

// Reconciliation only runs when a test triggers it, so that the test knows what found the loss.
const theProduct = productOfThisFile({ RECONCILE_INTERVAL_SECONDS: '86400' });

const handleOf = (product: RunningProduct, orderId: string) =>
  product.openClient().workflow.getHandle(workflowIdOf('order', orderId));

interface Phase {
  /** Moves a confirmed order into the phase. */
  readonly reach: (product: RunningProduct, orderId: string) => Promise<void>;
  /** What happens to the order next. */
  readonly goOn: (product: RunningProduct, orderId: string, accountId: string) => Promise<unknown>;
  readonly state: 'awaiting_payment' | 'fulfilling' | 'active';
  readonly then: 'active' | 'completed';
}

const PHASES: readonly Phase[] = [
  { state: 'awaiting_payment', reach: () => Promise.resolve(), goOn: pay, then: 'active' },
  {
    state: 'fulfilling',
    reach: async (product, orderId) => {
      await product.insist('operator', `/v1/orders/${orderId}/hold`, { reason: 'Looked into' });
      await pay(product, orderId);
    },
    goOn: (product, orderId) => product.insist('operator', `/v1/orders/${orderId}/release`),
    then: 'active',
  },
  {
    state: 'active',
    reach: pay,
    goOn: (product, _orderId, accountId) =>
      product.insist('sales', `/v1/accounts/${accountId}/clock/advance`, { by: 'P1Y1D' }),
    then: 'completed',
  },
];

const CASES = PHASES.flatMap((phase) =>
  ([true, false] as const).flatMap((sandbox) =>
    phase.state === 'active' && !sandbox
      ? []
      : [{ ...phase, sandbox, who: sandbox ? 'a sandbox' : 'a customer' }],
  ),
);

async function lose(product: RunningProduct, { state, reach, sandbox }: (typeof CASES)[number]) {
  const accountId = await openCustomer(product, sandbox ? '2025-03-07T09:07:00.000Z' : undefined);
  const orderId = await place(product, accountId);
  await confirm(product, orderId);
  await reach(product, orderId);
  const database = await product.openDatabase();
  await untilState(database, orderId, state);
  // A message still in flight would be the next event of the order.
  await eventually(
    () => database.models.outbox.countDocuments({ accountId }),
    (left) => left === 0,
    20_000,
  );
  const handle = handleOf(product, orderId);
  const { runId } = await handle.describe();
  await handle.terminate('by hand');
  expect((await handle.describe()).status.name).toBe('TERMINATED');
  return { accountId, orderId, runId, handle };
}

async function expectWhole(product: RunningProduct, orderId: string, accountId: string): Promise<void> {
  await expectBoughtOnce(product, orderId);
  await expectSoundAccounts(product, [accountId]);
}

test.each(CASES)(
  'of $who in $state, whatever happens next finds the loss and starts it again',
  async (phase) => {
    const product = theProduct();
    const { accountId, orderId, runId, handle } = await lose(product, phase);
    await phase.goOn(product, orderId, accountId);
    const order = await untilState(await product.openDatabase(), orderId, phase.then);
    expect(order.workflowRunId).not.toBe(runId);
    expect((await handle.describe()).runId).toBe(order.workflowRunId);
    await expectWhole(product, orderId, accountId);
  },
);

test('in every phase, reconciliation finds the loss and starts it again', async () => {
  const product = theProduct();
  const lost = await Promise.all(CASES.map(async (phase) => ({ phase, ...(await lose(product, phase)) })));
  const client = product.openClient();
  const ids = lost.map(({ orderId }) => `'${workflowIdOf('order', orderId)}'`).join(',');
  const query = `WorkflowId IN (${ids}) AND ExecutionStatus = 'Running'`;
  // Temporal's list is eventually consistent.
  await eventually(
    async () => (await client.workflow.count(query)).count,
    (running) => running === 0,
    20_000,
  );
  await client.schedule.getHandle('reconciliation:prepaid-fulfilment').trigger();

  for (const { phase, orderId, accountId, runId, handle } of lost) {
    await eventually(
      async () => (await handle.describe()).status.name,
      (status) => status === 'RUNNING',
      20_000,
    );
    expect((await handle.describe()).runId).not.toBe(runId);
    await phase.goOn(product, orderId, accountId);
    await untilState(await product.openDatabase(), orderId, phase.then);
    await expectWhole(product, orderId, accountId);
  }
});
