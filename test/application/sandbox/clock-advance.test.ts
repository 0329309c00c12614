import { DAY_MS, HOUR_MS, plusMs, type Instant } from '../../../src/domain/instant.ts';
import type { DeadlineDocument } from '../../../src/storage/collections/deadlines.ts';
import { DomainError } from '../../../src/domain/errors.ts';
import { deadlineDocument } from '../../../src/storage/side-effects.ts';
import { runTransaction } from '../../../src/storage/transaction.ts';
import { newId } from '../../../src/infra/ids.ts';
import {
  ClockAdvance,
  type AdvanceRequest,
  type ClockAdvanceDependencies,
} from '../../../src/application/sandbox/clock-advance.ts';
import { HeldClock } from '../../support/held-clock.ts';
import { openAccount, TESTER } from '../../support/order-fixtures.ts';
import { useFixture } from '../../support/use-fixture.ts';

const START: Instant = '2026-01-10T09:00:00.000Z';
const TARGET = plusMs(START, 10 * DAY_MS);
const clock = new HeldClock('2030-01-01T00:00:00.000Z');
const fixture = useFixture(clock.now);

const sandbox = async (): Promise<string> =>
  (await openAccount(fixture, { sandboxNow: START, agreement: false }))._id;

async function setDeadline(
  accountId: string,
  at: Instant,
  name: string = at,
  workflowId = `order:${accountId}`,
): Promise<void> {
  await runTransaction(fixture, TESTER, (unit) => {
    const owned = { accountId, sandbox: true, workflowId };
    unit.setDeadline({ _id: `payment.due:${accountId}:${name}`, kind: 'payment.due', at, ...owned });
    return Promise.resolve();
  });
}

const clockOf = async (accountId: string): Promise<Instant | null> =>
  (await fixture.database.models.ledgers.findById(accountId).orFail().lean()).frozenAt;
const advanceOf = ({ advanceId }: AdvanceRequest) =>
  fixture.database.models.clockAdvances.findById(advanceId).lean();

const to = (
  accountId: string,
  target: Instant = TARGET,
  given: Partial<AdvanceRequest> = {},
): AdvanceRequest => ({
  advanceId: newId('adv'),
  accountId,
  bodyHash: target,
  actor: TESTER,
  targetOf: () => target,
  ...given,
});

/** A process whose workflows meet what is due by removing it, and that notes what was met, and what the clock showed then. */
class Process {
  readonly met: { at: Instant; clock: Instant | null }[] = [];
  readonly drained: (Instant | null)[] = [];
  /** Owners, as they were asked to do what is due. */
  readonly asked: string[] = [];
  /** Takes part in the meeting of each deadline. */
  readonly whileMeeting: (deadline: DeadlineDocument) => Promise<void>;
  readonly clock: ClockAdvance;

  constructor(whileMeeting: (deadline: DeadlineDocument) => Promise<void> = () => Promise.resolve()) {
    this.whileMeeting = whileMeeting;
    const dependencies: ClockAdvanceDependencies = {
      ...fixture,
      drain: async (accountId) => {
        this.drained.push(await clockOf(accountId));
      },
      meet: async (workflowId) => {
        this.asked.push(workflowId);
        const owned = await fixture.database.models.deadlines
          .find({ workflowId })
          .sort({ at: 1, _id: 1 })
          .lean();
        for (const deadline of owned) {
          const stand = await clockOf(deadline.accountId);
          if (deadline.at > stand!) continue;
          await this.whileMeeting(deadline);
          this.met.push({ at: deadline.at, clock: stand });
          await fixture.database.models.deadlines.deleteOne({ _id: deadline._id });
        }
      },
    };
    this.clock = new ClockAdvance(dependencies);
  }

  get metAt(): Instant[] {
    return this.met.map(({ at }) => at);
  }
}

const day = (days: number): Instant => plusMs(START, days * DAY_MS);

it('deadlines are met in order of their instants, the clock status at each, up to and with the target', async () => {
  const accountId = await sandbox();
  for (const days of [7, 1, 10, 3]) await setDeadline(accountId, day(days));
  await setDeadline(accountId, plusMs(TARGET, 1));
  const process = new Process();
  const request = to(accountId);
  expect(await process.clock.advance(request)).toEqual({ now: TARGET, replayed: false });
  expect(process.met).toEqual([1, 3, 7, 10].map((days) => ({ at: day(days), clock: day(days) })));
  expect(await clockOf(accountId)).toBe(TARGET);
  expect(await advanceOf(request)).toMatchObject({ state: 'done', steps: 4, target: TARGET });
  expect(await fixture.database.models.deadlines.countDocuments({ accountId })).toBe(1);
});

