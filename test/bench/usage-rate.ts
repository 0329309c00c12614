/** How many uses a second group commit accepts, against single inserts of the same document. */
import { changeLedger } from '../../src/ledger/change-ledger.ts';
import { GroupCommit } from '../../src/ledger/group-commit.ts';
import type { UsageRequest } from '../../src/ledger/usage-request.ts';
import { openDatabase, type Database } from '../../src/persistence/database.ts';
import { migrate } from '../../src/persistence/migrations.ts';
import type { UsageDocument } from '../../src/persistence/models/ledger.ts';
import { SYSTEM, transact, type TransactionDependencies } from '../../src/persistence/unit-of-work.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { newId } from '../../src/platform/ids.ts';
import { addLedger } from './bench-orders.ts';
import type { ServerAddresses } from './bench-worker.ts';
import { drawPolicies } from '../support/draw-policy.ts';
import { inParallel } from './in-parallel.ts';
import { callsPerSecond, takeTurns, type Measurement, type Target } from './measurement.ts';
import type { BenchOptions } from './options.ts';

const RESOURCE = 'ai';
const MANY_ACCOUNTS = 1_000;
const ROUND_MS = 2_000;
const WARM_UP_MS = 1_000;

interface UsageCase extends Target {
  readonly callers: number;
  readonly accounts: number;
}

const CASES: readonly UsageCase[] = [
  usageCase('usage-64', 64, 1, 2.5),
  usageCase('usage-256', 256, 1, 4),
  usageCase('usage-spread', 64, MANY_ACCOUNTS, 1.3),
];

export async function measureUsageRate(
  { mongodbUri }: ServerAddresses,
  { rounds, wants, progress }: BenchOptions,
): Promise<Measurement[]> {
  const results: Measurement[] = [];
  for (const wanted of CASES.filter(({ name }) => wants(name))) {
    progress(`usage: ${wanted.title}`);
    const { callers, accounts, ...target } = wanted;
    // As many connections as callers, so that single inserts never wait for one.
    const database = await openDatabase({
      uri: mongodbUri,
      database: `bench_${target.name.replace('-', '_')}`,
      maxPoolSize: callers,
    });
    try {
      await migrate(database);
      const accountIds = await addAccounts({ database, serverNow: systemClock }, accounts);
      const uses = new GroupCommit({ database, serverNow: systemClock }, drawPolicies());
      const inserts = database.connection.getClient().db().collection<UsageDocument>('bareInserts');
      const call = {
        ours: async () => {
          const outcome = await uses.submit(requestOf(anyOf(accountIds)));
          if (!outcome.accepted) throw outcome.refusal;
        },
        bare: () =>
          inserts.insertOne(documentOf(anyOf(accountIds)), {
            writeConcern: { w: 'majority', journal: true },
          }),
      };
      await callsPerSecond(callers, WARM_UP_MS, call.bare);
      await callsPerSecond(callers, WARM_UP_MS, call.ours);
      const figures = await takeTurns(rounds, {
        ours: () => callsPerSecond(callers, ROUND_MS, call.ours),
        bare: () => callsPerSecond(callers, ROUND_MS, call.bare),
      });
      results.push({ ...target, ...figures });
    } finally {
      await dropAndClose(database);
    }
  }
  return results;
}

function usageCase(name: string, callers: number, accounts: number, atLeast: number): UsageCase {
  const where = accounts === 1 ? 'one hot account' : `${accounts} accounts`;
  return {
    name,
    title: `Uses on ${where}, ${callers} callers, against single majority inserts`,
    unit: '1/s',
    sides: { ours: 'uses', bare: 'inserts' },
    bound: { at: 'least', value: atLeast },
    callers,
    accounts,
  };
}

/** Accounts with a lot that lasts for the whole bench. */
async function addAccounts(dependencies: TransactionDependencies, count: number): Promise<string[]> {
  return inParallel(Array.from({ length: count }), 8, async () => {
    const accountId = await addLedger(dependencies);
    await transact(dependencies, SYSTEM, (unit) =>
      changeLedger(unit, accountId, (book) => {
        const lotId = newId('lot');
        book.credit(
          RESOURCE,
          {
            lotId,
            orderId: null,
            lineId: null,
            storageYears: null,
            purchasedAt: book.at,
            expiresAt: '2999-01-01T00:00:00.000Z',
            units: 1_000_000_000,
          },
          { type: 'line', id: lotId },
        );
      }),
    );
    return accountId;
  });
}

function requestOf(accountId: string): UsageRequest {
  return {
    accountId,
    organizationId: ORGANIZATION_ID,
    resource: RESOURCE,
    quantity: 1,
    storageYears: null,
    reference: null,
    key: newId('cmd'),
    bodyHash: BODY_HASH,
    by: SYSTEM.by,
    requestId: SYSTEM.requestId,
  };
}

/** What group commit stores of the same use, but for its journal entry and its head. */
function documentOf(accountId: string): UsageDocument {
  return {
    ...requestOf(accountId),
    _id: newId('usg'),
    at: systemClock(),
    draws: [{ lotId: LOT_ID, units: 1, storageYears: null, storedUntil: null }],
    arrears: 0,
    arrearsRange: null,
    episode: null,
    sequence: 1,
    balance: { available: 1_000_000_000, arrears: 0 },
    policyVersion: 'test',
  };
}

const ORGANIZATION_ID = newId('org');
const LOT_ID = newId('lot');
const BODY_HASH = '0'.repeat(64);

function anyOf(accountIds: readonly string[]): string {
  return accountIds[Math.floor(Math.random() * accountIds.length)] ?? '';
}

async function dropAndClose(database: Database): Promise<void> {
  await database.connection.dropDatabase();
  await database.close();
}
