/** What can be wrong with the database: its server, its clock, its data, its indexes, and what the user may do. */
import { CANARY_OUTCOMES } from '../../domain/canary.ts';
import type { Logger } from '../../infra/logging.ts';
import { clockGuardOf } from '../../storage/clock-guard.ts';
import { DATA_FORMAT, OLDEST_FORMAT } from '../../storage/data-format.ts';
import type { Database } from '../../storage/database.ts';
import { STAMP_ID, stampsOf } from '../../storage/installation.ts';
import { ALL_MIGRATIONS } from '../../storage/migrations/all-migrations.ts';
import { indexDifferences } from '../../storage/migrations/sync-indexes.ts';
import {
  LIFETIME_COMMAND,
  LIFETIME_SECONDS,
  readTransactionLifetime,
} from '../../storage/transaction-lifetime.ts';
import { good, type Check, type Verdict } from './finding.ts';

const MIGRATE = 'Run migrate.';
/** The newest major version that gets no updates any more. */
const LAST_WITHOUT_UPDATES = 6;
/** From here on an operator should know; beyond a minute nothing is decided. */
const NOTABLE_OFFSET_MS = 2_000;

export function mongodbChecks(database: Database, logger: Logger): Check[] {
  return [
    { name: 'MongoDB version', run: () => version(database) },
    { name: 'clock', run: () => clock(database, logger) },
    { name: 'transaction lifetime', run: () => transactionLifetime(database) },
    { name: 'permission to write', run: () => permission(database) },
    { name: 'format of the data', run: () => dataFormat(database) },
    { name: 'migrations', run: () => migrations(database) },
    { name: 'indexes', run: () => indexes(database) },
    { name: 'canary', run: () => canary(database) },
  ];
}

async function version({ connection }: Database): Promise<Verdict> {
  const { version: found } = await connection.getClient().db('admin').command({ buildInfo: 1 });
  if (Number.parseInt(String(found), 10) > LAST_WITHOUT_UPDATES) return good(String(found));
  return {
    state: 'warning',
    found: `${String(found)}, which gets no security updates any more`,
    remedy: 'Use MongoDB 7.0 or newer in production.',
  };
}

async function clock(database: Database, logger: Logger): Promise<Verdict> {
  const guard = clockGuardOf(database, logger);
  await guard.measure();
  const offsetMs = guard.offsetMs();
  if (offsetMs === null) return { state: 'unknown', found: 'MongoDB did not tell its time' };
  const found = `${Math.abs(offsetMs / 1_000).toFixed(1)} s ${offsetMs < 0 ? 'behind' : 'ahead of'} MongoDB`;
  if (Math.abs(offsetMs) < NOTABLE_OFFSET_MS) return good(found);
  const remedy = 'Synchronize the clocks of both machines (NTP): beyond a minute nothing is decided.';
  return { state: guard.isRight() ? 'warning' : 'problem', found, remedy };
}

async function transactionLifetime(database: Database): Promise<Verdict> {
  const seconds = await readTransactionLifetime(database);
  if (seconds <= LIFETIME_SECONDS) return good(`${seconds} s`);
  return {
    state: 'warning',
    found: `${seconds} s: so long records stay locked after a process was killed`,
    remedy: `Run on each server: ${LIFETIME_COMMAND}`,
  };
}

/** Writes in a transaction that is taken back. */
async function permission({ connection, models }: Database): Promise<Verdict> {
  const session = await connection.startSession();
  try {
    session.startTransaction();
    await models.migrations.collection.insertOne({ _id: 'doctor' as never }, { session });
    return good('the user may write in transactions');
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    return { state: 'problem', found, remedy: 'Give the user the role readWrite on the database.' };
  } finally {
    await session.abortTransaction().catch(() => undefined);
    await session.endSession();
  }
}

async function dataFormat({ connection }: Database): Promise<Verdict> {
  const stamp = await stampsOf(connection).findOne({ _id: STAMP_ID });
  if (stamp === null) return { state: 'problem', found: 'the database is not prepared', remedy: MIGRATE };
  if (stamp.format === DATA_FORMAT) return good(String(stamp.format));
  if (stamp.format >= OLDEST_FORMAT && stamp.format < DATA_FORMAT)
    return { state: 'problem', found: `${stamp.format}, not migrated yet`, remedy: MIGRATE };
  return {
    state: 'problem',
    found: `${stamp.format}; this version reads ${DATA_FORMAT}`,
    remedy: 'Use the version that wrote the data, or another database (MONGODB_DATABASE).',
  };
}

async function migrations({ models }: Database): Promise<Verdict> {
  const recorded = new Set((await models.migrations.find({}, { _id: 1 }).lean()).map(({ _id }) => _id));
  const pending = ALL_MIGRATIONS.map(({ id }) => id).filter((id) => !recorded.has(id));
  if (pending.length === 0) return good(`all ${ALL_MIGRATIONS.length} ran`);
  return { state: 'problem', found: `not run: ${pending.join(', ')}`, remedy: MIGRATE };
}

async function indexes(database: Database): Promise<Verdict> {
  const { missing, surplus } = await indexDifferences(database);
  if (missing.length > 0) {
    return { state: 'problem', found: `missing: ${missing.join(', ')}`, remedy: MIGRATE };
  }
  if (surplus.length === 0) return good('as declared');
  const remedy = `Each costs every write. ${MIGRATE}`;
  return { state: 'warning', found: `not declared: ${surplus.join(', ')}`, remedy };
}

/** The last round that ended, whether or not the canary is on now. */
async function canary({ models }: Database): Promise<Verdict> {
  const ended = { outcome: { $in: [...CANARY_OUTCOMES] } };
  const last = await models.canaryRounds.findOne(ended).sort({ startedAt: -1 }).lean();
  if (last === null) return good('no round is stored');
  const { startedAt, outcome, failedStep, error } = last;
  if (outcome === 'passed') return good(`the round of ${startedAt} passed`);
  return outcome === 'no_product'
    ? {
        state: 'warning',
        found: 'it finds nothing to buy: no priced units of the catalogue may be overdrawn',
        remedy: 'Set prices (PUT /v1/catalogue/prices), or CANARY_EVERY_MINUTES to 0.',
      }
    : {
        state: 'warning',
        found: `the round of ${startedAt} failed at the step ${failedStep}: ${error}`,
        remedy: 'The runbook says what the step needs: The canary.',
      };
}
