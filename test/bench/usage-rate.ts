/** How many usages a second group commit accepts, and how long they take, against single inserts of the same document. */
import { GroupCommit } from '../../src/application/ledger/group-commit/group-commit.ts';
import { openDatabase, type Database } from '../../src/storage/database.ts';
import { migrate } from '../../src/storage/migrations/migrate.ts';
import type { TransactionDependencies } from '../../src/storage/transaction.ts';
import { systemClock } from '../../src/infra/clock.ts';
import { drawPolicies } from '../support/draw-policy.ts';
import { addLedger, addLot, type Bought } from './bench-accounts.ts';
import { openBareInserts, requestOf } from './bench-usages.ts';
import type { ServerAddresses } from './bench-worker.ts';
import { inParallel } from '../../src/infra/in-parallel.ts';
import { callAgain, takeTurns, type Calls, type Measurement, type Target } from './measurement.ts';
import type { BenchOptions } from './options.ts';

const BOUGHT: Bought = { resource: 'ai', storageYears: null };
const MANY_ACCOUNTS = 1_000;

interface UsageCase extends Target {
  readonly callers: number;
  readonly accounts: number;
  readonly figureOf: (calls: Calls) => number;
}

const CASES: readonly UsageCase[] = [
  rateCase('usage-64', 64, 1, 3.5),
  rateCase('usage-256', 256, 1, 6),
  rateCase('usage-spread', 64, MANY_ACCOUNTS, 2),
  {
    name: 'usage-p99',
    title:
      'Time that 99 of 100 usages on one hot account stay within, 64 callers, against single majority inserts',
    unit: 'ms',
    sides: { ours: 'uses', bare: 'inserts' },
    bound: { at: 'most', value: 1.5 },
    callers: 64,
    accounts: 1,
    figureOf: ({ p99Ms }) => p99Ms,
  },
];
export const USAGE_NAMES = CASES.map(({ name }) => name);

export async function measureUsageRate(
  { mongodbUri }: ServerAddresses,
  { rounds, roundMs, warmUpMs, wants, progress }: BenchOptions,
): Promise<Measurement[]> {
  const results: Measurement[] = [];
  for (const wanted of CASES.filter(({ name }) => wants(name))) {
    progress(`usage: ${wanted.title}`);
    const { callers, accounts, figureOf, ...target } = wanted;
    const name = `bench_${target.name.replace('-', '_')}`;
    const database = await openDatabase({ uri: mongodbUri, database: name, maxPoolSize: callers });
    const bare = await openBareInserts(mongodbUri, name, callers, BOUGHT);
    try {
      await migrate(database);
      const accountIds = await addAccounts({ database, serverNow: systemClock }, accounts);
      const uses = new GroupCommit({ database, serverNow: systemClock }, drawPolicies());
      const call = {
        ours: async () => {
          const outcome = await uses.submit(requestOf(anyOf(accountIds), BOUGHT));
          if (!outcome.accepted) throw outcome.refusal;
        },
        bare: () => bare.insert(anyOf(accountIds)),
      };
      await callAgain(callers, warmUpMs, call.bare);
      await callAgain(callers, warmUpMs, call.ours);
      const figures = await takeTurns(rounds, {
        ours: async () => figureOf(await callAgain(callers, roundMs, call.ours)),
        bare: async () => figureOf(await callAgain(callers, roundMs, call.bare)),
      });
      results.push({ ...target, ...figures });
    } finally {
      await bare.close();
      await dropAndClose(database);
    }
  }
  return results;
}

function rateCase(name: string, callers: number, accounts: number, atLeast: number): UsageCase {
  const where = accounts === 1 ? 'one hot account' : `${accounts} accounts`;
  return {
    name,
    title: `Usages on ${where}, ${callers} callers, against single majority inserts`,
    unit: '1/s',
    sides: { ours: 'uses', bare: 'inserts' },
    bound: { at: 'least', value: atLeast },
    callers,
    accounts,
    figureOf: ({ perSecond }) => perSecond,
  };
}

async function addAccounts(dependencies: TransactionDependencies, count: number): Promise<string[]> {
  return inParallel(Array.from({ length: count }), 8, async () => {
    const accountId = await addLedger(dependencies);
    await addLot(dependencies, accountId, BOUGHT);
    return accountId;
  });
}

function anyOf(accountIds: readonly string[]): string {
  return accountIds[Math.floor(Math.random() * accountIds.length)] ?? '';
}

async function dropAndClose(database: Database): Promise<void> {
  await database.connection.dropDatabase();
  await database.close();
}
