/**
 * Moves the clock of a sandbox account through everything that falls due on the way (design: a customer lives a year in one
 * call). An advance is a stored operation, so any process can take it over by its lease and carry it to its end.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Instant } from '../domain/instant.ts';
import { DomainError } from '../domain/refusals.ts';
import type { Database } from '../persistence/database.ts';
import { isDuplicateKey } from '../persistence/idempotency.ts';
import type { ClockAdvanceDocument } from '../persistence/models/control.ts';
import type { DeadlineDocument } from '../persistence/models/work.ts';
import { transact, type Actor } from '../persistence/unit-of-work.ts';
import type { ServerClock } from '../platform/clock.ts';
import { newId } from '../platform/ids.ts';

const LEASE_MS = 5_000;
const WAIT_POLL_MS = 50;
/** A deadline that its owner does not meet in so many tries stops the advance with an error. */
const TRIES_PER_DEADLINE = 3;

export interface ClockAdvanceDependencies {
  readonly database: Database;
  readonly serverNow: ServerClock;
  /** Carries the account's outbox until it is empty, and waits for the effects. */
  readonly drain: (accountId: string) => Promise<void>;
  /** Lets the owner of a deadline do what is due. */
  readonly meet: (deadline: DeadlineDocument) => Promise<void>;
}

export interface AdvanceRequest {
  /** Derived from the request's key: the same request is the same advance. */
  readonly advanceId: string;
  readonly accountId: string;
  readonly bodyHash: string;
  readonly actor: Actor;
  /** The instant to advance to, given account time and zone. */
  readonly targetOf: (now: Instant, timeZone: string) => Instant;
}

export class ClockAdvance {
  constructor(private readonly dependencies: ClockAdvanceDependencies) {}

  /** Advances, or joins the advance of the same request, and answers the clock's new stand. */
  async advance(request: AdvanceRequest): Promise<{ now: Instant; replayed: boolean }> {
    const { clockAdvances } = this.dependencies.database.models;
    const earlier = await clockAdvances.findById(request.advanceId).lean();
    if (earlier !== null && earlier.bodyHash !== request.bodyHash) {
      throw new DomainError('idempotency_mismatch', { advanceId: request.advanceId });
    }
    if (earlier === null) await this.begin(request);
    return { now: await this.finish(request.advanceId), replayed: earlier?.state === 'done' };
  }

  /** Takes over advances whose process is gone. Returns how many were carried on. */
  async resumeAbandoned(): Promise<number> {
    const { clockAdvances } = this.dependencies.database.models;
    const abandoned = await clockAdvances
      .find({ state: 'running', leasedUntilMs: { $lt: Date.now() } }, { _id: 1 })
      .lean();
    // One that cannot be carried on must not keep the others waiting.
    const failures: unknown[] = [];
    for (const { _id } of abandoned) {
      await this.finish(_id).catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw new AggregateError(failures, 'advances could not be carried on');
    return abandoned.length;
  }

  private async begin({ advanceId, accountId, bodyHash, actor, targetOf }: AdvanceRequest): Promise<void> {
    const { models } = this.dependencies.database;
    try {
      await transact(this.dependencies, actor, async (unit) => {
        const head = await models.ledgers.findById(accountId).session(unit.session).lean();
        if (head === null) throw new DomainError('not_found', { kind: 'account', id: accountId });
        const now = head.frozenAt;
        if (now === null) throw new DomainError('sandbox_only', { accountId });
        const target = targetOf(now, head.timeZone);
        if (target < now) throw new DomainError('clock_backwards', { now, target });
        await models.clockAdvances.insertMany(
          [
            {
              _id: advanceId,
              accountId,
              bodyHash,
              target,
              state: 'running',
              steps: 0,
              lostMs: {},
              leasedBy: null,
              leasedUntilMs: 0,
              createdAt: unit.recordedAt,
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
      throw new DomainError('advance_running', { accountId, target: running?.target ?? '' });
    }
  }

  /** Carries an advance to its end, or waits while another process does. Returns its target. */
  private async finish(advanceId: string): Promise<Instant> {
    const { clockAdvances } = this.dependencies.database.models;
    // Each caller is a holder of its own, so that two of one process do not both drive.
    const holder = newId('adv');
    for (;;) {
      const advance = await clockAdvances.findById(advanceId).lean();
      if (advance === null) throw new DomainError('not_found', { kind: 'advance', id: advanceId });
      if (advance.state === 'done') return advance.target;
      if (await this.lease(advanceId, holder)) await this.drive(advance, holder);
      else await delay(WAIT_POLL_MS);
    }
  }

  private async drive(advance: ClockAdvanceDocument, holder: string): Promise<void> {
    const { database, drain, meet } = this.dependencies;
    const { _id, accountId, target } = advance;
    let previous = { id: '', tries: 0 };
    // Held for as long as this process works on it: one step may outlast a lease.
    const renewal = setInterval(() => void this.lease(_id, holder).catch(() => undefined), LEASE_MS / 3);
    try {
      for (;;) {
        await drain(accountId);
        const next = await database.models.deadlines
          .findOne({ accountId, at: { $lte: target } })
          .sort({ at: 1, _id: 1 })
          .lean();
        if (next === null) break;
        // What is tried again and again has one deadline after another under the same id.
        const id = `${next._id} ${next.at}`;
        previous = { id, tries: id === previous.id ? previous.tries + 1 : 1 };
        if (previous.tries > TRIES_PER_DEADLINE) {
          throw new Error(`deadline ${next._id} of ${next.at} is not met by ${next.owner}`);
        }
        await this.setClock(accountId, next.at);
        await meet(next);
        await database.models.clockAdvances.updateOne({ _id }, { $inc: { steps: 1 } });
      }
      await this.setClock(accountId, target);
      await database.models.clockAdvances.updateOne({ _id }, { $set: { state: 'done' } });
    } catch (error) {
      await database.models.clockAdvances.updateOne(
        { _id, leasedBy: holder },
        { $set: { leasedUntilMs: 0 } },
      );
      throw error;
    } finally {
      clearInterval(renewal);
    }
  }

  /** Forward only, even where two drive for a moment. The head's version moves, so that whoever decides with the old time decides again. */
  private async setClock(accountId: string, to: Instant): Promise<void> {
    const { ledgers } = this.dependencies.database.models;
    await ledgers.updateOne({ _id: accountId }, { $max: { frozenAt: to }, $inc: { version: 1 } });
  }

  /** True when the holder has the advance now. */
  private async lease(advanceId: string, holder: string): Promise<boolean> {
    const now = Date.now();
    const { matchedCount } = await this.dependencies.database.models.clockAdvances.updateOne(
      { _id: advanceId, state: 'running', $or: [{ leasedBy: holder }, { leasedUntilMs: { $lt: now } }] },
      { $set: { leasedBy: holder, leasedUntilMs: now + LEASE_MS } },
    );
    return matchedCount === 1;
  }
}
