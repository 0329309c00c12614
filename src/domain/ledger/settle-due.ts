/**
 * Settle first (rules §8.6): books the expiry of every lot whose end has come and the suspension of every episode whose
 * grace is over, each at its own due time. A late timer can therefore never allow an expired unit to be consumed, or a
 * usage to be accepted after the grace has ended.
 */
import type { Instant } from '../instant.ts';
import type { LedgerDraft, PoolDraft } from './draft.ts';
import { isGraceOver, suspendWhenDue, type EpisodeEvent } from './episode.ts';
import { assertLot } from './identities.ts';
import { InvariantError } from './invariant-error.ts';
import { expiredAccount, lotAccount, type Movement } from './journal-entry.ts';
import { deferredChange } from './lot-money.ts';
import { recordMovement } from './record-movement.ts';
import { compareLots, compareText, type DeadLot, type LiveLot } from './state.ts';

/** A lot that reached its end with units left. */
export interface Expiry {
  readonly resource: string;
  /** Final figures; `state` is `expired`. A lot that was used up earlier has left as `exhausted`. */
  readonly lot: DeadLot;
  readonly units: number;
  readonly movement: Movement;
}

/** An expiry or suspension that fell due. */
export type Due =
  ({ readonly type: 'expiry' } & Expiry) | { readonly type: 'suspension'; readonly event: EpisodeEvent };

const NOTHING: readonly Due[] = [];

/**
 * Books what is due by `at`, over all pools in order of due time (then burn-down order), and makes `at` the instant of
 * the operations that follow. What is due at `at` itself is booked before them. At most `most` events are booked; if more
 * are due, the draft has no instant, and no operation may follow, until the rest is booked. Throws `InvariantError` if
 * `at` is before the draft's instant. Costs one comparison per pool if nothing is due.
 */
export function settleDue(draft: LedgerDraft, at: Instant, most = Infinity): readonly Due[] {
  if (draft.at !== null && at < draft.at) {
    throw new InvariantError('time does not run backwards', { from: draft.at, to: at });
  }
  draft.at = at;
  if (!isAnythingDue(draft, at)) return NOTHING;
  const due = [...dueLots(draft, at), ...dueSuspensions(draft, at)].sort((a, b) => compareText(a.at, b.at));
  if (due.length > most) draft.at = null;
  return due.slice(0, most).flatMap(({ book }) => book() ?? []);
}

function isAnythingDue(draft: LedgerDraft, at: Instant): boolean {
  for (const pool of draft.pools) {
    const first = pool.lots[0];
    if ((first !== undefined && first.expiresAt <= at) || isGraceOver(pool, at)) return true;
  }
  return false;
}

interface DueAt {
  readonly at: Instant;
  readonly book: () => Due | null;
}

function dueLots(draft: LedgerDraft, at: Instant): DueAt[] {
  const due: { pool: PoolDraft; lot: LiveLot }[] = [];
  for (const pool of draft.pools) {
    for (const lot of pool.lots) {
      if (lot.expiresAt > at) break;
      due.push({ pool, lot });
    }
  }
  // Across pools: by due time, and for equal times in a deterministic order.
  due.sort(
    (a, b) =>
      compareText(a.lot.expiresAt, b.lot.expiresAt) ||
      compareText(a.pool.resource, b.pool.resource) ||
      compareLots(a.lot, b.lot),
  );
  return due.map(({ pool, lot }) => ({
    at: lot.expiresAt,
    book: () => ({ type: 'expiry', ...expire(pool, lot, lot.expiresAt) }),
  }));
}

function dueSuspensions({ pools }: LedgerDraft, at: Instant): DueAt[] {
  return pools.flatMap((pool) => {
    const { episode } = pool;
    if (episode === null || !isGraceOver(pool, at)) return [];
    const book = (): Due | null => {
      const event = suspendWhenDue(pool, episode.suspendsAt);
      return event === null ? null : { type: 'suspension', event };
    };
    return [{ at: episode.suspendsAt, book }];
  });
}

/** Books the remaining units of a pool's first lot as expired and removes the lot. */
export function expire(pool: PoolDraft, lot: LiveLot, at: Instant): Expiry {
  if (pool.lots[0] !== lot) {
    throw new InvariantError('the lot that ends first stands first', { lotId: lot.lotId });
  }
  const units = lot.remaining;
  lot.expired += units;
  lot.remaining = 0;
  pool.totals.expired += units;
  pool.available -= units;
  pool.lots.shift();

  const { resource } = pool;
  assertLot(lot);
  const postings = [
    { account: lotAccount(lot.lotId), units: -units },
    { account: expiredAccount(resource), units },
  ];
  const movement = recordMovement(pool, at, 'lot.expired', postings, deferredChange(lot, -units));
  return {
    resource,
    lot: { ...lot, state: 'expired', endedAt: at },
    units,
    movement,
  };
}