it('a deadline that its workflow moves on while it is looked at is met at its new instant, before the target', async () => {
  const accountId = await sandbox();
  await setDeadline(accountId, START, 'retry');
  const { deadlines } = fixture.database.models;
  const find = deadlines.find.bind(deadlines);
  // Between the look for the earliest instant and the look at what it holds.
  const spy = jest.spyOn(deadlines, 'find').mockImplementationOnce((filter) => {
    const moved = setDeadline(accountId, day(1), 'retry');
    const query = find(filter as object);
    return query.pre(() => moved);
  });
  const process = new Process();
  await process.clock.advance(to(accountId));
  spy.mockRestore();
  expect(process.met).toEqual([{ at: day(1), clock: day(1) }]);
});

it('what was left for others is carried before each look at the deadlines', async () => {
  const accountId = await sandbox();
  await setDeadline(accountId, day(1));
  const process = new Process();
  await process.clock.advance(to(accountId));
  expect(process.drained).toEqual([START, day(1)]);
});

it('deadlines that are set on the way are met too, in their order', async () => {
  const accountId = await sandbox();
  await setDeadline(accountId, day(1));
  await setDeadline(accountId, day(5));
  const process = new Process(async ({ at }) => {
    if (at !== day(1)) return;
    await setDeadline(accountId, day(2));
    await setDeadline(accountId, day(20));
  });
  await process.clock.advance(to(accountId));
  expect(process.metAt).toEqual([day(1), day(2), day(5)]);
});

it('a deadline that was due before the clock is met without moving the clock back', async () => {
  const accountId = await sandbox();
  await setDeadline(accountId, plusMs(START, -HOUR_MS));
  const process = new Process();
  await process.clock.advance(to(accountId));
  expect(process.met).toEqual([{ at: plusMs(START, -HOUR_MS), clock: START }]);
});

it('the target is resolved once, from the account time and zone at the beginning', async () => {
  const accountId = await sandbox();
  await setDeadline(accountId, day(1));
  const asked: [Instant, string][] = [];
  const targetOf = (now: Instant, zone: string): Instant => {
    asked.push([now, zone]);
    return plusMs(now, 2 * DAY_MS);
  };
  const request = to(accountId, TARGET, { targetOf });
  const failing = new Process(() => Promise.reject(new Error('planted')));
  await expect(failing.clock.advance(request)).rejects.toThrow('planted');
  expect(await clockOf(accountId)).toBe(day(1));
  expect(await new Process().clock.advance(request)).toEqual({ now: day(2), replayed: false });
  expect(asked).toEqual([[START, 'Asia/Singapore']]);
});

it('an advance that died half-way is carried on by another process, nothing met twice', async () => {
  const accountId = await sandbox();
  for (const days of [1, 2, 3]) await setDeadline(accountId, day(days));
  const first = new Process(({ at }) =>
    at === day(2) ? Promise.reject(new Error('killed')) : Promise.resolve(),
  );
  const request = to(accountId);
  await expect(first.clock.advance(request)).rejects.toThrow('killed');
  const second = new Process();
  expect(await second.clock.resumeAbandoned()).toBe(1);
  expect([first.metAt, second.metAt]).toEqual([[day(1)], [day(2), day(3)]]);
  expect(await clockOf(accountId)).toBe(TARGET);
  expect(await second.clock.advance(request)).toEqual({ now: TARGET, replayed: true });
});

it('an advance that cannot be carried on does not keep the others waiting', async () => {
  const accounts = [await sandbox(), await sandbox()];
  const killed = new Process(() => Promise.reject(new Error('killed')));
  for (const accountId of accounts) {
    await setDeadline(accountId, day(1));
    await expect(killed.clock.advance(to(accountId))).rejects.toThrow('killed');
  }
  const process = new Process((deadline) =>
    deadline.accountId === accounts[0] ? Promise.reject(new Error('stuck')) : Promise.resolve(),
  );
  await expect(process.clock.resumeAbandoned()).rejects.toThrow('could not be resumed');
  expect(await clockOf(accounts[1]!)).toBe(TARGET);
  expect(await new Process().clock.resumeAbandoned()).toBe(1);
});

