/**
 * Services as the clock of their account shows them: work that was not started in time has lapsed, maintenance that nobody
 * started runs, and what ran its years has ended, whether that was booked or not (rules §8.6). Lists filter by that too.
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
  const conditions: Record<string, unknown>[] = [
    ...(state === undefined ? [] : [{ state: { $in: [...(STATES_BEFORE[state] ?? []), state] } }]),
    ...(dueBefore === undefined ? [] : [mayBeDueBefore(dueBefore)]),
  ];
  const byClock: Record<string, unknown>[] = [
    ...(state === undefined ? [] : [{ [BY_CLOCK]: state }]),
    ...(dueBefore === undefined ? [] : [isDueBefore(dueBefore)]),
  ];
  return {
    match: conditions.length === 0 ? {} : { $and: conditions },
    stages: [
      ...withAccountTime(serverNow),
      ...(byClock.length === 0
        ? []
        : [WITH_STATE_BY_CLOCK, { $match: { $and: byClock } }, { $unset: BY_CLOCK }]),
    ],
  };
}

/** Stored states that time alone turns into another one. */
const STATES_BEFORE: Partial<Record<ServiceState, readonly ServiceState[]>> = {
  lapsed: ['available'],
  running: ['available'],
  ended: ['available', 'running'],
};

const HEAD = '_head';
const BY_CLOCK = '_byClock';

/** The next due instant is the end of the time to start, or of what runs, started by itself or not. */
function mayBeDueBefore(dueBefore: Instant): Record<string, unknown> {
  const before = { $lt: dueBefore };
  return {
    $or: [
      { state: 'available', startBy: before },
      { state: { $in: ['available', 'running'] }, endsAt: before },
    ],
  };
}

function isDueBefore(dueBefore: Instant): Record<string, unknown> {
  const before = { $lt: dueBefore };
  return {
    $or: [
      { [BY_CLOCK]: 'available', startBy: before },
      { [BY_CLOCK]: 'running', endsAt: before },
    ],
  };
}

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

/** True of an instant that is there and has come. */
const hasCome = (instant: string) => ({ $and: [{ $ne: [instant, null] }, { $lte: [instant, '$now'] }] });
const isState = (state: ServiceState) => ({ $eq: ['$state', state] });
const RUNNING_OR_ENDED = { $cond: [hasCome('$endsAt'), 'ended', 'running'] };

/** `serviceStateAt` of the domain, in the words of the database. */
const WITH_STATE_BY_CLOCK: PipelineStage = {
  $set: {
    [BY_CLOCK]: {
      $switch: {
        branches: [
          { case: isState('running'), then: RUNNING_OR_ENDED },
          {
            case: { $and: [isState('available'), hasCome('$startBy')] },
            then: { $cond: [{ $eq: ['$kind', 'service'] }, 'lapsed', RUNNING_OR_ENDED] },
          },
        ],
        default: '$state',
      },
    },
  },
};
