/** A workflow whose step fails for good, or does nothing, waits and says so: it neither ends nor hurries, whatever it keeps. */
import { InvariantError } from '../../src/domain/ledger/invariant-error.ts';
import { MINUTE_MS, plusMs } from '../../src/domain/instant.ts';
import { OWNER_KINDS, parseOwner, type Owner, type OwnerKind } from '../../src/domain/workflow-ids.ts';
import { DomainError } from '../../src/domain/errors.ts';
import { eventually } from '../support/eventually.ts';
import { LiveWorld } from '../support/live-world.ts';
import { oneOfEach } from '../support/one-of-each.ts';
import { payOffline } from '../support/order-fixtures.ts';

let world: LiveWorld;
beforeAll(async () => {
  world = await LiveWorld.open();
});
afterEach(() => {
  world.disturbance = null;
});
afterAll(() => world.close());

interface Kept {
  readonly read: string;
  readonly step: string;
  /** Makes the step due, without a word to the workflow. */
  readonly makeDue: (id: string) => Promise<unknown>;
}

const past = () => plusMs(world.shop.serverNow(), -MINUTE_MS);
const KEPT: Readonly<Record<OwnerKind, Kept>> = {
  order: {
    read: 'readOrder',
    step: 'startFulfilment',
    makeDue: async (_id) => {
      await payOffline(world.shop, await models().orders.findById(_id).orFail().lean());
      // Without the message that would tell the workflow.
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
    makeDue: (id) => models().deadlines.updateMany({ owner: `lot:${id}` }, { $set: { at: past() } }),
  },
};

const models = () => world.shop.database.models;
const handleOf = (owner: Owner) => world.client.workflow.getHandle(owner);
const poke = (owner: Owner) => world.services.gateway.keepers.poke(owner, 'a test');
const isRunning = async (owner: Owner) => (await handleOf(owner).describe()).status.name === 'RUNNING';
const tasksAbout = (owner: Owner) =>
  models().tasks.find({ kind: 'reconcile.difference', 'facts.subject': owner }).lean();
async function detailsOf(owner: Owner): Promise<string> {
  const { currentDetails } = await handleOf(owner).query<{ currentDetails: string }>(
    '__temporal_workflow_metadata',
  );
  return currentDetails;
}
const untilDetails = (owner: Owner, isSo: (details: string) => boolean) =>
  eventually(() => detailsOf(owner), isSo);
const isBlocked = (details: string) => details.includes('**Blocked** since');

async function oneOf(kind: OwnerKind): Promise<Owner> {
  const owner = (await oneOfEach(world)).find((one) => parseOwner(one).kind === kind);
  return owner!;
}

/** From now on the activity does this instead. Answers how often it was asked. */
function instead(activity: string, act: () => Promise<unknown>): () => number {
  let times = 0;
  world.disturbance = (asked, run) => {
    if (asked !== activity) return run();
    times += 1;
    return act();
  };
  return () => times;
}

describe.each(OWNER_KINDS)('%s', (kind) => {
  test('a step that breaks an invariant is tried once a message; the run lives, one task tells of it, and it goes on', async () => {
    const owner = await oneOf(kind);
    await KEPT[kind].makeDue(parseOwner(owner).id);
    const times = instead(KEPT[kind].step, () => Promise.reject(new InvariantError('I-1', { pool: 'x' })));
    await poke(owner);
    expect(await untilDetails(owner, isBlocked)).toContain('InvariantError: ledger: I-1 {"pool":"x"}');
    expect(times()).toBe(1);
    await poke(owner);
    await untilDetails(owner, (details) => details.includes('was tried 2 times'));
    expect(times()).toBe(2);
    expect(await isRunning(owner)).toBe(true);
    expect(await tasksAbout(owner)).toMatchObject([
      { role: 'operator', state: 'open', facts: { about: 'workflow', why: 'blocked' } },
    ]);
    world.disturbance = null;
    await poke(owner);
    await untilDetails(owner, (details) => !isBlocked(details));
  });

  test('a record that cannot be read leaves the run waiting, and is read again at the next message', async () => {
    const owner = await oneOf(kind);
    const times = instead(KEPT[kind].read, () => Promise.reject(new TypeError('undefined is no function')));
    await poke(owner);
    expect(await untilDetails(owner, isBlocked)).toContain('TypeError: undefined is no function');
    expect(times()).toBe(1);
    expect(await isRunning(owner)).toBe(true);
    expect(await tasksAbout(owner)).toHaveLength(1);
    world.disturbance = null;
    await poke(owner);
    await untilDetails(owner, (details) => !isBlocked(details));
  });

  test('a step that changes nothing is not taken again at once', async () => {
    const owner = await oneOf(kind);
    await KEPT[kind].makeDue(parseOwner(owner).id);
    let lastRead: unknown;
    let times = 0;
    world.disturbance = async (activity, run) => {
      if (activity === KEPT[kind].step) {
        times += 1;
        if (kind === 'notice') return { error: null };
        return kind === 'order' ? { conflict: false, view: lastRead } : lastRead;
      }
      if (activity === 'recordAttempt') return lastRead;
      const answer = await run();
      if (activity === KEPT[kind].read) lastRead = answer;
      return answer;
    };
    await poke(owner);
    expect(await untilDetails(owner, isBlocked)).toContain(
      'it changed nothing. It is tried again after 10 seconds',
    );
    expect(times).toBe(1);
    await poke(owner);
    await untilDetails(owner, (details) => details.includes('was tried 2 times'));
    expect(times).toBe(2);
    // What may pass by itself is nobody's task yet.
    expect(await tasksAbout(owner)).toEqual([]);
    await poke(owner);
    await eventually(
      () => tasksAbout(owner),
      ({ length }) => length === 1,
    );
  });
});

test('a step that the rules refuse leaves the order alive, and its commands are taken meanwhile', async () => {
  const owner = await oneOf('order');
  const { id } = parseOwner(owner);
  await KEPT.order.makeDue(id);
  instead('startFulfilment', () => Promise.reject(new DomainError('order_busy', { orderId: id })));
  await poke(owner);
  expect(await untilDetails(owner, isBlocked)).toContain('start_fulfilment was tried once; conflict');
  await world.command({ _id: id }, 'hold');
  expect(await models().orders.findById(id).lean()).toMatchObject({ held: true, state: 'awaiting_payment' });
});

test('a command that meets a fault is answered with it at once, and the run lives', async () => {
  const owner = await oneOf('order');
  const times = instead('holdCrediting', () => Promise.reject(new RangeError('no such sequence')));
  await expect(world.command({ _id: parseOwner(owner).id }, 'hold')).rejects.toMatchObject({
    cause: { type: 'Fault', message: 'RangeError: no such sequence' },
  });
  expect(times()).toBe(1);
  expect(await isRunning(owner)).toBe(true);
});