it('an advance whose process lives is not taken over', async () => {
  const accountId = await sandbox();
  await setDeadline(accountId, day(1));
  const other = new Process();
  const process = new Process(async () => {
    expect(await other.clock.resumeAbandoned()).toBe(0);
  });
  await process.clock.advance(to(accountId));
  expect(other.met).toEqual([]);
});

it('what falls due at one instant is met beside each other, with one message for each owner', async () => {
  const accountId = await sandbox();
  const workflowIds = Array.from({ length: 20 }, (_, index) => `lot:${accountId}:${index}`);
  for (const workflowId of workflowIds) {
    for (const name of ['first', 'second'])
      await setDeadline(accountId, day(1), `${workflowId}:${name}`, workflowId);
  }
  let [meeting, most] = [0, 0];
  const process = new Process(async () => {
    meeting += 1;
    most = Math.max(most, meeting);
    await new Promise((resolve) => setImmediate(resolve));
    meeting -= 1;
  });
  const request = to(accountId);
  await process.clock.advance(request);
  expect(process.asked.toSorted()).toEqual(workflowIds.toSorted());
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(8);
  expect(process.drained).toEqual([START, day(1)]);
  expect(await advanceOf(request)).toMatchObject({ steps: 40 });
});

it('nothing later is met before all of an instant has happened, however much that is', async () => {
  const accountId = await sandbox();
  const workflowIds = Array.from({ length: 510 }, (_, index) => `lot:${accountId}:${index}`);
  await fixture.database.models.deadlines.insertMany(
    workflowIds.map((workflowId) => ({
      ...deadlineDocument({
        _id: workflowId,
        kind: 'lot.expires',
        at: day(1),
        accountId,
        sandbox: true,
        workflowId,
      }),
    })),
  );
  await setDeadline(accountId, day(2));
  const process = new Process();
  await process.clock.advance(to(accountId));
  expect(process.metAt).toEqual([...workflowIds.map(() => day(1)), day(2)]);
});

describe('an advance that cannot go on', () => {
  const idle = () =>
    new ClockAdvance({ ...fixture, drain: () => Promise.resolve(), meet: () => Promise.resolve() });

  it.each<[string, () => ClockAdvance]>([
    ['is not met', idle],
    [
      'is refused',
      () => {
        const { clock: refusing } = new Process(() => Promise.reject(new DomainError('lot_ended', {})));
        return refusing;
      },
    ],
  ])(
    'because a deadline %s ends as failed after some tries, and its reason is stored',
    async (_how, processOf) => {
      const accountId = await sandbox();
      await setDeadline(accountId, day(1), 'stubborn');
      const request = to(accountId);
      const failed = { code: 'conflict', evidence: { advanceId: request.advanceId, stoppedAt: day(1) } };
      const tries = async (): Promise<unknown> => {
        for (;;) {
          const error: unknown = await processOf()
            .advance(request)
            .catch((thrown: unknown) => thrown);
          if ((await advanceOf(request))?.state !== 'running') return error;
        }
      };
      expect(await tries()).toMatchObject(failed);
      expect(await advanceOf(request)).toMatchObject({
        state: 'failed',
        blockedBy: { place: `payment.due:${accountId}:stubborn`, at: day(1), tries: 3 },
        lastError: expect.any(String) as string,
        finishedAt: clock.now(),
      });
      expect(await clockOf(accountId)).toBe(day(1));
      // It is over: no process resumes it, and a repeat gets the same error.
      expect(await new Process().clock.resumeAbandoned()).toBe(0);
      await expect(new Process().clock.advance(request)).rejects.toMatchObject(failed);
      // Another one begins where it stopped.
      expect(await new Process().clock.advance(to(accountId))).toEqual({ now: TARGET, replayed: false });
    },
  );

  it('because what it needs is away is carried on for minutes, and not for ever', async () => {
    const accountId = await sandbox();
    await setDeadline(accountId, day(1));
    const away = () =>
      new Process(() => Promise.reject(new DomainError('unavailable', { service: 'Temporal' })));
    const request = to(accountId);
    for (let tries = 1; tries <= 5; tries += 1) {
      await expect(away().clock.advance(request)).rejects.toMatchObject({ code: 'unavailable' });
      expect(await advanceOf(request)).toMatchObject({ state: 'running', blockedBy: { tries } });
    }
    await fixture.database.models.clockAdvances.updateOne(
      { _id: request.advanceId },
      { $set: { 'blockedBy.sinceMs': Date.now() - 600_000 } },
    );
    await expect(away().clock.advance(request)).rejects.toMatchObject({ key: 'advance_failed' });
    expect(await advanceOf(request)).toMatchObject({
      state: 'failed',
      lastError: expect.any(String) as string,
    });
  });
});

