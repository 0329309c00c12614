/**
 * Which accounts' things a list shows: those the key covers, and sandboxes only when they are asked for by name or by
 * `sandbox=true` (api.md §1).
 */
import type { PipelineStage } from 'mongoose';
import { assertCovers, type Caller } from './caller.ts';
import type { PageQuery } from './read-page.ts';

export interface ScopeQuery {
  readonly accountId?: string | undefined;
  readonly sandbox?: boolean | undefined;
}

/** For documents that carry their account's `sandbox`. Throws `account_forbidden`. */
export function accountScope(caller: Caller, { accountId, sandbox }: ScopeQuery): PageQuery['match'] {
  if (accountId !== undefined) {
    assertCovers(caller, accountId);
    return { accountId };
  }
  return {
    ...(caller.accountIds === null ? {} : { accountId: { $in: [...caller.accountIds] } }),
    ...(sandbox === true ? {} : { sandbox: false }),
  };
}

/** For documents that carry the account's id alone: sandboxes are left out by looking at the account. */
export function joinedAccountScope(caller: Caller, query: ScopeQuery): Pick<PageQuery, 'match' | 'stages'> {
  const { sandbox, ...match } = accountScope(caller, query);
  return sandbox === undefined ? { match } : { match, stages: WITHOUT_SANDBOXES };
}

const JOINED = '_sandboxAccount';

const WITHOUT_SANDBOXES: readonly PipelineStage[] = [
  {
    $lookup: {
      from: 'accounts',
      localField: 'accountId',
      foreignField: '_id',
      pipeline: [{ $match: { sandbox: true } }, { $project: { _id: 1 } }],
      as: JOINED,
    },
  },
  { $match: { [JOINED]: [] } },
  { $unset: JOINED },
];
