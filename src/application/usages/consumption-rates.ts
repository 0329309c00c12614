/**
 * Consumption rates of an account's pools: the units consumed in the last 30 days, or since the first credit of a younger pool.
 * Takes two bounded reads, of the units consumed by now and by the start of the window.
 */
import type { AccountId } from '../../domain/ids.ts';
import { DAY_MS, HOUR_MS, instantOf, plusMs, type Instant } from '../../domain/instant.ts';
import type { DrawRate } from '../../domain/ledger/forecast.ts';
import { drawnOf } from '../../domain/ledger/rebuild.ts';
import { figuresAsOf } from '../ledger/verify/checkpoints.ts';
import type { Database } from '../../storage/database.ts';
import type { PoolSnapshot } from '../ledger/queries/pool-snapshot.ts';
import type { SettledLedger } from '../ledger/queries/settled-ledger.ts';

const WINDOW_MS = 30 * DAY_MS;
/** The rate of a pool's first hours says nothing about the days to come. */
const LEAST_MS = DAY_MS;
/** Cached readings of the past, which does not change. */
const MOST_CACHED = 5_000;

/** Units consumed from each pool by an instant. A pool that did not exist yet is absent. */
type Drawn = ReadonlyMap<string, number>;

export class ConsumptionRates {
  private readonly cache = new Map<string, Drawn>();

  constructor(private readonly database: Database) {}

  /** Rates by resource at `at`, the instant of `pools`. Pools without consumption, without units or younger than a day are absent. */
  async of(
    accountId: AccountId,
    ledger: SettledLedger,
    pools: readonly PoolSnapshot[],
    at: Instant,
  ): Promise<ReadonlyMap<string, DrawRate>> {
    const used = pools.filter(({ available, drawn }) => available > 0 && drawn > 0);
    if (used.length === 0) return new Map();
    // To the hour, so that the cached reading serves many calls.
    const from = instantOf(Math.floor(Date.parse(plusMs(at, -WINDOW_MS)) / HOUR_MS) * HOUR_MS);
    const before = await this.drawnBy(accountId, ledger, from);
    const rates = new Map<string, DrawRate>();
    for (const { resource, drawn } of used) {
      const earlier = before.get(resource);
      const since = earlier === undefined ? await this.firstCredit(accountId, resource) : from;
      const units = drawn - (earlier ?? 0);
      const overMs = since === null ? 0 : Date.parse(at) - Date.parse(since);
      // More may have been returned than consumed.
      if (units > 0 && overMs >= LEAST_MS) rates.set(resource, { units, overMs });
    }
    return rates;
  }

  private async drawnBy(accountId: AccountId, { sequence }: SettledLedger, instant: Instant): Promise<Drawn> {
    const key = `${accountId} ${instant}`;
    const known = this.cache.get(key);
    if (known !== undefined) return known;
    // What is due and not booked yet expires or suspends; none of it consumes units.
    const { pools } = await figuresAsOf(this.database, accountId, instant, sequence);
    const drawn = new Map([...pools].map(([resource, figures]) => [resource, drawnOf(figures)]));
    const [oldest] = this.cache.keys();
    if (this.cache.size >= MOST_CACHED && oldest !== undefined) this.cache.delete(oldest);
    this.cache.set(key, drawn);
    return drawn;
  }

  /** Only called for a pool younger than the window, which has few lots. */
  private async firstCredit(accountId: AccountId, resource: string): Promise<Instant | null> {
    const lots = await this.database.models.lots.find({ accountId, resource }, { creditedAt: 1 }).lean();
    return lots.reduce<Instant | null>(
      (first, { creditedAt }) => (first === null || creditedAt < first ? creditedAt : first),
      null,
    );
  }
}
