/**
 * Which accounts' things a list shows: those the key covers, and sandboxes only when they are asked for by name or by
 * `sandbox=true` (api.md §1). A customer sees all of its accounts (decision D-01).
 */
import type { PipelineStage } from 'mongoose';
import { covers, isCustomer, type Caller } from './caller.ts';
import type { PageQuery } from './read-page.ts';

export interface ScopeQuery {
  readonly accountId?: string | undefined;
  readonly sandbox?: boolean | undefined;
}

/** For documents that carry their account's `sandbox`. Nothing for an account that the key does not cover, as for none. */
export function accountScope(caller: Caller, { accountId, sandbox }: ScopeQuery): PageQuery['match'] {
  if (accountId !== undefined) return covers(caller, accountId) ? { accountId } : { accountId: { $in: [] } };
  return {
    ...(caller.accountIds === null ? {} : { accountId: { $in: [...caller.accountIds] } }),
    ...(showsSandboxes(caller, sandbox) ? {} : { sandbox: false }),
  };
}

/** Whether a list that names no account holds sandboxes too. */
export function showsSandboxes(caller: Caller, asked: boolean | undefined): boolean {
  return asked ?? isCustomer(caller);
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
