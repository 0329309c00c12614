/** An entry of the journal as responses show it. */
import type { JournalEntryAnswer } from '../../contracts/journal.ts';
import type { ListedEntry } from '../../application/ledger/queries/journal-pages.ts';

export function journalEntryView(entry: ListedEntry): JournalEntryAnswer {
  const { id, sequence, at, recordedAt, kind, postings, money } = entry;
  const { causedBy, usageHash, balanceAfter, hash, previousHash } = entry;
  return {
    id,
    sequence,
    at,
    recordedAt,
    kind,
    postings: [...postings],
    ...(money === undefined ? {} : { money: [...money] }),
    causedBy,
    ...(usageHash === undefined ? {} : { usageHash }),
    balanceAfter,
    hash,
    previousHash,
  };
}