describe('while an advance runs', () => {
  it('another one of the account is refused with its target, and the same one waits for it', async () => {
    const accountId = await sandbox();
    await setDeadline(accountId, day(1));
    const request = to(accountId);
    const repeats: Promise<unknown>[] = [];
    const process: Process = new Process(async () => {
      repeats.push(process.clock.advance(request));
      await expect(process.clock.advance(to(accountId, day(11)))).rejects.toMatchObject({
        code: 'conflict',
        evidence: { accountId, advanceId: request.advanceId, target: TARGET },
      });
    });
    await process.clock.advance(request);
    expect(await Promise.all(repeats)).toEqual([{ now: TARGET, replayed: false }]);
    expect(process.metAt).toEqual([day(1)]);
  });

  it('one of another account goes its own way', async () => {
    const [accountId, other] = [await sandbox(), await sandbox()];
    await setDeadline(accountId, day(1));
    const process: Process = new Process(async () => {
      await process.clock.advance(to(other, day(3)));
    });
    await process.clock.advance(to(accountId));
    expect(await clockOf(other)).toBe(day(3));
  });
});

it('two advances that begin at the same moment: one is made, the other is refused', async () => {
  const accountId = await sandbox();
  const requests = [to(accountId, day(4)), to(accountId, day(5))];
  await setDeadline(accountId, day(1));
  const fates = await Promise.allSettled(requests.map((request) => new Process().clock.advance(request)));
  const refused = fates.flatMap((fate) => (fate.status === 'rejected' ? [fate.reason as unknown] : []));
  // Where the first is over before the second begins, both are made, one after the other.
  if (refused.length > 0) expect(refused).toMatchObject([{ code: 'conflict' }]);
  const made = requests.filter((_, index) => fates[index]!.status === 'fulfilled');
  expect(await clockOf(accountId)).toBe(made.at(-1)!.bodyHash);
});

describe('an advance', () => {
  it('to the instant at which the clock stands meets what is due and moves nothing', async () => {
    const accountId = await sandbox();
    await setDeadline(accountId, START);
    const process = new Process();
    expect(await process.clock.advance(to(accountId, START))).toEqual({ now: START, replayed: false });
    expect(process.metAt).toEqual([START]);
  });

  it('to the past is refused, and nothing is stored', async () => {
    const accountId = await sandbox();
    const request = to(accountId, plusMs(START, -1));
    await expect(new Process().clock.advance(request)).rejects.toMatchObject({
      key: 'clock_backwards',
      evidence: { now: START, target: plusMs(START, -1) },
    });
    expect(await advanceOf(request)).toBeNull();
    expect(await clockOf(accountId)).toBe(START);
  });

  it("of an account on the server's clock is refused", async () => {
    const { _id } = await openAccount(fixture, { agreement: false });
    await expect(new Process().clock.advance(to(_id))).rejects.toMatchObject({ code: 'sandbox_only' });
    expect(await clockOf(_id)).toBeNull();
  });

  it('of an account that is not there is refused', async () => {
    await expect(new Process().clock.advance(to('acc_missing'))).rejects.toMatchObject({ code: 'not_found' });
  });

  it('repeated with another body is refused', async () => {
    const accountId = await sandbox();
    const request = to(accountId);
    await new Process().clock.advance(request);
    await expect(new Process().clock.advance({ ...request, bodyHash: 'other' })).rejects.toMatchObject({
      code: 'idempotency_mismatch',
    });
  });

  it('is audited once, with where from and where to', async () => {
    const accountId = await sandbox();
    const request = to(accountId);
    await new Process().clock.advance(request);
    await new Process().clock.advance(request);
    const audit = await fixture.database.models.audit.find({ accountId, type: 'clock.advanced' }).lean();
    expect(audit).toMatchObject([{ at: START, recordedAt: clock.now(), facts: { from: START, to: TARGET } }]);
  });
});
