/**
 * Services as the clock of their account shows them: one that was not started in time has lapsed, and maintenance that
 * ran its years has ended, whether that was booked or not (rules §8.6). Lists filter by that too.
 */
import type { PipelineStage } from 'mongoose';
import type { ServiceState } from '../domain/entitlements/service-states.ts';
import type { Instant } from '../domain/instant.ts';
import type { ServiceDocument } from '../persistence/models/entitlement.ts';
import type { PageQuery } from './read-page.ts';

/** A service with account time. */
export interface ServiceNow extends ServiceDocument {
  readonly now: Instant;
}

interface ServiceFilter {
  readonly state?: ServiceState | undefined;
  readonly dueBefore?: Instant | undefined;
}

/** What may match by what is stored, and the stages that add `now` and leave what matches by the clock. */
export function servicesByClock(
  serverNow: Instant,
  { state, dueBefore }: ServiceFilter,
): Required<Pick<PageQuery, 'match' | 'stages'>> {
  const overdue = state === undefined ? undefined : OVERDUE_TO[state];
  const conditions: Record<string, unknown>[] = [
    ...(state === undefined ? [] : [{ state: overdue === undefined ? state : { $in: [overdue, state] } }]),
    ...(dueBefore === undefined ? [] : [dueWithin(dueBefore)]),
  ];
  const standing: Record<string, unknown>[] = [
    ...(overdue === undefined ? [] : [{ $or: [{ state }, { [OVER]: true }] }]),
    ...(state === 'available' || state === 'running' || dueBefore !== undefined ? [{ [OVER]: false }] : []),
  ];
  return {
    match: conditions.length === 0 ? {} : { $and: conditions },
    stages: [
      ...withAccountTime(serverNow),
      ...(standing.length === 0 ? [] : [WITH_OVER, { $match: { $and: standing } }, { $unset: OVER }]),
    ],
  };
}

/** States that a stored one turns into by time alone. */
const OVERDUE_TO: Partial<Record<ServiceState, ServiceState>> = { lapsed: 'available', ended: 'running' };

/** The next due instant: the end of the time to start, or of what runs. */
function dueWithin(dueBefore: Instant): Record<string, unknown> {
  const before = { $lt: dueBefore };
  return {
    $or: [
      { state: 'available', startBy: before },
      { state: 'running', endsAt: before },
    ],
  };
}

const HEAD = '_head';
const OVER = '_over';

function withAccountTime(serverNow: Instant): PipelineStage[] {
  return [
    {
      $lookup: {
        from: 'ledgers',
        localField: 'accountId',
        foreignField: '_id',
        pipeline: [{ $project: { frozenAt: 1 } }],
        as: HEAD,
      },
    },
    { $set: { now: { $ifNull: [{ $first: `$${HEAD}.frozenAt` }, serverNow] } } },
    { $unset: HEAD },
  ];
}

const WITH_OVER: PipelineStage = {
  $set: {
    [OVER]: {
      $or: [
        { $and: [{ $eq: ['$state', 'available'] }, { $lte: ['$startBy', '$now'] }] },
        { $and: [{ $eq: ['$state', 'running'] }, { $lte: ['$endsAt', '$now'] }] },
      ],
    },
  },
};
