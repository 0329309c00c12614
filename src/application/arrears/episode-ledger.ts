/** The account's ledger as the commands of this room use it. The ledger stores episodes with this room and provides it. */
import type { AccountId, EpisodeId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Cause } from '../../domain/ledger/journal-entry.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';

/** A ledger whose due entries are settled. */
export interface EpisodeLedger {
  /** Account time of the change. */
  readonly at: Instant;
  /** Writes all arrears of a pool off. Returns the units; null where that episode is not open. */
  writeOff(resource: string, episodeId: EpisodeId, cause: Cause): number | null;
}

/** Locks the ledger, settles what is due, runs `work` and stores the result, all within the unit of work. */
export type ChangeLedger = <T>(
  unit: UnitOfWork,
  accountId: AccountId,
  work: (ledger: EpisodeLedger) => Promise<T>,
) => Promise<T>;
