/** Where the figures of lots stand: in the head while they live, in their own record once they have ended. */
import type { LotFigures } from '../../../domain/ledger/rebuild.ts';
import type { Lot } from '../../../contracts/lots.ts';
import type { LotDocument } from '../../../storage/collections/lots.ts';
import type { SettledLedger } from './settled-ledger.ts';
import type { Match } from '../../../storage/paging/read-page.ts';
import type { Instant } from '../../../domain/instant.ts';

export interface LotStatus {
  readonly figures: Readonly<LotFigures>;
  readonly state: Lot['state'];
}

/**
 * Tells how a lot stood when the ledger was read; its record must be read after the ledger. Null for a lot that was
 * credited in between.
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

/** Records that may be in a state now, as disjoint conditions; `lotStatuses` says which of them really are. */
export function lotsInState(state: Lot['state'] | undefined, now: Instant): Match[] {
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
