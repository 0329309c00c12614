/**
 * How many commands an order sends to MongoDB from placing to active. Each costs time on both ends, so their number is
 * the speed of an order (decision 0038).
 */
import { createOrderActivities } from '../../../activities/orders.ts';
import { newId } from '../../../src/infra/ids.ts';
import { CommandCounter } from '../../support/command-counter.ts';
import { openAccount, orderOf, payOffline } from '../../support/order-fixtures.ts';
import { useFixture } from '../../support/use-fixture.ts';

const fixture = useFixture();

/** What a step may send, the commit included. Confirming removes the message that would have started the workflow. */
const MOST = { place: 8, confirm: 9, pay: 7, startAndCredit: 19 };

/** The commands of each step of an order. */
async function commandsOfAnOrder(): Promise<Record<keyof typeof MOST, readonly string[]>> {
  const account = await openAccount(fixture);
  const activities = createOrderActivities(fixture);
  const counter = new CommandCounter(fixture.database);
  try {
    const order = await orderOf(fixture, account);
    const { _id: orderId, accountId } = order;
    const place = counter.take();
    const commandId = newId('cmd');
    const by = { by: 'key_tester', requestId: 'req_test', commandId };
    await activities.confirmOrder({ orderId, sequence: null, runId: 'run', unlessDue: true, ...by });
    const confirm = counter.take();
    await payOffline(fixture, order);
    const pay = counter.take();
    const { view } = await activities.startFulfilment({ orderId, accountId, sequence: 2 });
    expect(view.state).toBe('active');
    return { place, confirm, pay, startAndCredit: counter.take() };
  } finally {
    counter.stop();
  }
}

test('an order sends no more commands to MongoDB than it needs, and each transition reads its order once', async () => {
  // What never changes of an account, and the catalogue, are read once by a process.
  await commandsOfAnOrder();
  const steps = await commandsOfAnOrder();
  for (const [step, most] of Object.entries(MOST)) {
    const sent = steps[step as keyof typeof MOST];
    expect({ step, sent, tooMany: sent.length > most }).toMatchObject({ step, tooMany: false });
  }
  for (const sent of [steps.confirm, steps.startAndCredit]) {
    expect(sent.filter((command) => command === 'find orders')).toHaveLength(1);
  }
});
