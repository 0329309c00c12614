/** An operator gives the arrears of an episode up (rules §8.10). */
import { DomainError } from '../domain/refusals.ts';
import { changeLedger } from '../ledger/change-ledger.ts';
import type { EpisodeDocument } from '../persistence/models/episode.ts';
import type { UnitOfWork } from '../persistence/unit-of-work.ts';

/** Throws `illegal_transition` where the episode is closed. */
export async function writeOffEpisode(
  unit: UnitOfWork,
  episode: EpisodeDocument,
  reason: string,
): Promise<void> {
  const { _id, accountId, resource } = episode;
  if (resource === null) throw closed(episode);
  await changeLedger(unit, accountId, (book) => {
    // What fell due is settled now, and the head says what is open.
    const units = book.writeOff(resource, _id, { type: 'episode', id: _id });
    if (units === null) throw closed(episode);
    unit.audit({
      type: 'episode.written_off',
      at: book.at,
      accountId,
      reason,
      facts: { episodeId: _id, resource, units },
      policyVersion: episode.policyVersion,
    });
  });
}

function closed({ _id, closedAt }: EpisodeDocument): DomainError {
  return new DomainError('illegal_transition', {
    subject: 'episode',
    episodeId: _id,
    state: 'closed',
    command: 'write-off',
    possible: '—',
    closedAt,
  });
}
