/** The journal of an account, newest entry first. */
import type { JournalEntryAnswer, journalRoutes } from '../../contracts/journal.ts';
import type { JournalDocument } from '../../storage/collections/journal.ts';
import { readAccount } from '../../application/accounts/read-account.ts';
import { timeOf } from '../pipeline/account-time.ts';
import type { Handlers } from '../pipeline/handler.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { journalPage } from '../../application/ledger/queries/journal-pages.ts';

export function journalHandlers({ database }: HandlerDependencies): Handlers<typeof journalRoutes> {
  return {
    listJournal: async ({ params: { id }, query, caller }) => {
      const subject = await readAccount(database, caller, id);
      const { documents, nextCursor } = await journalPage(database, id, query);
      return { status: 200, body: { items: documents.map(entryView), nextCursor }, ...timeOf(subject) };
    },
  };
}

function entryView(entry: JournalDocument): JournalEntryAnswer {
  const { _id, sequence, at, recordedAt, kind, postings, causedBy, balanceAfter, hash, previousHash } = entry;
  return {
    id: _id,
    sequence,
    at,
    recordedAt,
    kind,
    postings: [...postings],
    causedBy,
    balanceAfter,
    hash,
    previousHash,
  };
}
