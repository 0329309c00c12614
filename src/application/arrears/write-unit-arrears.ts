/** Stores what ledger sessions booked on arrears of units: settlements, episodes, and tasks for high arrears. */
import { noticeFactsOf, type Edition } from '../../domain/catalogue/edition.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import {
  changesOf,
  episodeIdOf,
  factOf,
  factsOf,
  neededAfter,
  type BookedEpisodeEvent,
} from './unit-episodes.ts';
import { writeEpisodes, type EpisodeFact } from './write-episodes.ts';
import { writeSettlements, type BookedSettlement } from './write-settlements.ts';

/** What one account's ledger session booked on arrears, in order. */
export interface UnitArrears {
  readonly accountId: AccountId;
  readonly sandbox: boolean;
  readonly episodeEvents: readonly BookedEpisodeEvent[];
  readonly settlements: readonly BookedSettlement[];
}

/** The edition of an account's pool at an instant of account time; null where nothing sells the resource. */
export type EditionOf = (
  accountId: AccountId,
  resource: string,
  at: Instant,
) => { readonly edition: Edition | null };

/** One entry an account. `editionOf` says which rule a notice cites and what can be ordered. */
export async function writeUnitArrears(
  unit: UnitOfWork,
  accounts: readonly UnitArrears[],
  editionOf: EditionOf,
): Promise<void> {
  await writeSettlements(unit, accounts);
  const facts: EpisodeFact[] = [];
  for (const { accountId, sandbox, episodeEvents } of accounts) {
    for (const event of episodeEvents) {
      const { type, at, resource } = event;
      const { edition } = editionOf(accountId, resource, at);
      const evidence = { ...factsOf(event), ...noticeFactsOf(edition, neededAfter(event)) };
      if (type === 'high') {
        const cause = episodeIdOf(event);
        unit.openTask({ kind: 'arrears.high', cause, accountId, sandbox, at, dueAt: at, facts: evidence });
      } else facts.push(factOf({ accountId, sandbox }, event, evidence));
    }
  }
  await writeEpisodes(unit, accounts.flatMap(changesOf), facts);
}
