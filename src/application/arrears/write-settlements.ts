/** Stores which arrears were settled, by which lot or by a write-off. */
import type { AccountId, EpisodeId, LotId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Offset } from '../../domain/ledger/pay-arrears.ts';
import { derivedId } from '../../infra/ids.ts';
import type { SettlementDocument } from '../../storage/collections/settlements.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';

/** Arrears that were settled, the entry that booked it, and their episode. */
export interface BookedSettlement {
  readonly resource: string;
  readonly offset: Offset;
  /** Null where they were written off. */
  readonly lotId: LotId | null;
  /** Units that remained of the lot before; null where they were written off. */
  readonly lotRemaining: number | null;
  readonly at: Instant;
  readonly sequence: number;
  readonly episodeId: EpisodeId | null;
}

/** The settlements of one account. */
interface AccountSettlements {
  readonly accountId: AccountId;
  readonly settlements: readonly BookedSettlement[];
}

export async function writeSettlements(
  unit: UnitOfWork,
  accounts: readonly AccountSettlements[],
): Promise<void> {
  const settled = accounts.flatMap(({ accountId, settlements }) =>
    settlements.map(
      ({ resource, offset, lotId, lotRemaining, at, sequence, episodeId }): SettlementDocument => {
        const { units, range } = offset;
        return {
          _id: derivedId('set', `${accountId}:${resource}:${range.from}`),
          accountId,
          resource,
          from: range.from,
          to: range.to,
          units,
          kind: lotId === null ? 'written_off' : 'offset',
          lotId,
          ...(lotRemaining === null ? {} : { lotRemaining }),
          at,
          sequence,
          episodeId,
        };
      },
    ),
  );
  if (settled.length === 0) return;
  await unit.database.models.settlements.insertMany(settled, { session: unit.session });
}
