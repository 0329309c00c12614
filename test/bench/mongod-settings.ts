/** The embedded MongoDB against one with other settings, on the same machine: how fast it books usages, and what it stores. */
import { setTimeout as pause } from 'node:timers/promises';
import { GroupCommit } from '../../src/application/ledger/group-commit/group-commit.ts';
import { openDatabase, type Database } from '../../src/storage/database.ts';
import { migrate } from '../../src/storage/migrations/migrate.ts';
import { systemClock } from '../../src/infra/clock.ts';
import { drawPolicies } from '../support/draw-policy.ts';
import { diskBytes } from '../support/stored-totals.ts';
import { addLedger, addLot, type Bought } from './bench-accounts.ts';
import type { BenchServers } from './bench-servers.ts';
import { requestOf } from './bench-usages.ts';
import { callAgain, type Measurement, type Target } from './measurement.ts';
import { mongodCounters } from './mongod-counters.ts';
import type { BenchOptions } from './options.ts';
import { growthOfAUsage } from './usage-footprint.ts';

const BOUGHT: Bought = { resource: 'inspection', storageYears: 15 };
const CALLERS = 64;
const DATABASE = 'bench_mongod';
const DISK_USES = 100_000;
const SMOKE_DISK_USES = 2_000;
const IDLE_MS = 30_000;
const SMOKE_IDLE_MS = 1_000;

/** Figures of each turn. */
const SPEED = {
  rate: figure('mongod-rate', `Usages on one account, ${CALLERS} callers in process`, '1/s'),
  cpu: figure('mongod-cpu', 'CPU time of MongoDB for one of them', 'µs'),
  single: figure('mongod-single', 'Usages of one caller in process, each in its own transaction', '1/s'),
};
const IDLE = figure('mongod-idle', 'CPU time of MongoDB in a second without calls', 'ms');
/** Figures of one run each. In contrast to `SPEED`, they include what a checkpoint costs. */
const SIZES = {
  data: figure('mongod-data', 'Disk space of the data of a million usages', 'MB'),
  indexes: figure('mongod-indexes', 'Disk space of their indexes', 'MB'),
  oplog: figure('mongod-oplog', 'Disk space of their oplog', 'MB'),
  journal: figure('mongod-journal', 'Written to the journal for them', 'MB'),
  stored: figure('mongod-stored-cpu', 'CPU time of MongoDB for one of them, until it is in the files', 'µs'),
};
export const MONGOD_NAMES = [...Object.values(SPEED), IDLE, ...Object.values(SIZES)].map(({ name }) => name);

/** Measures nothing unless settings are given. */
export async function measureMongod(servers: BenchServers, options: BenchOptions): Promise<Measurement[]> {
  const { mongod, rounds, smoke, wants, progress } = options;
  if (mongod === null || !MONGOD_NAMES.some(wants)) return [];
  const uris = { ours: servers.mongodbUri, bare: await servers.startMongodb(mongod) };
  const results: Measurement[] = [];
  const isWanted = (targets: Readonly<Record<string, Target>>): boolean =>
    Object.values(targets).some(({ name }) => wants(name));
  if (isWanted(SPEED)) {
    progress('mongod: speed');
    const sides = { ours: await openSide(uris.ours, options), bare: await openSide(uris.bare, options) };
    results.push(...measurementsOf(SPEED, await inTurns(rounds, sides)));
  }
  if (wants(IDLE.name)) {
    progress('mongod: idle');
    const idleMs = smoke ? SMOKE_IDLE_MS : IDLE_MS;
    // At the same time: neither disturbs the other.
    const [ours, bare] = await Promise.all([idleCpu(uris.ours, idleMs), idleCpu(uris.bare, idleMs)]);
    results.push({ ...IDLE, ours: [ours], bare: [bare] });
  }
  if (isWanted(SIZES)) {
    progress('mongod: sizes');
    const uses = smoke ? SMOKE_DISK_USES : DISK_USES;
    const sizes = {
      bare: [await growthOfAUsage(uris.bare, uses, sizesOf)],
      ours: [await growthOfAUsage(uris.ours, uses, sizesOf)],
    };
    results.push(...measurementsOf(SIZES, sizes));
  }
  return results.filter(({ name }) => wants(name));
}

interface Side {
  readonly measure: () => Promise<Record<keyof typeof SPEED, number>>;
  readonly close: () => Promise<void>;
}

async function openSide(uri: string, { roundMs, warmUpMs }: BenchOptions): Promise<Side> {
  const database = await openDatabase({ uri, database: DATABASE, maxPoolSize: CALLERS });
  await migrate(database);
  const dependencies = { database, serverNow: systemClock };
  const accountId = await addLedger(dependencies);
  await addLot(dependencies, accountId, BOUGHT);
  const group = new GroupCommit(dependencies, drawPolicies());
  const book = (callers: number, forMs: number) =>
    callAgain(callers, forMs, async () => {
      const outcome = await group.submit(requestOf(accountId, BOUGHT));
      if (!outcome.accepted) throw outcome.refusal;
    });
  await book(CALLERS, warmUpMs);
  return {
    measure: async () => {
      const before = await mongodCounters(database);
      const { count, perSecond } = await book(CALLERS, roundMs);
      const after = await mongodCounters(database);
      const single = await book(1, roundMs);
      return {
        rate: perSecond,
        cpu: (after.cpuMicros - before.cpuMicros) / count,
        single: single.perSecond,
      };
    },
    close: async () => {
      await database.connection.dropDatabase();
      await database.close();
    },
  };
}

type Figures<Name extends string> = Record<'ours' | 'bare', Record<Name, number>[]>;

async function inTurns(
  rounds: number,
  sides: Record<'ours' | 'bare', Side>,
): Promise<Figures<keyof typeof SPEED>> {
  const figures: Figures<keyof typeof SPEED> = { ours: [], bare: [] };
  try {
    for (let round = 0; round < rounds; round += 1) {
      figures.bare.push(await sides.bare.measure());
      figures.ours.push(await sides.ours.measure());
    }
  } finally {
    await Promise.all([sides.ours.close(), sides.bare.close()]);
  }
  return figures;
}

/** Milliseconds of CPU time a second. */
async function idleCpu(uri: string, idleMs: number): Promise<number> {
  const database = await openDatabase({ uri, database: DATABASE });
  try {
    const before = await mongodCounters(database);
    await pause(idleMs);
    const after = await mongodCounters(database);
    return (after.cpuMicros - before.cpuMicros) / idleMs;
  } finally {
    await database.close();
  }
}

async function sizesOf(database: Database): Promise<Record<keyof typeof SIZES, number>> {
  const { data, indexes } = await diskBytes(database);
  const oplog = await database.connection.getClient().db('local').command({ dbStats: 1 });
  const { journalBytes, cpuMicros } = await mongodCounters(database);
  return { data, indexes, oplog: Number(oplog['storageSize']), journal: journalBytes, stored: cpuMicros };
}

function measurementsOf<Name extends string>(
  targets: Readonly<Record<Name, Target>>,
  figures: Figures<Name>,
): Measurement[] {
  return (Object.keys(targets) as Name[]).map((name) => ({
    ...targets[name],
    ours: figures.ours.map((each) => each[name]),
    bare: figures.bare.map((each) => each[name]),
  }));
}

function figure(name: string, title: string, unit: string): Target {
  return { name, title, unit, sides: { ours: 'embedded', bare: 'with the settings' }, bound: null };
}
