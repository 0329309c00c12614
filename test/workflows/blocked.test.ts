/** An entity workflow of any kind whose step fails for good or changes nothing waits and shows it: it neither ends nor loops. */
import { InvariantError } from '../../src/domain/ledger/invariant-error.ts';
import { MINUTE_MS, plusMs } from '../../src/domain/instant.ts';
import {
  WORKFLOW_KINDS,
  parseWorkflowId,
  type WorkflowId,
  type WorkflowKind,
} from '../../src/domain/workflow-ids.ts';
import { DomainError } from '../../src/domain/errors.ts';
import { eventually } from '../support/eventually.ts';
import { LiveTestSystem } from '../support/live-test-system.ts';
import { oneOfEach } from '../support/one-of-each.ts';
import { payOffline } from '../support/order-fixtures.ts';

let testSystem: LiveTestSystem;
beforeAll(async () => {
  testSystem = await LiveTestSystem.open();
});
afterEach(() => {
  testSystem.disturbance = null;
});
afterAll(() => testSystem.close());

interface EntityCase {
  readonly read: string;
  readonly step: string;
  /** Makes the step due, without a word to the workflow. */
  readonly makeDue: (id: string) => Promise<unknown>;
}

const past = () => plusMs(testSystem.fixture.serverNow(), -MINUTE_MS);
const CASES: Readonly<Record<WorkflowKind, EntityCase>> = {
  order: {
    read: 'readOrder',
    step: 'startFulfilment',
    makeDue: async (_id) => {
      await payOffline(testSystem.fixture, await models().orders.findById(_id).orFail().lean());
      // Without the message that would signal the workflow.
      await models().outbox.deleteMany({});
    },
  },
  arrears: {
    read: 'readEpisode',
    step: 'suspendEpisode',
    makeDue: async (_id) => {
      const suspendsAt = past();
      await models().episodes.updateOne({ _id }, { $set: { suspendsAt } });
      await models().ledgers.updateOne(
        { 'pools.episode.episodeId': _id },
        { $set: { 'pools.$.episode.suspendsAt': suspendsAt }, $inc: { version: 1 } },
      );
    },
  },
  notice: {
    read: 'readDelivery',
    step: 'callEndpoint',
    makeDue: (_id) => models().deliveries.updateOne({ _id }, { $set: { nextAttemptAt: past() } }),
  },
  lot: {
    read: 'readLot',
    step: 'meetLotDeadline',
    makeDue: (id) => models().deadlines.updateMany({ workflowId: `lot:${id}` }, { $set: { at: past() } }),
  },
};

const models = () => testSystem.fixture.database.models;
const handleOf = (workflowId: WorkflowId) => testSystem.client.workflow.getHandle(workflowId);
const notifyChanged = (workflowId: WorkflowId) =>
  testSystem.services.gateway.workflowStarter.notifyChanged(workflowId, 'a test');
const isRunning = async (workflowId: WorkflowId) =>
  (await handleOf(workflowId).describe()).status.name === 'RUNNING';
const tasksAbout = (workflowId: WorkflowId) =>
  models().tasks.find({ kind: 'reconcile.difference', 'facts.subject': workflowId }).lean();
async function detailsOf(workflowId: WorkflowId): Promise<string> {
  const { currentDetails } = await handleOf(workflowId).query<{ currentDetails: string }>(
    '__temporal_workflow_metadata',
  );
  return currentDetails;
}
const untilDetails = (workflowId: WorkflowId, isSo: (details: string) => boolean) =>
  eventually(() => detailsOf(workflowId), isSo);
const isBlocked = (details: string) => details.includes('**Blocked** since');

async function oneOf(kind: WorkflowKind): Promise<WorkflowId> {
  const workflowId = (await oneOfEach(testSystem)).find((one) => parseWorkflowId(one).kind === kind);
  return workflowId!;
}

/** From now on the activity does this instead. Answers how often it was asked. */
function instead(activity: string, act: () => Promise<unknown>): () => number {
  let times = 0;
  testSystem.disturbance = (asked, run) => {
    if (asked !== activity) return run();
    times += 1;
    return act();
  };
  return () => times;
}

