/**
 * Records of lots joined with their figures: a live lot's are in the ledger's state, an ended lot's in its own record. A record
 * never changes but for its end, which may be extended.
 */
import type { Lot } from '../../../contracts/lots.ts';
import type { AccountId, LotId } from '../../../domain/ids.ts';
import { parseInstant, type Instant } from '../../../domain/instant.ts';
import type { LotFigures } from '../../../domain/ledger/state.ts';
import type { Database } from '../../../storage/database.ts';
import type { LotDocument } from '../../../storage/collections/lots.ts';
import type { Match } from '../../../storage/paging/read-page.ts';
import type { SettledLedger } from './settled-ledger.ts';

export interface LotStatus {
  readonly figures: Readonly<LotFigures>;
  readonly state: Lot['state'];
}

/**
 * Looks up the status of a lot at the instant at which the ledger was read. The lot's record must be read after the ledger;
 * null for a lot that was credited in between.
 */
export function lotStatuses({ pools, ended }: SettledLedger): (lot: LotDocument) => LotStatus | null {
  const live = new Map(pools.flatMap(({ lots }) => lots.map((lot) => [lot.lotId, lot] as const)));
  return ({ _id, credited, final, end }) => {
    const living = live.get(_id);
    if (living !== undefined) return { figures: living, state: 'live' };
    const over = ended.get(_id);
    if (over !== undefined) return { figures: over, state: over.state };
    return final === null || end === null ? null : { figures: { credited, ...final }, state: end };
  };
}

/**
 * Filters that match the lots which may be in a state now, disjoint. `lotStatuses` says which of them are. Without a time,
 * the end counts only if it is booked.
 */
export function lotsInState(state: Lot['state'] | undefined, now: Instant | null): Match[] {
  if (now === null) return state === undefined ? [{}] : [{ end: state === 'live' ? null : state }];
  switch (state) {
    case undefined:
      return [{}];
    case 'live':
      return [{ end: null, expiresAt: { $gt: now } }];
    case 'expired':
      return [{ end: 'expired' }, { end: null, expiresAt: { $lte: now } }];
    case 'exhausted':
    case 'voided':
      return [{ end: state }];
  }
}

/** Records of lots of the account as they were at `asOf`; null for the present. */
export async function lotsAsOf(
  { models }: Database,
  accountId: AccountId,
  lotIds: readonly LotId[],
  asOf: Instant | null,
): Promise<LotDocument[]> {
  const lots = await models.lots.find({ _id: { $in: lotIds } }).lean();
  if (asOf === null) return lots;
  const later = await models.audit
    .find({ type: 'lot.extended', accountId, at: { $gt: asOf } }, { facts: 1, before: 1 })
    .sort({ _id: -1 })
    .lean();
  // Newest first: the earliest extension after `asOf` comes last and overwrites the others.
  const ends = new Map(later.map(({ facts, before }) => [facts['lotId'], before]));
  return lots.map((lot) => ({ ...lot, ...endIn(ends.get(lot._id)) }));
}

function endIn(before: unknown): Pick<LotDocument, 'expiresAt' | 'expiresOn'> | null {
  if (typeof before !== 'object' || before === null) return null;
  if (!('expiresAt' in before) || !('expiresOn' in before)) return null;
  const { expiresAt, expiresOn } = before;
  if (typeof expiresAt !== 'string' || typeof expiresOn !== 'string') return null;
  return { expiresAt: parseInstant(expiresAt), expiresOn };
}
