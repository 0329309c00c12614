/** An entry of the journal as responses show it. */
import type { JournalEntryAnswer } from '../../contracts/journal.ts';
import type { JournalDocument } from '../../storage/collections/journal.ts';

export function journalEntryView(entry: JournalDocument): JournalEntryAnswer {
  const { _id, sequence, at, recordedAt, kind, postings, money } = entry;
  const { causedBy, balanceAfter, hash, previousHash } = entry;
  return {
    id: _id,
    sequence,
    at,
    recordedAt,
    kind,
    postings: [...postings],
    ...(money === undefined ? {} : { money: [...money] }),
    causedBy,
    balanceAfter,
    hash,
    previousHash,
  };
}
