/** The current workflows can take over every workflow that an earlier version started. */
import { DeterminismViolationError } from '@temporalio/workflow';
import { Runtime, Worker, type ReplayResult } from '@temporalio/worker';
import { installQuietRuntime } from '../support/order-test-system.ts';
import { workflowBundle } from '../support/workflow-bundle.ts';
import { historiesThatMustFail, recordedHistories, type RecordedHistory } from './corpus.ts';

/** Phases and side paths of orders, lots without a running order, episodes and notices that must be recorded. */
const RECORDED_AT_LEAST = [
  'waiting-for-agreement',
  'waiting-for-confirmation',
  'waiting-for-payment',
  'payment-expired',
  'revived',
  'cancelled',
  'held-and-breached',
  'released',
  'paid-offline',
  'declined-then-paid',
  'reminded',
  'sandbox-advanced',
  'completed',
  'terminated',
  'restarted',
  'record-moved-on',
  'outage',
  'continued-as-new',
  'continued-in-new-run',
  'service-rejected',
  'service-accepted',
  'service-by-signal',
  'service-lapsed',
  'maintenance-by-itself',
  'acceptance-reminded',
  'maintenance-ended',
  'licence-ended',
  'perpetual-completed',
  'refunded',
  'renewed',
  'term-ended',
  'lot-reminded',
  'lot-spent',
  'lot-expired',
  'lot-revived',
  'arrears-open',
  'arrears-reduced',
  'arrears-paid',
  'arrears-suspended',
  'arrears-resumed',
  'arrears-written-off',
  'arrears-suspended-in-sandbox',
  'arrears-written-off-and-suspended',
  'arrears-resumed-after-write-off',
  'arrears-terminated',
  'arrears-restarted',
  'arrears-outage',
  'arrears-continued-as-new',
  'arrears-continued-in-new-run',
  'cover-open',
  'cover-paid',
  'cover-suspended',
  'cover-suspended-by-timer',
  'cover-resumed',
  'cover-written-off',
  'cover-written-off-and-suspended',
  'cover-resumed-after-write-off',
  'notice-delivered',
  'notice-waiting-for-retry',
  'notice-delivered-after-retries',
  'notice-given-up',
  'notice-endpoint-removed',
];

beforeAll(installQuietRuntime);
afterAll(() => Runtime.instance().shutdown());

async function replay(histories: readonly RecordedHistory[]): Promise<ReplayResult[]> {
  const named = histories.map(({ name, history }) => ({ workflowId: name, history }));
  const results: ReplayResult[] = [];
  for await (const result of Worker.runReplayHistories({ workflowBundle: await workflowBundle() }, named)) {
    results.push(result);
  }
  return results;
}

test('the current workflows replay every recorded history', async () => {
  const histories = recordedHistories();
  const results = await replay(histories);
  const failures = results
    .filter(({ error }) => error !== undefined)
    .map(({ workflowId, error }) => `${workflowId}: ${error!.message}`);
  expect(failures).toEqual([]);
  expect(results.map(({ workflowId }) => workflowId)).toEqual(histories.map(({ name }) => name));
});

test('every phase and side path has been recorded', () => {
  const names = new Set(recordedHistories().map(({ name }) => name.split('/')[1]));
  expect(RECORDED_AT_LEAST.filter((name) => !names.has(name))).toEqual([]);
});

test('histories of different code fail, so that the replay proves something', async () => {
  const results = await replay(historiesThatMustFail());
  expect(results.map(({ workflowId }) => workflowId)).toEqual(['swapped-activities']);
  for (const { error } of results) expect(error).toBeInstanceOf(DeterminismViolationError);
});

test('a recorded history contains nothing about the machine that recorded it', () => {
  for (const { name, history } of [...recordedHistories(), ...historiesThatMustFail()]) {
    const found = [...textsOf(history)].filter(
      (text) => /\d@[\w-]+/.test(text) || /(^|[\s("'])\/(\w+\/){1,}/.test(text) || text.includes('file://'),
    );
    expect({ name, found }).toEqual({ name, found: [] });
  }
});

/** Every text of a history, including the decoded payloads. */
function* textsOf(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null) {
    for (const [key, field] of Object.entries(value)) {
      if (key === 'data' && typeof field === 'string') yield Buffer.from(field, 'base64').toString();
      yield* textsOf(field);
    }
  }
}
