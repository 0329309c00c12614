/**
 * Uses of one account while a neighbour is in trouble, against the same in peace: thousands of the neighbour's lots end at one
 * instant, and its own uses come meanwhile.
 */
import { DAY_MS, plusMs, type Instant } from '../../src/domain/instant.ts';
import { changeLedger } from '../../src/ledger/change-ledger.ts';
import { GroupCommit } from '../../src/ledger/group-commit.ts';
import { newHead } from '../../src/ledger/new-head.ts';
import { openDatabase } from '../../src/persistence/database.ts';
import { migrate } from '../../src/persistence/migrations.ts';
import { SYSTEM, transact, type TransactionDependencies } from '../../src/persistence/unit-of-work.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { newId } from '../../src/platform/ids.ts';
import { drawPolicies } from '../support/draw-policy.ts';
import { addLedger, addLot, creditOf, lotOf, type Bought } from './bench-accounts.ts';
import { requestOf } from './bench-uses.ts';
import type { ServerAddresses } from './bench-worker.ts';
import { callAgain, type Calls, type Measurement, type Target } from './measurement.ts';
import type { BenchOptions } from './options.ts';

const BOUGHT: Bought = { resource: 'ai', storageYears: null };
const CALLERS = 64;
const OWN_CALLERS = 4;
const LOTS = 6_000;
const LOTS_AT_ONCE = 1_000;
const MOMENT_LOTS = 600;

const sides = { ours: 'beside 6,000 lots that end', bare: 'in peace' };
const TARGETS = {
  rate: {
    name: 'neighbour-rate',
    title: `Uses of one account, ${CALLERS} callers, while ${LOTS} lots of another end at one instant, against the same in peace`,
    unit: '1/s',
    sides,
    bound: { at: 'least', value: 0.8 },
  },
  p99: {
    name: 'neighbour-p99',
    title: 'Time that 99 of 100 of them stay within',
    unit: 'ms',
    sides,
    bound: { at: 'most', value: 2 },
  },
  failures: {
    name: 'neighbour-failures',
    title: 'Uses of the account whose lots end that were neither booked nor refused by the rules',
    unit: '',
    sides: { ours: 'failures', bare: null },
    bound: { at: 'most', value: 0 },
  },
} as const satisfies Record<string, Target>;
export const NEIGHBOUR_NAMES = Object.values(TARGETS).map(({ name }) => name);

export async function measureNeighbour(
  { mongodbUri }: ServerAddresses,
  { rounds, roundMs, warmUpMs, smoke, wants, progress }: BenchOptions,
): Promise<Measurement[]> {
  if (!NEIGHBOUR_NAMES.some(wants)) return [];
  progress(`neighbour: ${TARGETS.rate.title}`);
  const database = await openDatabase({ uri: mongodbUri, database: 'bench_neighbour', maxPoolSize: CALLERS });
  const dependencies = { database, serverNow: systemClock };
  try {
    await migrate(database);
    const uses = new GroupCommit(dependencies, drawPolicies());
    const accountId = await addLedger(dependencies);
    await addLot(dependencies, accountId, BOUGHT);
    const inPeace = (forMs: number): Promise<Calls> =>
      callAgain(CALLERS, forMs, () => uses.submit(requestOf(accountId, BOUGHT)));
    const taken = { ours: [] as Calls[], bare: [] as Calls[], failures: [] as number[] };
    await inPeace(warmUpMs);
    for (let round = 0; round < rounds; round += 1) {
      const neighbourId = await addManyLots(dependencies, smoke ? MOMENT_LOTS : LOTS);
      taken.bare.push(await inPeace(roundMs));
      await endLots(dependencies, neighbourId);
      let failures = 0;
      const own = callAgain(OWN_CALLERS, roundMs, () =>
        uses.submit(requestOf(neighbourId, BOUGHT)).catch(() => (failures += 1)),
      );
      taken.ours.push(await inPeace(roundMs));
      await own;
      taken.failures.push(failures);
    }
    const figures = {
      rate: { ours: taken.ours.map(perSecondOf), bare: taken.bare.map(perSecondOf) },
      p99: { ours: taken.ours.map(p99Of), bare: taken.bare.map(p99Of) },
      failures: { ours: taken.failures, bare: [] },
    };
    return (Object.keys(TARGETS) as (keyof typeof TARGETS)[])
      .filter((key) => wants(TARGETS[key].name))
      .map((key) => ({ ...TARGETS[key], ...figures[key] }));
  } finally {
    await database.connection.dropDatabase();
    await database.close();
  }
}

const perSecondOf = ({ perSecond }: Calls): number => perSecond;
const p99Of = ({ p99Ms }: Calls): number => p99Ms;

/** A sandbox, whose clock stands, with so many lots that end a day later. */
async function addManyLots(dependencies: TransactionDependencies, count: number): Promise<string> {
  const { database, serverNow } = dependencies;
  const frozenAt = serverNow();
  const _id = newId('acc');
  await database.models.ledgers.insertMany([
    newHead({ accountId: _id, createdAt: frozenAt, frozenAt, timeZone: 'UTC' }),
  ]);
  const expiresAt = plusMs(frozenAt, DAY_MS);
  for (let added = 0; added < count; added += LOTS_AT_ONCE) {
    await creditMany(dependencies, _id, Math.min(LOTS_AT_ONCE, count - added), expiresAt);
  }
  return _id;
}

function creditMany(
  dependencies: TransactionDependencies,
  accountId: string,
  count: number,
  expiresAt: Instant,
): Promise<void> {
  return transact(dependencies, SYSTEM, (unit) =>
    changeLedger(unit, accountId, async (book) => {
      const lots = Array.from({ length: count }, () =>
        lotOf(accountId, book.at, { ...BOUGHT, expiresAt, units: 100 }),
      );
      await unit.database.models.lots.insertMany(lots, { session: unit.session });
      for (const lot of lots) book.credit(BOUGHT.resource, creditOf(lot), { type: 'line', id: lot._id });
    }),
  );
}

/** Moves the clock to their end. Nobody has booked it yet. */
async function endLots({ database, serverNow }: TransactionDependencies, accountId: string): Promise<void> {
  const frozenAt = plusMs(serverNow(), DAY_MS);
  await database.models.ledgers.updateOne({ _id: accountId }, { $set: { frozenAt }, $inc: { version: 1 } });
}
