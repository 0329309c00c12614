/** Usages of one account while thousands of lots of another account end at one instant, against the same alone. */
import { DAY_MS, plusMs, type Instant } from '../../src/domain/instant.ts';
import { changeLedger } from '../../src/application/ledger/change-ledger.ts';
import { newLedger } from '../../src/application/ledger/ledger-state.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { migrate } from '../../src/storage/migrations/migrate.ts';
import { SYSTEM } from '../../src/storage/actor.ts';
import { runTransaction, type TransactionDependencies } from '../../src/storage/transaction.ts';
import { systemClock } from '../../src/infra/clock.ts';
import { newId } from '../../src/infra/ids.ts';
import { creditOf, lotOf } from './bench-accounts.ts';
import type { ServerAddresses } from './bench-worker.ts';
import type { Measurement } from './measurement.ts';
import { BOUGHT, CALLERS, neighbourTargets, takeNeighbourTurns } from './neighbour-turns.ts';
import type { BenchOptions } from './options.ts';

const LOTS = 6_000;
const LOTS_AT_ONCE = 1_000;
const MOMENT_LOTS = 600;

const TARGETS = neighbourTargets({
  name: 'neighbour',
  title: `while ${LOTS} lots of another end at one instant`,
  side: 'beside 6,000 lots that end',
  failures: {
    name: 'neighbour-failures',
    title: 'Usages of the account whose lots end that were neither booked nor refused by the rules',
  },
});
export const NEIGHBOUR_NAMES = Object.values(TARGETS).map(({ name }) => name);

export async function measureNeighbour(
  { mongodbUri }: ServerAddresses,
  options: BenchOptions,
): Promise<Measurement[]> {
  if (!NEIGHBOUR_NAMES.some(options.wants)) return [];
  const database = await openDatabase({ uri: mongodbUri, database: 'bench_neighbour', maxPoolSize: CALLERS });
  const dependencies = { database, serverNow: systemClock };
  try {
    await migrate(database);
    return await takeNeighbourTurns(dependencies, options, TARGETS, async () => {
      const accountId = await addManyLots(dependencies, options.smoke ? MOMENT_LOTS : LOTS);
      return { accountId, begin: () => endLots(dependencies, accountId) };
    });
  } finally {
    await database.connection.dropDatabase();
    await database.close();
  }
}

/** A sandbox with this many lots that end a day later. */
async function addManyLots(dependencies: TransactionDependencies, count: number): Promise<string> {
  const { database, serverNow } = dependencies;
  const frozenAt = serverNow();
  const _id = newId('acc');
  await database.models.ledgers.insertMany([
    newLedger({ accountId: _id, createdAt: frozenAt, frozenAt, timeZone: 'UTC' }),
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
  return runTransaction(dependencies, SYSTEM, (unit) =>
    changeLedger(unit, accountId, async (book) => {
      const lots = Array.from({ length: count }, () =>
        lotOf(accountId, book.at, { ...BOUGHT, expiresAt, units: 100 }),
      );
      await unit.database.models.lots.insertMany(lots, { session: unit.session });
      for (const lot of lots) book.credit(BOUGHT.resource, creditOf(lot), { type: 'line', id: lot._id });
    }),
  );
}

/** Moves the clock to their end, without booking it. */
async function endLots({ database, serverNow }: TransactionDependencies, accountId: string): Promise<void> {
  const frozenAt = plusMs(serverNow(), DAY_MS);
  await database.models.ledgers.updateOne({ _id: accountId }, { $set: { frozenAt }, $inc: { version: 1 } });
}
