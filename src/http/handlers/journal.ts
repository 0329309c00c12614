/** The journal of an account, newest entry first. */
import type { JournalEntryAnswer, journalRoutes } from '../../contracts/journal.ts';
import { lotAccount } from '../../domain/ledger/journal-entry.ts';
import type { JournalDocument } from '../../persistence/models/ledger.ts';
import { readAccount, timeOf } from '../account-subject.ts';
import type { Handlers } from '../handler.ts';
import type { HandlerDependencies } from '../handler-dependencies.ts';
import { readPage } from '../read-page.ts';

export function journalHandlers({ database }: HandlerDependencies): Handlers<typeof journalRoutes> {
  return {
    listJournal: async ({ params: { id }, query, caller }) => {
      const subject = await readAccount(database, caller, id);
      const { lotId, usageId } = query;
      const match = {
        accountId: id,
        ...(lotId === undefined ? {} : { 'postings.account': lotAccount(lotId) }),
        ...(usageId === undefined ? {} : { 'causedBy.type': 'usage', 'causedBy.id': usageId }),
      };
      const { documents, nextCursor } = await readPage<JournalDocument>(
        database.models.journal,
        { match, sort: { sequence: -1 } },
        query,
      );
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
