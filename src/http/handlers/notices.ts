/** Notices with their deliveries, newest first. */
import type { PipelineStage } from 'mongoose';
import type { Notice, noticeRoutes } from '../../contracts/notices.ts';
import { DomainError } from '../../domain/refusals.ts';
import type { DeliveryDocument, NoticeDocument } from '../../persistence/models/work.ts';
import { accountScope } from '../account-scope.ts';
import { accountTime } from '../account-subject.ts';
import { assertCovers } from '../caller.ts';
import type { Handlers } from '../handler.ts';
import type { HandlerDependencies } from '../handler-dependencies.ts';
import { readPage } from '../read-page.ts';

export function noticeHandlers({ database }: HandlerDependencies): Handlers<typeof noticeRoutes> {
  const { notices, deliveries } = database.models;

  async function views(documents: readonly NoticeDocument[]): Promise<Notice[]> {
    const noticeIds = documents.map(({ _id }) => _id);
    const all = await deliveries
      .find({ noticeId: { $in: noticeIds } })
      .sort({ platform: 1 })
      .lean();
    return documents.map((notice) =>
      noticeView(
        notice,
        all.filter(({ noticeId }) => noticeId === notice._id),
      ),
    );
  }

  return {
    listNotices: async ({ query, caller }) => {
      const { kind, platform, state } = query;
      const match = { ...accountScope(caller, query), ...(kind === undefined ? {} : { kind }) };
      const { documents, nextCursor } = await readPage<NoticeDocument>(
        notices,
        { match, sort: { at: -1, _id: -1 }, stages: deliveredTo({ platform, state }) },
        query,
      );
      return { status: 200, body: { items: await views(documents), nextCursor } };
    },

    getNotice: async ({ params: { id }, caller }) => {
      const notice = await notices.findById(id).lean();
      if (notice === null) throw new DomainError('not_found', { kind: 'notice', id });
      assertCovers(caller, notice.accountId);
      const [view] = await views([notice]);
      if (view === undefined) throw new DomainError('not_found', { kind: 'notice', id });
      return { status: 200, body: view, ...(await accountTime(database, notice.accountId)) };
    },
  };
}

const JOINED = '_deliveries';

/** Leaves notices of which no delivery is to the platform and in the state. */
function deliveredTo(filter: { platform: string | undefined; state: string | undefined }): PipelineStage[] {
  const wanted = Object.entries(filter).filter(([, value]) => value !== undefined);
  if (wanted.length === 0) return [];
  return [
    {
      $lookup: {
        from: 'deliveries',
        localField: '_id',
        foreignField: 'noticeId',
        pipeline: [{ $match: Object.fromEntries(wanted) }, { $project: { _id: 1 } }],
        as: JOINED,
      },
    },
    { $match: { [JOINED]: { $ne: [] } } },
    { $unset: JOINED },
  ];
}

function noticeView(
  { _id, kind, accountId, at, payload }: NoticeDocument,
  sent: readonly DeliveryDocument[],
): Notice {
  return {
    id: _id,
    kind,
    accountId,
    at,
    payload,
    deliveries: sent.map(({ _id: id, platform, state, attempts, lastError, deliveredAt }) => ({
      id,
      platform,
      state,
      attempts,
      ...(lastError === null ? {} : { lastError }),
      ...(deliveredAt === null ? {} : { deliveredAt }),
    })),
  };
}
