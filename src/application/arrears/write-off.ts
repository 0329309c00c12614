/** An operator writes the arrears of an episode off (rules §8.10). */
import { enjoyedHours } from '../../domain/arrears/cover-episode.ts';
import type { JsonObject } from '../../domain/json.ts';
import { DomainError } from '../../domain/errors.ts';
import type { EpisodeDocument } from '../../storage/collections/episodes.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { coverageOf } from './coverage-episodes.ts';
import { CoverageSession } from './coverage-session.ts';
import type { ChangeLedger, EpisodeLedger } from './episode-ledger.ts';

/** Throws `illegal_transition` where the episode is closed. */
export async function writeOffEpisode(
  unit: UnitOfWork,
  changeLedger: ChangeLedger,
  episode: EpisodeDocument,
  reason: string,
): Promise<void> {
  const { _id, accountId, policyVersion } = episode;
  await changeLedger(unit, accountId, async (ledger) => {
    // Whether the episode is open is decided here: `episode` was read before the ledger settled what is due.
    const written = await writeOff(unit, ledger, episode);
    if (written === null) throw closed(episode);
    const facts = { episodeId: _id, ...written };
    unit.audit({ type: 'episode.written_off', at: ledger.at, accountId, reason, facts, policyVersion });
  });
}

/** What was written off: units of a resource, or hours of grace of a coverage. Null where the episode is closed. */
async function writeOff(
  unit: UnitOfWork,
  ledger: EpisodeLedger,
  episode: EpisodeDocument,
): Promise<JsonObject | null> {
  const { _id, resource } = episode;
  if (resource !== null) {
    const units = ledger.writeOff(resource, _id, { type: 'episode', id: _id });
    return units === null ? null : { resource, units };
  }
  const of = coverageOf(episode);
  if (of === null) return null;
  const coverage = await CoverageSession.open(unit, of);
  coverage.settle(ledger.at);
  const written = coverage.writeOff(_id, ledger.at);
  if (written === null) return null;
  await coverage.write();
  const { organizationId, sku } = of;
  return { organizationId, sku, hours: enjoyedHours(written, ledger.at) };
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
