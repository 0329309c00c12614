/** Books the suspension of an episode whose grace is over. The episode's workflow asks for it at the deadline. */
import { isEpisodeOver } from '../../domain/arrears/view.ts';
import type { EpisodeId } from '../../domain/ids.ts';
import { SYSTEM } from '../../storage/actor.ts';
import { runTransaction, type TransactionDependencies } from '../../storage/transaction.ts';
import { coverageOf } from './coverage-episodes.ts';
import { settleCoverage } from './coverage-session.ts';
import type { ChangeLedger } from './episode-ledger.ts';

/** Does nothing where the suspension is booked already, or is not due yet. */
export async function suspendWhatIsDue(
  dependencies: TransactionDependencies,
  changeLedger: ChangeLedger,
  episodeId: EpisodeId,
): Promise<void> {
  await runTransaction(dependencies, SYSTEM, async (unit) => {
    const episode = await unit.database.models.episodes.findById(episodeId).session(unit.session).lean();
    if (episode === null || isEpisodeOver(episode)) return;
    // A change of a ledger settles first, and that books a suspension of units; no other work is needed (rules §8.6).
    await changeLedger(unit, episode.accountId, async ({ at }) => {
      const coverage = coverageOf(episode);
      if (coverage !== null) await settleCoverage(unit, coverage, at);
    });
  });
}
