/** The journal of an account. */
import { journalPage } from '../../application/ledger/queries/journal-pages.ts';
import { readAccountClock } from '../../application/accounts/read-account.ts';
import type { journalRoutes } from '../../contracts/journal.ts';
import { timeOf } from '../pipeline/account-time.ts';
import type { Handlers } from '../pipeline/handler.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { journalEntryView } from '../views/journal.ts';
import { pageView } from '../views/page.ts';

export function journalHandlers({ database }: HandlerDependencies): Handlers<typeof journalRoutes> {
  return {
    listJournal: async ({ params: { id }, query, caller }) => {
      const clock = await readAccountClock(database, caller, id);
      const page = await journalPage(database, id, query);
      return { status: 200, body: pageView(page, journalEntryView), ...timeOf(clock) };
    },
  };
}
