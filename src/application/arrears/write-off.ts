/** An operator gives the arrears of an episode up (rules §8.10). */
import { enjoyedHours } from '../../domain/arrears/cover-episode.ts';
import type { JsonObject } from '../../domain/json.ts';
import { DomainError } from '../../domain/errors.ts';
import { changeLedger } from '../ledger/change-ledger.ts';
import type { LedgerSession } from '../ledger/ledger-session.ts';
import type { EpisodeDocument } from '../../storage/collections/episode.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { CoverageSession } from './coverage-session.ts';
import { coverOf } from './write-cover.ts';

/** Throws `illegal_transition` where the episode is closed. */
export async function writeOffEpisode(
  unit: UnitOfWork,
  episode: EpisodeDocument,
  reason: string,
): Promise<void> {
  const { _id, accountId, policyVersion } = episode;
  await changeLedger(unit, accountId, async (book) => {
    // What fell due is settled now, and the record says what is open.
    const given = await giveUp(unit, episode, book);
    if (given === null) throw closed(episode);
    const facts = { episodeId: _id, ...given };
    unit.audit({ type: 'episode.written_off', at: book.at, accountId, reason, facts, policyVersion });
  });
}

/** What was given up; null where the episode is closed. */
async function giveUp(
  unit: UnitOfWork,
  episode: EpisodeDocument,
  book: LedgerSession,
): Promise<JsonObject | null> {
  const { _id, resource } = episode;
  if (resource !== null) {
    const units = book.writeOff(resource, _id, { type: 'episode', id: _id });
    return units === null ? null : { resource, units };
  }
  const of = coverOf(episode);
  if (of === null) return null;
  const cover = await CoverageSession.open(unit, of);
  cover.settle(book.at);
  const written = cover.writeOff(_id, book.at);
  if (written === null) return null;
  await cover.write();
  const { organizationId, sku } = of;
  return { organizationId, sku, hours: enjoyedHours(written, book.at) };
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
