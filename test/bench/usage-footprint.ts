/** What a usage leaves behind: documents, index entries and disk space, summed over the whole database. */
import { randomUUID } from 'node:crypto';
import { GroupCommit } from '../../src/application/ledger/group-commit/group-commit.ts';
import type { UsageRequest } from '../../src/application/ledger/group-commit/pending-usages.ts';
import { openDatabase, type Database } from '../../src/storage/database.ts';
import { migrate } from '../../src/storage/migrations/migrate.ts';
import { systemClock } from '../../src/infra/clock.ts';
import { newId } from '../../src/infra/ids.ts';
import { drawPolicies } from '../support/draw-policy.ts';
import { diskBytes, indexEntries, storedBytes } from '../support/stored-totals.ts';
import { addLedger, addLot, type Bought } from './bench-accounts.ts';
import { requestOf } from './bench-usages.ts';
import type { ServerAddresses } from './bench-worker.ts';
import type { Measurement, Target } from './measurement.ts';
import type { BenchOptions } from './options.ts';

const BOUGHT: Bought = { resource: 'inspection', storageYears: 15 };
const KEY_ID = newId('key');
const CALLERS = 64;
/** A multiple of the entries between two checkpoints, so that each round has its share of them. */
const USES_A_CALLER = { together: 125, alone: 1_000 };
const SMOKE_USES_A_CALLER = 8;

const DISK_ACCOUNTS = 100;
const DISK_USES = 200_000;
const SMOKE_DISK_USES = 2_000;
const DISK_USES_AT_ONCE = 1_000;

interface Count extends Target {
  readonly callers: number;
  readonly count: (database: Database) => Promise<number>;
}

const COUNTS: readonly Count[] = (
  [
    ['', CALLERS, `${CALLERS} callers on one account`],
    ['-single', 1, 'one caller, each in a transaction of its own'],
  ] as const
).flatMap(([suffix, callers, who]): Count[] => [
  {
    ...figure(`usage-bytes${suffix}`, `Bytes of BSON stored for a usage, ${who}`, 'B', 500),
    callers,
    count: storedBytes,
  },
  {
    ...figure(`usage-index-entries${suffix}`, `Index entries stored for a usage, ${who}`, '', 3),
    callers,
    count: indexEntries,
  },
]);
const DISK = {
  total: figure('usage-disk', 'Disk space of a million usages, data and indexes', 'MB'),
  data: figure('usage-disk-data', 'Disk space of the data among it', 'MB'),
  indexes: figure('usage-disk-indexes', 'Disk space of the indexes among it', 'MB'),
};
export const FOOTPRINT_NAMES = [...COUNTS, ...Object.values(DISK)].map(({ name }) => name);

export async function measureUsageFootprint(
  servers: ServerAddresses,
  options: BenchOptions,
): Promise<Measurement[]> {
  const results: Measurement[] = [];
  for (const wanted of COUNTS.filter(({ name }) => options.wants(name))) {
    const { callers, count, ...target } = wanted;
    options.progress(`footprint: ${target.title}`);
    const ours = await withDatabase(servers.mongodbUri, (database) =>
      countsOf(database, { callers, count, ...options }),
    );
    results.push({ ...target, ours, bare: [] });
  }
  if (Object.values(DISK).some(({ name }) => options.wants(name))) {
    options.progress(`footprint: ${DISK.total.title}`);
    const uses = options.smoke ? SMOKE_DISK_USES : DISK_USES;
    const { data, indexes } = await growthOfAUsage(servers.mongodbUri, uses, diskBytes);
    const figures = { total: data + indexes, data, indexes };
    for (const [name, target] of Object.entries(DISK)) {
      if (options.wants(target.name))
        results.push({ ...target, ours: [figures[name as keyof typeof DISK]], bare: [] });
    }
  }
  return results;
}

/** What each round added for one usage. */
async function countsOf(
  database: Database,
  { callers, count, rounds, smoke }: Pick<Count, 'callers' | 'count'> & BenchOptions,
): Promise<number[]> {
  const [accountId] = await addAccounts(database, 1);
  const group = new GroupCommit({ database, serverNow: systemClock }, drawPolicies());
  const full = callers === 1 ? USES_A_CALLER.alone : USES_A_CALLER.together;
  const usesOfEach = smoke ? SMOKE_USES_A_CALLER : full;
  const call = async (): Promise<void> => {
    for (let use = 0; use < usesOfEach; use += 1) await accept(group, usageOf(accountId ?? ''));
  };
  const figures: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const before = await count(database);
    await Promise.all(Array.from({ length: callers }, call));
    figures.push(((await count(database)) - before) / (callers * usesOfEach));
  }
  return figures;
}

/**
 * By how much a usage lets figures grow, which `read` reads before and after many of them on a database of their own. Bytes of
 * one usage are MB of a million. The keys are random, as those of callers are: their places in an index are, too.
 */
export async function growthOfAUsage<Figure extends string>(
  mongodbUri: string,
  uses: number,
  read: (database: Database) => Promise<Readonly<Record<Figure, number>>>,
): Promise<Record<Figure, number>> {
  return withDatabase(mongodbUri, async (database) => {
    const accountIds = await addAccounts(database, DISK_ACCOUNTS);
    const group = new GroupCommit({ database, serverNow: systemClock }, drawPolicies());
    const before = await read(database);
    for (let booked = 0; booked < uses; booked += DISK_USES_AT_ONCE) {
      const requests = Array.from({ length: DISK_USES_AT_ONCE }, (_, index) => ({
        ...usageOf(accountIds[index % accountIds.length] ?? ''),
        key: randomUUID(),
      }));
      await Promise.all(requests.map((request) => accept(group, request)));
    }
    const grown = Object.entries<number>(await read(database)).map(([figure, after]) => [
      figure,
      (after - before[figure as Figure]) / uses,
    ]);
    return Object.fromEntries(grown) as Record<Figure, number>;
  });
}

/** As the API makes one: with the id of a key, and an id of the request. */
function usageOf(accountId: string): UsageRequest {
  return { ...requestOf(accountId, BOUGHT), by: KEY_ID, requestId: randomUUID() };
}

async function accept(group: GroupCommit, request: UsageRequest): Promise<void> {
  const outcome = await group.submit(request);
  if (!outcome.accepted) throw outcome.refusal;
}

async function addAccounts(database: Database, count: number): Promise<string[]> {
  const dependencies = { database, serverNow: systemClock };
  const accountIds: string[] = [];
  for (let added = 0; added < count; added += 1) {
    const accountId = await addLedger(dependencies);
    await addLot(dependencies, accountId, BOUGHT);
    accountIds.push(accountId);
  }
  return accountIds;
}

/** Lets `work` use a new database, and drops it. */
async function withDatabase<T>(uri: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase({ uri, database: 'bench_footprint' });
  try {
    await migrate(database);
    return await work(database);
  } finally {
    await database.connection.dropDatabase();
    await database.close();
  }
}

function figure(name: string, title: string, unit: string, atMost?: number): Target {
  const bound = atMost === undefined ? null : ({ at: 'most', value: atMost } as const);
  return { name, title, unit, sides: { ours: 'usages', bare: null }, bound };
}
