/**
 * The clock by which a process decides. It throws while it is more than a minute away from the database's clock: expiries
 * cannot be undone, so a clock that is a year ahead for half a second must not decide anything in that half second.
 *
 * The database's time is measured every few seconds and extrapolated by the monotonic clock, so that a jump of the
 * process's clock is noticed at once, also between two measurements. A jump of the database's own clock counts only after
 * it has lasted a minute, because both clocks jump together if both run on one machine.
 */
import { DomainError } from '../domain/errors.ts';
import { instantOf, MINUTE_MS, type Instant } from '../domain/instant.ts';
import type { ServerClock } from '../infra/clock.ts';
import type { Database } from './database.ts';

const TOLERANCE_MS = MINUTE_MS;
const MEASURE_EVERY_MS = 5_000;
/** The database's clock has jumped if it differs by this much from the extrapolated time. */
const JUMP_MS = 10_000;
const CONFIRM_MS = MINUTE_MS;
/** A slower response is too imprecise to measure the time by. */
const SLOWEST_RESPONSE_MS = 10_000;

/** The clock cannot be trusted, so nothing was decided. Not a refusal: background work tries again later. */
export class ClockOffError extends Error {
  override readonly name = 'ClockOffError';

  /** `offsetMs`: how far the process is ahead of the database; null if it was never measured. */
  constructor(readonly offsetMs: number | null) {
    super(
      offsetMs === null
        ? 'the clock of this process has not been compared with that of MongoDB yet'
        : `the clock of this process is ${Math.round(offsetMs / 1_000)} s away from that of MongoDB`,
    );
  }

  /** The same as an error of the API. */
  asDomainError(): DomainError {
    const seconds = this.offsetMs === null ? '?' : Math.round(Math.abs(this.offsetMs) / 1_000);
    return new DomainError('clock_off', { offsetSeconds: seconds });
  }
}

export interface ClockGuardOptions {
  /** The database's time, epoch ms. */
  readonly read: () => Promise<number>;
  /** The process's clock, epoch ms. */
  readonly wall?: () => number;
  /** A clock in ms that never goes back and never jumps. */
  readonly monotonic?: () => number;
  readonly logger: {
    error(facts: object, message: string): void;
    info(facts: object, message: string): void;
  };
}

interface Measured {
  readonly databaseMs: number;
  readonly atMs: number;
}

export class ClockGuard {
  private readonly wall: () => number;
  private readonly monotonic: () => number;
  private reference: Measured | null = null;
  /** The database's clock since it jumped, until the jump has lasted long enough to count. */
  private jumped: Measured | null = null;
  private timer: NodeJS.Timeout | undefined;
  private wasOff = false;

  constructor(private readonly options: ClockGuardOptions) {
    this.wall = options.wall ?? Date.now;
    this.monotonic = options.monotonic ?? (() => performance.now());
  }

  /** The clock to decide by. Throws `ClockOffError` while it is off. */
  readonly now: ServerClock = () => {
    const wallMs = this.wall();
    const offsetMs = this.offsetAt(wallMs);
    this.report(offsetMs);
    if (isOff(offsetMs)) throw new ClockOffError(offsetMs);
    return instantOf(wallMs);
  };

  /** The same clock for display; it never throws. */
  readonly shown = (): Instant => instantOf(this.wall());

  /** How far the process is ahead of the database, ms; null if it was never measured. */
  offsetMs(): number | null {
    return this.offsetAt(this.wall());
  }

  isRight(): boolean {
    return !isOff(this.offsetMs());
  }

  /** Measures once, then every few seconds until `stop`. The last measurement remains valid while the database is unreachable. */
  async start(): Promise<void> {
    await this.measure();
    this.timer = setInterval(() => void this.measure(), MEASURE_EVERY_MS);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  async measure(): Promise<void> {
    const before = this.monotonic();
    let databaseMs: number;
    try {
      databaseMs = await this.options.read();
    } catch {
      return;
    }
    const after = this.monotonic();
    if (after - before > SLOWEST_RESPONSE_MS) return;
    this.take({ databaseMs, atMs: (before + after) / 2 });
    this.report(this.offsetMs());
  }

  private take(measured: Measured): void {
    const { reference, jumped } = this;
    if (reference === null || isAsExpected(reference, measured)) {
      this.reference = measured;
      this.jumped = null;
    } else if (jumped === null || !isAsExpected(jumped, measured)) {
      this.jumped = measured;
    } else if (measured.atMs - jumped.atMs >= CONFIRM_MS) {
      this.reference = measured;
      this.jumped = null;
    }
  }

  private offsetAt(wallMs: number): number | null {
    const { reference } = this;
    return reference === null ? null : wallMs - (reference.databaseMs + this.monotonic() - reference.atMs);
  }

  /** Logs each change once. */
  private report(offsetMs: number | null): void {
    if (offsetMs === null || isOff(offsetMs) === this.wasOff) return;
    this.wasOff = !this.wasOff;
    const facts = { offsetMs: Math.round(offsetMs) };
    if (this.wasOff) {
      this.options.logger.error(
        facts,
        'the clock differs from that of MongoDB: nothing is decided until it is correct',
      );
    } else {
      this.options.logger.info(facts, 'the clock is correct again');
    }
  }
}

/** The guard of a process over its database. */
export function clockGuardOf(database: Database, logger: ClockGuardOptions['logger']): ClockGuard {
  const admin = database.connection.getClient().db('admin');
  return new ClockGuard({
    logger,
    read: async () => {
      const { localTime } = await admin.command({ hello: 1 });
      if (!(localTime instanceof Date)) throw new Error('MongoDB did not return its time');
      return localTime.getTime();
    },
  });
}

function isOff(offsetMs: number | null): boolean {
  return offsetMs === null || Math.abs(offsetMs) > TOLERANCE_MS;
}

function isAsExpected(earlier: Measured, measured: Measured): boolean {
  const expectedMs = earlier.databaseMs + measured.atMs - earlier.atMs;
  return Math.abs(measured.databaseMs - expectedMs) <= JUMP_MS;
}
