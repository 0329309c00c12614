/**
 * How late suspensions are booked when a thousand of them are due in one hour, and whether each is still stamped with its
 * own deadline. The hour is compressed into a minute: the grace is the real one, but it began 24 hours ago.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { HOUR_MS, plusMs, type Instant } from '../../src/domain/instant.ts';
import type { Database } from '../../src/storage/database.ts';
import { systemClock } from '../../src/infra/clock.ts';
import { drawPolicies } from '../support/draw-policy.ts';
import { addLedger, addLot, type Bought } from './bench-accounts.ts';
import { requestOf } from './bench-usages.ts';
import { startBenchWorker, type BenchWorker } from './bench-worker.ts';
import type { BenchServers } from './bench-servers.ts';
import { bookUsages } from './book-usages.ts';
import { inParallel } from '../../src/infra/in-parallel.ts';
import { percentileOf, type Measurement, type Target } from './measurement.ts';
import type { BenchOptions } from './options.ts';

const EPISODES = 1_000;
const WINDOW_MS = 60_000;
/** Time from the opening of the first to the first deadline, by which all workflows wait. */
const LEAD_MS = 60_000;
const SMOKE = { episodes: 20, windowMs: 2_000, leadMs: 20_000 };
const GRACE_HOURS = 24;
const PARALLEL = 16;
const POLL_MS = 200;
/** A suspension later than this counts as missing. */
const PATIENCE_MS = 120_000;
const POOL: Bought = { resource: 'inspection', storageYears: 15 };

const FIGURES = [
  { name: 'lateness-p50', what: 'half', percent: 50 },
  { name: 'lateness-p95', what: '95 of 100', percent: 95 },
  { name: 'lateness-p99', what: '99 of 100', percent: 99 },
  { name: 'lateness-max', what: 'all', percent: 100 },
] as const;
const STAMPED = 'lateness-stamped';
export const LATENESS_NAMES = [...FIGURES.map(({ name }) => name), STAMPED];

export async function measureEpisodeLateness(
  servers: BenchServers,
  { smoke, wants, progress }: BenchOptions,
): Promise<Measurement[]> {
  if (!LATENESS_NAMES.some(wants)) return [];
  const { episodes, windowMs, leadMs } = smoke
    ? SMOKE
    : { episodes: EPISODES, windowMs: WINDOW_MS, leadMs: LEAD_MS };
  const worker = await startBenchWorker(servers, { orders: true, bare: false });
  try {
    progress(`episodes: ${episodes} open, all due within ${windowMs / 1_000} s`);
    const first = plusMs(systemClock(), leadMs);
    const deadlines = Array.from({ length: episodes }, (_, index) =>
      plusMs(first, Math.round((index * windowMs) / episodes)),
    );
    await inParallel(deadlines, PARALLEL, (deadline) => openEpisode(worker.database, deadline));
    await allHaveWorkflows(worker, episodes);
    if (systemClock() > first)
      throw new Error('not every episode had its workflow before the first deadline');
    progress('episodes: all wait for their deadlines');
    const latenessesMs = await suspensions(worker, deadlines);
    const stamped = await countStamped(worker.database);
    const about = `${episodes} episodes that fall due within ${windowMs / 1_000} s, one after the other`;
    const rows: [Target, number][] = FIGURES.map(({ name, what, percent }) => [
      {
        name,
        title: `Time after its deadline within which a suspension is committed: ${what} of ${about}`,
        unit: 'ms',
        sides: { ours: 'lateness', bare: null },
        bound: null,
      },
      percentileOf(latenessesMs, percent),
    ]);
    rows.push([
      {
        name: STAMPED,
        title: `Suspensions among them whose record and audit have the deadline itself, to the millisecond`,
        unit: 'episodes',
        sides: { ours: 'stamped', bare: null },
        bound: { at: 'least', value: episodes },
      },
      stamped,
    ]);
    return rows.map(([target, figure]) => ({ ...target, ours: [figure], bare: [] }));
  } finally {
    await worker.stop();
  }
}

/** A new account whose arrears began one grace before the deadline, and which had a unit before (AMB-16). */
async function openEpisode(database: Database, deadline: Instant): Promise<void> {
  const at = plusMs(deadline, -GRACE_HOURS * HOUR_MS);
  const dependencies = { database, serverNow: () => at };
  const accountId = await addLedger(dependencies);
  const policies = drawPolicies(() => ({ overdraft: 'arrears', graceHours: GRACE_HOURS }));
  await addLot(dependencies, accountId, POOL, 1);
  const requests = [requestOf(accountId, POOL), requestOf(accountId, POOL)];
  await bookUsages(database, { accountId, at, policies, requests });
}

/** Resolves when the workflow of every episode has read its record. */
async function allHaveWorkflows({ database }: BenchWorker, count: number): Promise<void> {
  while ((await database.models.episodes.countDocuments({ workflowRunId: { $ne: null } })) < count) {
    await pause(POLL_MS);
  }
}

/** Milliseconds from each deadline until its suspension was committed. */
async function suspensions(worker: BenchWorker, deadlines: readonly string[]): Promise<number[]> {
  const last = Date.parse(deadlines.at(-1) ?? '');
  while (worker.suspendedAtMs.size < deadlines.length) {
    if (Date.now() > last + PATIENCE_MS) throw new Error(`${worker.suspendedAtMs.size} were suspended`);
    await pause(POLL_MS);
  }
  const episodes = await worker.database.models.episodes.find({}, { suspendsAt: 1 }).lean();
  return episodes.map(
    ({ _id, suspendsAt }) => (worker.suspendedAtMs.get(_id) ?? NaN) - Date.parse(suspendsAt),
  );
}

async function countStamped({ models }: Database): Promise<number> {
  const episodes = await models.episodes.find({ state: 'suspended' }).lean();
  const audits = await models.audit.find({ type: 'episode.suspended' }).lean();
  const auditedAt = new Map(audits.map(({ accountId, at }) => [accountId, at]));
  return episodes.filter(
    ({ accountId, suspendsAt, suspendedAt }) =>
      suspendedAt === suspendsAt && auditedAt.get(accountId) === suspendsAt,
  ).length;
}
