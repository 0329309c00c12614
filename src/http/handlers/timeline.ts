/** The timeline of an account. */
import { accountTimeline } from '../../application/audit/account-timeline.ts';
import { readAccountClock } from '../../application/accounts/read-account.ts';
import { typesHiddenFrom } from '../../application/access/caller.ts';
import type { timelineRoutes } from '../../contracts/timeline.ts';
import { timeOf } from '../pipeline/account-time.ts';
import type { Handlers } from '../pipeline/handler.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';

export function timelineHandlers({ database }: HandlerDependencies): Handlers<typeof timelineRoutes> {
  return {
    getAccountTimeline: async ({ params: { id }, query, caller }) => {
      const clock = await readAccountClock(database, caller, id);
      const hidden = typesHiddenFrom(caller);
      const body = await accountTimeline(database, id, { ...query, hidden });
      return { status: 200, body, ...timeOf(clock) };
    },
  };
}
