/** Notices and their deliveries to the platforms. */
import { findNotice, listNotices, withDeliveriesOf } from '../../application/notices/read-notices.ts';
import { resendNotice } from '../../application/notices/resend-notice.ts';
import type { noticeRoutes } from '../../contracts/notices.ts';
import { accountTime, loadResource } from '../pipeline/account-time.ts';
import { idempotently } from '../pipeline/commands.ts';
import type { Handlers } from '../pipeline/handler.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { noticeView } from '../views/notices.ts';
import { pageView } from '../views/page.ts';

export function noticeHandlers(dependencies: HandlerDependencies): Handlers<typeof noticeRoutes> {
  const { database } = dependencies;
  return {
    listNotices: async ({ query, caller }) => {
      const page = await listNotices(database, caller, query);
      return { status: 200, body: pageView(page, noticeView) };
    },

    getNotice: async ({ params: { id }, caller }) => {
      const notice = await findNotice(database, caller, id);
      const body = noticeView(await withDeliveriesOf(database, notice));
      return { status: 200, body, ...(await accountTime(database, notice.accountId)) };
    },

    resendNotice: {
      load: loadResource(database, findNotice),
      handle: ({ params, caller, ...request }) =>
        idempotently(dependencies, { caller, ...request }, 200, async (unit) => {
          const notice = await findNotice(database, caller, params.id, unit.session);
          await resendNotice(unit, notice);
          return noticeView(await withDeliveriesOf(database, notice, unit.session));
        }),
    },
  };
}
