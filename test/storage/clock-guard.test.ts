/** A process whose clock is off decides nothing, over a real MongoDB, with the process's clocks in the test's hands. */
import { domainErrorOf } from '../../src/http/problem/error-mapping.ts';
import { ClockGuard, ClockOffError, clockGuardOf } from '../../src/storage/clock-guard.ts';
import { runTransaction } from '../../src/storage/transaction.ts';
import { instantOf } from '../../src/domain/instant.ts';
import { newId } from '../../src/infra/ids.ts';
import { TESTER } from '../support/order-fixtures.ts';
import { useFixture } from '../support/use-fixture.ts';

const MINUTE = 60_000;
const YEAR = 365 * 24 * 60 * MINUTE;

const fixture = useFixture();

/** A guard whose clocks stand until they are moved; without `read` it asks the real database. */
function guarded(read?: () => Promise<number>) {
  const clocks = { wall: Date.now(), monotonic: 0, database: Date.now() };
  const said: string[] = [];
  const logger = {
    error: (_facts: object, message: string) => void said.push(message),
    info: (_facts: object, message: string) => void said.push(message),
  };
  const admin = fixture.database.connection.getClient().db('admin');
  const guard = new ClockGuard({
    logger,
    wall: () => clocks.wall,
    monotonic: () => clocks.monotonic,
    read: read ?? (async () => ((await admin.command({ hello: 1 }))['localTime'] as Date).getTime()),
  });
  const pass = (ms: number) => {
    clocks.wall += ms;
    clocks.monotonic += ms;
    clocks.database += ms;
  };
  return { guard, clocks, said, pass };
}

const written = (serverNow: ClockGuard['now'], key: string) =>
  runTransaction({ database: fixture.database, serverNow }, TESTER, (unit) => {
    unit.audit({ type: 'key.created', at: unit.recordedAt, accountId: null, facts: { key } });
    return Promise.resolve();
  });
const countOf = (key: string) => fixture.database.models.audit.countDocuments({ 'facts.key': key });

it('a clock that agrees with the database decides', async () => {
  const { guard, clocks, said } = guarded();
  await guard.measure();
  expect(guard.now()).toBe(instantOf(clocks.wall));
  expect(said).toEqual([]);
});

it('before the first measurement nothing is decided', () => {
  const { guard } = guarded();
  expect(() => guard.now()).toThrow(ClockOffError);
});

it.each([YEAR, -YEAR, MINUTE + 5_000, -MINUTE - 5_000])(
  'a jump of %d ms between two measurements is seen at once: nothing is written, and it is said once',
  async (jumpMs) => {
    const { guard, clocks, said } = guarded();
    await guard.measure();
    const key = newId('cmd');
    clocks.wall += jumpMs;
    await expect(written(guard.now, key)).rejects.toThrow(ClockOffError);
    await expect(written(guard.now, key)).rejects.toThrow(ClockOffError);
    expect(guard.isRight()).toBe(false);
    expect(await countOf(key)).toBe(0);
    expect(said).toEqual([expect.stringContaining('nothing is decided')]);

    clocks.wall -= jumpMs;
    await written(guard.now, key);
    expect(await countOf(key)).toBe(1);
    expect(said).toHaveLength(2);
  },
);

it('a machine whose clock jumps, the database with it, decides nothing until that has lasted a minute', async () => {
  const { guard, clocks, pass } = guarded(() => Promise.resolve(clocks.database));
  await guard.measure();
  clocks.wall += YEAR;
  clocks.database += YEAR;
  await guard.measure();
  expect(() => guard.now()).toThrow(ClockOffError);
  pass(500);
  await guard.measure();
  expect(() => guard.now()).toThrow(ClockOffError);
  for (let measured = 0; measured < 13; measured += 1) {
    pass(5_000);
    await guard.measure();
  }
  expect(guard.now()).toBe(instantOf(clocks.wall));
});

it('a clock that is slewed, and a database that is away, change nothing', async () => {
  let isAway = false;
  const { guard, clocks, pass } = guarded(() =>
    isAway ? Promise.reject(new Error('away')) : Promise.resolve(clocks.database),
  );
  await guard.measure();
  isAway = true;
  for (let step = 0; step < 100; step += 1) {
    pass(5_000);
    await guard.measure();
  }
  isAway = false;
  clocks.wall += 20_000;
  await guard.measure();
  expect(guard.isRight()).toBe(true);
});

it('callers get 503 with the reason', () => {
  expect(domainErrorOf(new ClockOffError(YEAR))).toMatchObject({
    expected: true,
    refusal: { code: 'unavailable', evidence: { offsetSeconds: YEAR / 1_000 } },
  });
});

it('the guard of a process reads the time of its MongoDB', async () => {
  const silent = { error: () => undefined, info: () => undefined };
  const guard = clockGuardOf(fixture.database, silent);
  await guard.start();
  guard.stop();
  expect(Math.abs(guard.offsetMs() ?? Infinity)).toBeLessThan(MINUTE);
});
