/** The server's profile of every operation on a database: its query plan, and how much it read. */
import { mongo } from 'mongoose';
import type { Database } from '../../src/storage/database.ts';

const PROFILE = 'system.profile';
const PROFILE_BYTES = 256 * 1024 * 1024;
const NAMESPACE_EXISTS = 48;
const MOST_TRIES = 20;

/** Documents that may be examined for each returned one (decision D-31), and a few for late bookings. */
const EXAMINED_FOR_EACH = 3;
const EXAMINED_BESIDES = 10;

/** Collections that always stay small and may be scanned, with the reason. */
const SMALL: Readonly<Record<string, string>> = {
  platforms: 'there are two',
  catalogueVersions: 'one for each change of what is sold',
  inconsistencies: 'what reconciliation cannot put right, each of which is a task',
  reconciliationRuns: 'one for each task queue',
  dataFormat: 'one stamp',
};

interface Profiled {
  readonly op: string;
  readonly ns: string;
  readonly command: Readonly<Record<string, unknown>>;
  /** The original command of a later batch. */
  readonly originatingCommand?: Readonly<Record<string, unknown>>;
  readonly planSummary?: string;
  readonly docsExamined?: number;
  readonly nreturned?: number;
  readonly nMatched?: number;
  readonly ndeleted?: number;
  readonly hasSortStage?: boolean;
}

/** Profiles every operation from here on. */
async function startProfile(database: Database): Promise<void> {
  const db = dbOf(database);
  await db.setProfilingLevel('off');
  await makeProfile(db);
  await db.setProfilingLevel('all');
}

/** An operation in flight when profiling ended is profiled afterwards, in a small profile of its own. */
async function makeProfile(db: mongo.Db): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await db.dropCollection(PROFILE).catch(() => undefined);
      await db.createCollection(PROFILE, { capped: true, size: PROFILE_BYTES });
      return;
    } catch (error) {
      const isThereAgain = error instanceof mongo.MongoServerError && error.code === NAMESPACE_EXISTS;
      if (!isThereAgain || tries === MOST_TRIES) throw error;
    }
  }
}

/** Stops profiling. Returns the operations that read too much. */
async function offencesIn(database: Database): Promise<string[]> {
  const db = dbOf(database);
  await db.setProfilingLevel('off');
  const seen = await db
    .collection(PROFILE)
    .find<Profiled>({ ns: { $ne: `${db.databaseName}.${PROFILE}` } })
    .toArray();
  return [...new Set(seen.filter((one) => !isChangeStream(one)).flatMap(offenceOf))];
}

/** Operations that read too much while `work` ran. */
export async function offencesWhile(database: Database, work: () => Promise<void>): Promise<string[]> {
  await startProfile(database);
  await work();
  return offencesIn(database);
}

function dbOf({ connection }: Database): mongo.Db {
  if (connection.db === undefined) throw new Error('the database is closed');
  return connection.db;
}

/** Reads the profile itself, which has no index. */
function isChangeStream({ command, originatingCommand = command }: Profiled): boolean {
  return JSON.stringify(originatingCommand['pipeline'] ?? []).includes('$changeStream');
}

function offenceOf(operation: Profiled): string[] {
  const { op, ns, command, planSummary = '', docsExamined = 0, hasSortStage = false } = operation;
  const collection = ns.slice(ns.indexOf('.') + 1);
  const done = operation.nreturned ?? operation.nMatched ?? operation.ndeleted ?? 0;
  const offences = [
    ...(planSummary.includes('COLLSCAN') && !(collection in SMALL) ? ['scans its collection'] : []),
    ...(hasSortStage && !(collection in SMALL) ? ['sorts in memory'] : []),
    ...(docsExamined > EXAMINED_FOR_EACH * done + EXAMINED_BESIDES ? ['examines too much'] : []),
  ];
  return offences.map((offence) => `${op} ${collection} ${offence}: ${planSummary} ${shapeOf(command)}`);
}

/** The query without values, so that a query sent a hundred times is listed once. */
function shapeOf({ filter, q, query, pipeline, sort }: Profiled['command']): string {
  return JSON.stringify({ filter: filter ?? q ?? query, pipeline, sort }, (_key, value: unknown) =>
    typeof value === 'string' || typeof value === 'number' ? '?' : isLongList(value) ? ['?'] : value,
  );
}

function isLongList(value: unknown): boolean {
  return Array.isArray(value) && value.every((member) => typeof member === 'string');
}
