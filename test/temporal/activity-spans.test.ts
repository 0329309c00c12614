/** What an activity's span belongs to, and what is stored for it. */
import type { Context } from '@temporalio/activity';
import { withTraceparent } from '../../src/infra/trace-context.ts';
import type { Span, SpanOptions, Tracing } from '../../src/infra/tracing.ts';
import type { WorkflowId } from '../../src/domain/workflow-ids.ts';
import type { TraceContextDocument } from '../../src/storage/collections/trace-contexts.ts';
import { noteTrace } from '../../src/storage/trace-contexts.ts';
import { runTransaction } from '../../src/storage/transaction.ts';
import { activitySpans } from '../../src/temporal/activity-spans.ts';
import { TESTER } from '../support/order-fixtures.ts';
import { useFixture } from '../support/use-fixture.ts';

const fixture = useFixture();

const CAUSE = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
const MINUTE_MS = 60_000;

/** Options of the span of an activity that a worker runs for the workflow. */
async function spanOf(workflowId: string): Promise<SpanOptions> {
  const begun: SpanOptions[] = [];
  const span = { traceparent: CAUSE, end: () => undefined } as Span;
  const tracing: Tracing = {
    begin: (_, options) => {
      begun.push(options);
      return span;
    },
  };
  const info = {
    activityType: 'readOrder',
    attempt: 1,
    isLocal: true,
    workflowExecution: { workflowId, runId: 'r' },
  };
  const { inbound } = activitySpans(tracing, fixture.database)({ info } as unknown as Context);
  expect(await inbound?.execute?.({ args: [], headers: {} }, () => Promise.resolve('done'))).toBe('done');
  const [options] = begun;
  if (options === undefined) throw new Error('no span was begun');
  return options;
}

/** Notes the trace as one that reached the workflow. Returns what is stored. */
async function noted(workflowId: WorkflowId): Promise<TraceContextDocument> {
  await withTraceparent(CAUSE, () => noteTrace(fixture.database, workflowId));
  const [stored] = await storedFor(workflowId);
  if (stored === undefined) throw new Error('nothing was noted');
  return stored;
}

const storedFor = (workflowId: string) =>
  fixture.database.models.traceContexts.find({ workflowId }).readConcern('local').lean();

test('an activity is a child of a message of the last minutes, and begins a trace with a link to an older one', async () => {
  const { _id, sentAtMs } = await noted('order:ord_1');
  expect(await spanOf('order:ord_1')).toMatchObject({ parent: CAUSE });
  const $set = { sentAtMs: sentAtMs - 16 * MINUTE_MS };
  await fixture.database.models.traceContexts.updateOne({ _id }, { $set });
  const later = await spanOf('order:ord_1');
  expect(later).toMatchObject({ links: [CAUSE] });
  expect(later).not.toHaveProperty('parent');
});

test('an activity takes no trace of another workflow that shares the slot', async () => {
  const { _id } = await noted('order:ord_2');
  await fixture.database.models.traceContexts.updateOne({ _id }, { $set: { workflowId: 'order:ord_3' } });
  const options = await spanOf('order:ord_2');
  expect(options).not.toHaveProperty('parent');
  expect(options).not.toHaveProperty('links');
});

test('without a trace nothing is noted, and outbox rows lack its field', async () => {
  await noteTrace(fixture.database, 'order:ord_4');
  expect(await storedFor('order:ord_4')).toEqual([]);
  const publish = (accountId: string) =>
    runTransaction(fixture, TESTER, (unit) => {
      unit.publish(accountId, { type: 'workflow.signal', workflowId: 'order:ord_4', reason: 'test' });
      return Promise.resolve();
    });
  await publish('acc_untraced');
  await withTraceparent(CAUSE, () => publish('acc_traced'));
  const [untraced, traced] = await Promise.all(
    ['acc_untraced', 'acc_traced'].map((accountId) =>
      fixture.database.models.outbox.findOne({ accountId }).lean(),
    ),
  );
  expect(untraced).not.toHaveProperty('traceparent');
  expect(traced).toHaveProperty('traceparent', CAUSE);
});
