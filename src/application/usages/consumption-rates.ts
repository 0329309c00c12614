/**
 * How fast the pools of an account were drawn lately: what uses took within the last 30 days, or since the first credit of a
 * younger pool. Two bounded reads: what was drawn by now, and by then.
 */
import type { AccountId } from '../../domain/ids.ts';
import { DAY_MS, HOUR_MS, instantOf, plusMs, type Instant } from '../../domain/instant.ts';
import type { DrawRate } from '../../domain/ledger/forecast.ts';
import { drawnOf } from '../../domain/ledger/rebuild.ts';
import { figuresAsOf } from '../ledger/verify/figures-as-of.ts';
import type { Database } from '../../storage/database.ts';
import type { PoolSnapshot } from '../ledger/queries/pool-snapshot.ts';
import type { SettledLedger } from '../ledger/queries/settled-ledger.ts';

const WINDOW_MS = 30 * DAY_MS;
/** Readings of the past that are kept: it does not change. */
const MOST_KEPT = 5_000;

/** Units that were drawn from each pool by an instant. A pool that was not there yet is not in it. */
type Drawn = ReadonlyMap<string, number>;

export class DrawRates {
  private readonly kept = new Map<string, Drawn>();

  constructor(private readonly database: Database) {}

  /** Rates by resource of the pools that were drawn, as of `at`, at which `pools` were read. */
  async of(
    accountId: AccountId,
    ledger: SettledLedger,
    pools: readonly PoolSnapshot[],
    at: Instant,
  ): Promise<ReadonlyMap<string, DrawRate>> {
    const used = pools.filter(({ available, drawn }) => available > 0 && drawn > 0);
    if (used.length === 0) return new Map();
    // To the hour, so that a reading serves many.
    const from = instantOf(Math.floor(Date.parse(plusMs(at, -WINDOW_MS)) / HOUR_MS) * HOUR_MS);
    const before = await this.drawnBy(accountId, ledger, from);
    const rates = new Map<string, DrawRate>();
    for (const { resource, drawn } of used) {
      const earlier = before.get(resource);
      const since = earlier === undefined ? await this.firstCredit(accountId, resource) : from;
      const units = drawn - (earlier ?? 0);
      const overMs = since === null ? 0 : Date.parse(at) - Date.parse(since);
      // More may have been given back than taken; and of a moment no rate can be told.
      if (units > 0 && overMs > 0) rates.set(resource, { units, overMs });
    }
    return rates;
  }

  private async drawnBy(accountId: AccountId, { sequence }: SettledLedger, instant: Instant): Promise<Drawn> {
    const key = `${accountId} ${instant}`;
    const known = this.kept.get(key);
    if (known !== undefined) return known;
    // What is due and not booked expires or is suspended: nothing of it is drawn.
    const { pools } = await figuresAsOf(this.database, accountId, instant, sequence);
    const drawn = new Map([...pools].map(([resource, figures]) => [resource, drawnOf(figures)]));
    const [oldest] = this.kept.keys();
    if (this.kept.size >= MOST_KEPT && oldest !== undefined) this.kept.delete(oldest);
    this.kept.set(key, drawn);
    return drawn;
  }

  /** Of a pool that is younger than the window, so that it has few lots. */
  private async firstCredit(accountId: AccountId, resource: string): Promise<Instant | null> {
    const lots = await this.database.models.lots.find({ accountId, resource }, { creditedAt: 1 }).lean();
    return lots.reduce<Instant | null>(
      (first, { creditedAt }) => (first === null || creditedAt < first ? creditedAt : first),
      null,
    );
  }
}
