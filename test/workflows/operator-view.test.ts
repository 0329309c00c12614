/** What an operator finds and reads in the Temporal UI: lists, summaries, details, timers; and how short the history is. */
import { DAY_MS, HOUR_MS, plusMs } from '../../src/domain/instant.ts';
import type { OrderDocument } from '../../src/storage/collections/orders.ts';
import { eventually } from '../support/eventually.ts';
import { LiveTestSystem } from '../support/live-test-system.ts';
import { openAccount, payOffline, readOrder, signAgreement } from '../support/order-fixtures.ts';

/** Every page of the UI has to carry the story of an order, from placing to the day it is credited. */
const MOST_EVENTS_TO_ACTIVE = 40;

let testSystem: LiveTestSystem;
beforeAll(async () => {
  testSystem = await LiveTestSystem.open();
});
afterAll(() => testSystem.close());

async function found(query: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const { workflowId } of testSystem.client.workflow.list({ query })) ids.push(workflowId);
  return ids;
}

async function expectFound(order: OrderDocument, query: string): Promise<void> {
  const ids = await eventually(
    () => found(`CustomerId = '${order.accountId}' AND ${query}`),
    (seen) => seen.length > 0,
  );
  expect(ids).toEqual([`order:${order._id}`]);
}

/** The markdown at the top of the workflow's page. */
async function detailsOf(order: OrderDocument): Promise<string[]> {
  const { currentDetails } = await testSystem
    .handle(order)
    .query<{ currentDetails: string }>('__temporal_workflow_metadata');
  return currentDetails.split('\n');
}

/** What stands beside each timer in the history. */
async function timerSummaries(order: OrderDocument): Promise<unknown[]> {
  return (await testSystem.history(order))
    .filter(({ timerStartedEventAttributes }) => timerStartedEventAttributes)
    .map(
      ({ userMetadata }) =>
        JSON.parse(Buffer.from(userMetadata!.summary!.data as Uint8Array).toString()) as unknown,
    );
}

test('an order is found by its status, phase, customer, team and next deadline, from placing to its end', async () => {
  const account = await openAccount(testSystem.fixture, { agreement: false });
  const order = await testSystem.orderThatIs('placed', account);
  await expectFound(order, "OrderStatus = 'awaiting_agreement' AND OrderPhase = 'placing'");
  await expectFound(order, "SalesTeam = 'asia' AND NeedsAttention = false AND NextDeadline IS NULL");

  await signAgreement(testSystem.fixture, account);
  await testSystem.settled(order);
  await testSystem.command(order, 'confirm');
  const { awaitingPaymentAt } = await readOrder(testSystem.fixture, order);
  const remindAt = plusMs(awaitingPaymentAt!, 5 * DAY_MS);
  // A range, as operators ask: the server's store compares instants as texts, in which a last zero may be missing.
  const aboutThen = `NextDeadline BETWEEN '${plusMs(remindAt, -1_000)}' AND '${plusMs(remindAt, 1_000)}'`;
  await expectFound(order, `OrderStatus = 'awaiting_payment' AND ${aboutThen}`);

  await testSystem.command(order, 'cancel');
  await testSystem.handle(order).result();
  await expectFound(
    order,
    "OrderPhase = 'closed' AND NextDeadline IS NULL AND ExecutionStatus = 'Completed'",
  );
});

test('the page of an order says what was bought, where it stands and what it waits for; each timer says why', async () => {
  const order = await testSystem.orderThatIs('confirmed', await openAccount(testSystem.fixture));
  const description = await testSystem.handle(order).describe();
  expect(await description.staticSummary()).toBe('aimis-intl: 1000 × AIMIS-INTL-AI-MIMI');
  expect(await description.staticDetails()).toBe(
    `Order ${order._id} of account ${order.accountId}, placed ${order.placedAt}.`,
  );
  const remindAt = plusMs(order.awaitingPaymentAt!, 5 * DAY_MS);
  expect(await detailsOf(order)).toEqual([
    '**awaiting_payment**',
    '',
    `Waits for the payment, of which it reminds at ${remindAt}.`,
    '',
    `- account ${order.accountId}, product line aimis-intl`,
    `- placed ${order.placedAt}, not paid`,
    '- total 25000 minor units of USD',
    '- 1000 × AIMIS-INTL-AI-MIMI: pending',
  ]);
  expect(await timerSummaries(order)).toEqual([
    'hands over to a new run',
    `waits for the payment, of which it reminds at ${remindAt}`,
  ]);

  await testSystem.command(order, 'hold');
  await payOffline(testSystem.fixture, order);
  const { payment } = await testSystem.settled(order);
  const warningAt = plusMs(payment!.capturedAt, 20 * HOUR_MS);
  const details = await detailsOf(order);
  expect(details.slice(0, 3)).toEqual([
    '**fulfilling**, held',
    '',
    `Waits for the release by an operator, until ${warningAt}.`,
  ]);
  expect((await timerSummaries(order)).at(-1)).toBe(
    `waits for the release by an operator, until ${warningAt}`,
  );

  await testSystem.command(order, 'release');
  await testSystem.settled(order);
  const active = await detailsOf(order);
  expect(active[0]).toBe('**active**');
  expect(active[2]).toMatch(/^Waits for lot\.reminder, until \d{4}-/);
  expect(active.at(-1)).toBe('- 1000 × AIMIS-INTL-AI-MIMI: credited');
});

test('no secret and no name of a customer is in the history', async () => {
  const account = await openAccount(testSystem.fixture);
  const order = await testSystem.settled(await testSystem.orderThatIs('paid', account));
  const text = (await testSystem.history(order)).map(textOf).join('\n');
  expect(text).toContain(order._id);
  for (const secret of [account.name, 'bank transfer', 'seen on the statement']) {
    expect(text).not.toContain(secret);
  }
});

test(`from placing to active the history has at most ${MOST_EVENTS_TO_ACTIVE} events, the agreement's gate included`, async () => {
  const account = await openAccount(testSystem.fixture, { agreement: false });
  const order = await testSystem.orderThatIs('placed', account);
  await signAgreement(testSystem.fixture, account);
  await testSystem.relay(order);
  await testSystem.until(order, 'awaiting_confirmation');
  await testSystem.command(order, 'confirm');
  await payOffline(testSystem.fixture, order);
  await testSystem.relay(order);
  await testSystem.until(order, 'active');
  await eventually(
    () => testSystem.view(order),
    (view) => view?.state === 'active',
  );
  expect((await testSystem.history(order)).length).toBeLessThanOrEqual(MOST_EVENTS_TO_ACTIVE);
});

/** An event with its payloads readable. */
function textOf(event: unknown): string {
  return JSON.stringify(event, (_key, value: unknown) => {
    if (value instanceof Uint8Array) return Buffer.from(value).toString();
    const bytes = asBytes(value);
    return bytes === undefined ? value : Buffer.from(bytes).toString();
  });
}

/** Node's buffers say how they are written before the replacer sees them. */
function asBytes(value: unknown): number[] | undefined {
  if (typeof value !== 'object' || value === null || !('type' in value) || !('data' in value))
    return undefined;
  return value.type === 'Buffer' && Array.isArray(value.data) ? (value.data as number[]) : undefined;
}
