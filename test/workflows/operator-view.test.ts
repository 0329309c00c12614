/** What an operator finds and reads in the Temporal UI: lists, summaries, details, timers; and how short the history is. */
import { DAY_MS, HOUR_MS, plusMs } from '../../src/domain/instant.ts';
import { instantText } from '../../src/messages/format.ts';
import { utcText } from '../../src/messages/operator-view/table.ts';
import type { OrderDocument } from '../../src/storage/collections/orders.ts';
import { eventually } from '../support/eventually.ts';
import { LiveTestSystem } from '../support/live-test-system.ts';
import { openAccount, payOffline, readOrder, signAgreement } from '../support/order-fixtures.ts';

/** Zone of the fixtures' accounts. */
const ZONE = 'Asia/Singapore';
/** The history page of the UI has to show an order from placing to crediting. */
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
  expect(await description.staticSummary()).toBe('Mimi AI Assistant, by quantity: 1,000 cases · USD 250.00');
  expect(await description.staticDetails()).toBe(
    `Order ${order._id} of account ${order.accountId}, placed on ${utcText(order.placedAt)}.`,
  );
  const remindAt = plusMs(order.awaitingPaymentAt!, 5 * DAY_MS);
  const reminder = instantText(remindAt, ZONE);
  const details = await eventually(
    () => detailsOf(order),
    (lines) => lines.filter((line) => line.startsWith('| Command')).length === 2,
  );
  expect(details.slice(-4)).toEqual([
    expect.stringMatching(/: confirmed by key\\_tester \|$/),
    expect.stringMatching(/：key\\_tester 确认 \|$/),
    expect.stringContaining(': placed by '),
    expect.stringMatching(/下单 \|$/),
  ]);
  expect(details.slice(0, -4)).toEqual([
    `Order ${order._id} · Timeline · Account ${order.accountId}`,
    '',
    '| | English · 中文 |',
    '| --- | --- |',
    '| State | waiting for payment |',
    '| 状态 | 待付款 |',
    `| Waits for | the payment; a reminder is due on ${reminder.en} |`,
    `| 等待 | 付款，将于 ${reminder.zh} 提醒 |`,
    `| Account | ${order.accountId}; times in ${ZONE} |`,
    `| 账户 | ${order.accountId}；时间为 ${ZONE} 时区 |`,
    `| Agreement · 协议 | ${order.agreementId!} |`,
    '| Payment | USD 250.00, not paid |',
    '| 付款 | 250.00 美元，未付款 |',
    '| Line 1 | Mimi AI Assistant, by quantity: 1,000 cases · USD 250.00: pending |',
    '| 明细 1 | Mimi AI 助手（按量）：1,000 例 · 250.00 美元：处理中 |',
  ]);
  expect(await timerSummaries(order)).toEqual([
    'continues as a new run',
    `waits for the payment; a reminder is due on ${reminder.en}`,
  ]);

  await testSystem.command(order, 'hold', { reason: 'Dispute | with\n<b>sales</b>' });
  await payOffline(testSystem.fixture, order);
  const { payment } = await testSystem.settled(order);
  const warning = instantText(plusMs(payment!.capturedAt, 20 * HOUR_MS), ZONE);
  const held = await detailsOf(order);
  const waitsFor = `the release by an operator; the crediting, due before the warning on ${warning.en}`;
  expect(held.slice(4, 8)).toEqual([
    '| State | being fulfilled, on hold |',
    '| 状态 | 开通中，暂缓 |',
    `| Waits for | ${waitsFor} |`,
    `| 等待 | 运营解除暂缓；到账，预警时间 ${warning.zh} |`,
  ]);
  expect(held.join('\n')).toContain('put on hold by key\\_tester (Dispute \\| with \\<b\\>sales\\</b\\>) |');
  expect((await timerSummaries(order)).at(-1)).toBe(`waits for ${waitsFor}`);

  await testSystem.command(order, 'release');
  const { lines } = await testSystem.settled(order);
  const active = await detailsOf(order);
  expect(active.slice(4, 6)).toEqual(['| State | active |', '| 状态 | 生效中 |']);
  expect(active[6]).toMatch(/^\| Waits for \| the reminder that units expire, on \d/);
  expect(active[11]).toContain(' USD 250.00, paid offline on ');
  expect(active[13]).toContain(`: credited (${lines[0]!.entitlements[0]!.id}) |`);
  // Of the five commands the first, the placing, is the sixth now.
  expect(active.filter((line) => line.startsWith('| Command'))).toHaveLength(5);
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