describe.each(WORKFLOW_KINDS)('%s', (kind) => {
  test('a step that breaks an invariant is tried once a message; the run lives, one task reports it, and it goes on', async () => {
    const workflowId = await oneOf(kind);
    await CASES[kind].makeDue(parseWorkflowId(workflowId).id);
    const times = instead(CASES[kind].step, () => Promise.reject(new InvariantError('I-1', { pool: 'x' })));
    await notifyChanged(workflowId);
    expect(await untilDetails(workflowId, isBlocked)).toContain('InvariantError: ledger: I-1 {"pool":"x"}');
    expect(times()).toBe(1);
    await notifyChanged(workflowId);
    await untilDetails(workflowId, (details) => details.includes('was tried 2 times'));
    expect(times()).toBe(2);
    expect(await isRunning(workflowId)).toBe(true);
    expect(await tasksAbout(workflowId)).toMatchObject([
      { role: 'operator', state: 'open', facts: { about: 'workflow', why: 'blocked' } },
    ]);
    testSystem.disturbance = null;
    await notifyChanged(workflowId);
    await untilDetails(workflowId, (details) => !isBlocked(details));
  });

  test('a record that cannot be read leaves the run waiting, and is read again at the next message', async () => {
    const workflowId = await oneOf(kind);
    const times = instead(CASES[kind].read, () => Promise.reject(new TypeError('undefined is no function')));
    await notifyChanged(workflowId);
    expect(await untilDetails(workflowId, isBlocked)).toContain('TypeError: undefined is no function');
    expect(times()).toBe(1);
    expect(await isRunning(workflowId)).toBe(true);
    expect(await tasksAbout(workflowId)).toHaveLength(1);
    testSystem.disturbance = null;
    await notifyChanged(workflowId);
    await untilDetails(workflowId, (details) => !isBlocked(details));
  });

  test('a step that changes nothing is not taken again at once', async () => {
    const workflowId = await oneOf(kind);
    await CASES[kind].makeDue(parseWorkflowId(workflowId).id);
    let lastRead: unknown;
    let times = 0;
    testSystem.disturbance = async (activity, run) => {
      if (activity === CASES[kind].step) {
        times += 1;
        if (kind === 'notice') return { error: null };
        return kind === 'order' ? { changes: {}, details: [] } : lastRead;
      }
      if (activity === 'recordAttempt') return lastRead;
      const answer = await run();
      if (activity === CASES[kind].read) lastRead = answer;
      return answer;
    };
    await notifyChanged(workflowId);
    expect(await untilDetails(workflowId, isBlocked)).toContain(
      'it changed nothing. It is tried again after 10 seconds',
    );
    expect(times).toBe(1);
    await notifyChanged(workflowId);
    await untilDetails(workflowId, (details) => details.includes('was tried 2 times'));
    expect(times).toBe(2);
    // What may pass by itself is nobody's task yet.
    expect(await tasksAbout(workflowId)).toEqual([]);
    await notifyChanged(workflowId);
    await eventually(
      () => tasksAbout(workflowId),
      ({ length }) => length === 1,
    );
  });
});

test('a step that the rules refuse leaves the order alive, and its commands are taken meanwhile', async () => {
  const workflowId = await oneOf('order');
  const { id } = parseWorkflowId(workflowId);
  await CASES.order.makeDue(id);
  instead('startFulfilment', () => Promise.reject(new DomainError('order_busy', { orderId: id })));
  await notifyChanged(workflowId);
  expect(await untilDetails(workflowId, isBlocked)).toContain(
    'start fulfilment was tried once; The order is being changed',
  );
  await testSystem.command({ _id: id }, 'hold');
  expect(await models().orders.findById(id).lean()).toMatchObject({ held: true, state: 'awaiting_payment' });
});

test('a command that meets a fault is answered with it at once, and the run lives', async () => {
  const workflowId = await oneOf('order');
  const times = instead('holdCrediting', () => Promise.reject(new RangeError('no such sequence')));
  await expect(testSystem.command({ _id: parseWorkflowId(workflowId).id }, 'hold')).rejects.toMatchObject({
    cause: { type: 'PermanentError', message: 'RangeError: no such sequence' },
  });
  expect(times()).toBe(1);
  expect(await isRunning(workflowId)).toBe(true);
});
