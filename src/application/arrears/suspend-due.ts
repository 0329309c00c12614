/** Books the suspension of an episode whose grace is over, as its workflow asks at the deadline. */
import { isEpisodeOver } from '../../domain/arrears/view.ts';
import type { EpisodeId } from '../../domain/ids.ts';
import { changeLedger } from '../ledger/change-ledger.ts';
import { SYSTEM, transact, type TransactionDependencies } from '../../storage/unit-of-work.ts';
import { settleCoverOf } from './coverage-session.ts';
import { coverOf } from './write-cover.ts';

/** Does nothing where it was booked before, or is not due. */
export async function suspendWhatIsDue(
  dependencies: TransactionDependencies,
  episodeId: EpisodeId,
): Promise<void> {
  await transact(dependencies, SYSTEM, async (unit) => {
    const episode = await unit.database.models.episodes.findById(episodeId).session(unit.session).lean();
    if (episode === null || isEpisodeOver(episode)) return;
    // Settling comes first in every transaction on a ledger, and is all that is wanted here (rules §8.6).
    await changeLedger(unit, episode.accountId, async (book) => {
      const cover = coverOf(episode);
      if (cover !== null) await settleCoverOf(unit, cover, book.at);
    });
  });
}
