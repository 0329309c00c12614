/** The story of an account, oldest first. */
import type { timelineRoutes } from '../../contracts/timeline.ts';
import { typesHiddenFrom } from '../caller.ts';
import { accountTimeline } from '../account-timeline.ts';
import { readAccount, timeOf } from '../account-subject.ts';
import type { Handlers } from '../handler.ts';
import type { HandlerDependencies } from '../handler-dependencies.ts';

export function timelineHandlers({ database }: HandlerDependencies): Handlers<typeof timelineRoutes> {
  return {
    getAccountTimeline: async ({ params: { id }, query, caller }) => {
      const subject = await readAccount(database, caller, id);
      return {
        status: 200,
        body: await accountTimeline(database, id, { ...query, hidden: typesHiddenFrom(caller) }),
        ...timeOf(subject),
      };
    },
  };
}
