/**
 * Advances the clock of a sandbox account through everything that falls due on the way, so that a test customer can live a year
 * in one call. An advance is a stored operation with a lease: any process can take it over and finish it.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Instant } from '../../domain/instant.ts';
import { DomainError } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/ids.ts';
import { isDuplicateKey } from '../../storage/driver-errors.ts';
import type { AdvanceBlock, ClockAdvanceDocument } from '../../storage/collections/clock-advances.ts';
import type { Actor } from '../../storage/actor.ts';
import { runTransaction } from '../../storage/transaction.ts';
import type { ServerClock } from '../../infra/clock.ts';
import { newId } from '../../infra/ids.ts';
import { inParallel } from '../../infra/in-parallel.ts';
import { AdvanceBlocked, driveAdvance, type DriveDependencies } from './drive-advance.ts';

const LEASE_MS = 5_000;
const WAIT_POLL_MS = 50;
/** Abandoned advances that one process resumes concurrently. */
const RESUMED_AT_ONCE = 4;
/** Most advances of one call of `resumeAbandoned`. */
const MOST_RESUMED = 100;

export interface ClockAdvanceDependencies extends DriveDependencies {
  readonly serverNow: ServerClock;
}

export interface AdvanceRequest {
  /** Derived from the request's key: the same request is the same advance. */
  readonly advanceId: string;
  readonly accountId: AccountId;
  readonly bodyHash: string;
  readonly actor: Actor;
  /** The instant to advance to, given account time and zone. */
  readonly targetOf: (now: Instant, timeZone: string) => Instant;
}

export class ClockAdvance {
  constructor(private readonly dependencies: ClockAdvanceDependencies) {}

  /**
   * Runs the advance, or joins the one of the same request. Returns the account's new time. Throws `idempotency_mismatch`,
   * `advance_running`, `advance_failed`, `clock_backwards` and `sandbox_only`.
   */
  async advance(request: AdvanceRequest): Promise<{ now: Instant; replayed: boolean }> {
    const { clockAdvances } = this.dependencies.database.models;
    const earlier = await clockAdvances.findById(request.advanceId).lean();
    if (earlier !== null && earlier.bodyHash !== request.bodyHash) {
      throw new DomainError('idempotency_mismatch', { advanceId: request.advanceId });
    }
    if (earlier === null) await this.begin(request);
    return { now: await this.finish(request.advanceId), replayed: earlier?.state === 'done' };
  }

  /** Takes over advances whose process is gone. Returns their number. */
  async resumeAbandoned(): Promise<number> {
    const { clockAdvances } = this.dependencies.database.models;
    const abandoned = await clockAdvances
      .find({ state: 'running', leasedUntilMs: { $lt: Date.now() } }, { _id: 1 })
      .sort({ leasedUntilMs: 1 })
      .limit(MOST_RESUMED)
      .lean();
    // An advance that fails or takes long must not delay the others.
    const failures: unknown[] = [];
    await inParallel(abandoned, RESUMED_AT_ONCE, async ({ _id }) => {
      await this.finish(_id).catch((error: unknown) => failures.push(error));
    });
    if (failures.length > 0) throw new AggregateError(failures, 'some advances could not be resumed');
    return abandoned.length;
  }

  private async begin({ advanceId, accountId, bodyHash, actor, targetOf }: AdvanceRequest): Promise<void> {
    const { models } = this.dependencies.database;
    try {
      await runTransaction(this.dependencies, actor, async (unit) => {
        const ledger = await models.ledgers.findById(accountId).session(unit.session).lean();
        if (ledger === null) throw new DomainError('not_found', { kind: 'account', id: accountId });
        const now = ledger.frozenAt;
        if (now === null) throw new DomainError('sandbox_only', { accountId });
        const target = targetOf(now, ledger.timeZone);
        if (target < now) throw new DomainError('clock_backwards', { now, target });
        await models.clockAdvances.insertMany(
          [
            {
              _id: advanceId,
              accountId,
              bodyHash,
              target,
              state: 'running',
              from: now,
              steps: 0,
              blockedBy: null,
              lastError: null,
              lostMs: {},
              leasedBy: null,
              leasedUntilMs: 0,
              createdAt: unit.recordedAt,
              finishedAt: null,
            },
          ],
          { session: unit.session },
        );
        unit.audit({ type: 'clock.advanced', at: now, accountId, facts: { from: now, to: target } });
      });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      if ((await models.clockAdvances.findById(advanceId).lean()) !== null) return;
      const running = await models.clockAdvances.findOne({ accountId, state: 'running' }).lean();
      const { _id = '', target = '' } = running ?? {};
      throw new DomainError('advance_running', { accountId, advanceId: _id, target });
    }
  }

  /** Runs an advance to its end, or waits while another process does. Returns its target. */
  private async finish(advanceId: string): Promise<Instant> {
    const { clockAdvances } = this.dependencies.database.models;
    // Each call has its own lease holder, so that two calls in one process do not both run the advance.
    const holder = newId('adv');
    for (;;) {
      const advance = await clockAdvances.findById(advanceId).lean();
      if (advance === null) throw new DomainError('not_found', { kind: 'advance', id: advanceId });
      if (advance.state === 'done') return advance.target;
      if (advance.state === 'failed') throw failedAdvance(advance, advance.blockedBy);
      if (await this.lease(advanceId, holder)) await this.drive(advance, holder);
      else await delay(WAIT_POLL_MS);
    }
  }

  private async drive(advance: ClockAdvanceDocument, holder: string): Promise<void> {
    const { database, serverNow } = this.dependencies;
    const { clockAdvances } = database.models;
    const { _id } = advance;
    const end = (state: 'done' | 'failed') =>
      clockAdvances.updateOne({ _id, state: 'running' }, { $set: { state, finishedAt: serverNow() } });
    // Renewed while this process works on the advance: one step may take longer than a lease.
    const renewal = setInterval(() => void this.lease(_id, holder).catch(() => undefined), LEASE_MS / 3);
    try {
      await driveAdvance(this.dependencies, advance);
      await end('done');
    } catch (error) {
      if (error instanceof AdvanceBlocked) await end('failed');
      else await clockAdvances.updateOne({ _id, leasedBy: holder }, { $set: { leasedUntilMs: 0 } });
      throw error instanceof AdvanceBlocked ? failedAdvance(advance, error.block) : error;
    } finally {
      clearInterval(renewal);
    }
  }

  /** Acquires or renews the lease. True when the holder has it. */
  private async lease(advanceId: string, holder: string): Promise<boolean> {
    const now = Date.now();
    const { matchedCount } = await this.dependencies.database.models.clockAdvances.updateOne(
      { _id: advanceId, state: 'running', $or: [{ leasedBy: holder }, { leasedUntilMs: { $lt: now } }] },
      { $set: { leasedBy: holder, leasedUntilMs: now + LEASE_MS } },
    );
    return matchedCount === 1;
  }
}

function failedAdvance(
  { _id: advanceId, accountId }: ClockAdvanceDocument,
  block: AdvanceBlock | null,
): DomainError {
  return new DomainError('advance_failed', { advanceId, accountId, stoppedAt: block?.at ?? '' });
}
