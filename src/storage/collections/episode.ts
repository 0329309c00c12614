/** Episodes: continuous times of arrears, in units or in cover, and what settled them. */
import type { EpisodeKind, EpisodeState } from '../../domain/arrears/view.ts';
import type { AccountId, EpisodeId, LotId, OrganizationId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { EpisodeOutcome } from '../../domain/ledger/episode.ts';
import { PRESENT, flag, integer, text, textOrNull, type CollectionDeclaration } from '../define.ts';

/** One episode. While one of kind `units` is open its arrears are in the ledger's head; when it ends they are here. */
export interface EpisodeDocument {
  _id: string;
  accountId: AccountId;
  sandbox: boolean;
  kind: EpisodeKind;
  /** What closes at the deadline. */
  capability: string;
  state: EpisodeState;
  outcome: EpisodeOutcome | null;
  openedAt: Instant;
  suspendsAt: Instant;
  suspendedAt: Instant | null;
  closedAt: Instant | null;
  /** When what was suspended opened again; it may be after the episode closed, when its arrears were written off. */
  resumedAt: Instant | null;
  policyVersion: string;
  /** Of kind `units`. */
  resource: string | null;
  /** Most units in arrears at once; final when it closed. */
  peakArrears: number;
  /** Of kind `validity`: whose cover of what ended. */
  organizationId: OrganizationId | null;
  sku: string | null;
  /** Journal entry, or term, that opened it. */
  causedBy: string;
  workflowRunId: string | null;
}

export const episodes: CollectionDeclaration = {
  name: 'episodes',
  fields: {
    accountId: text,
    sandbox: flag,
    kind: text,
    capability: text,
    state: text,
    outcome: textOrNull,
    openedAt: text,
    suspendsAt: text,
    suspendedAt: textOrNull,
    closedAt: textOrNull,
    resumedAt: textOrNull,
    policyVersion: text,
    resource: textOrNull,
    peakArrears: integer,
    organizationId: textOrNull,
    sku: textOrNull,
    causedBy: text,
    workflowRunId: textOrNull,
  },
  indexes: [
    { keys: { accountId: 1, openedAt: -1, _id: -1, state: 1, suspendsAt: 1, kind: 1 } },
    { keys: { state: 1, suspendsAt: 1 } },
    { keys: { state: 1, _id: 1 } },
    { keys: { resumedAt: 1, suspendedAt: 1 } },
    // One open episode for each pool and for each feature of an organization.
    {
      keys: { accountId: 1, resource: 1, organizationId: 1, sku: 1 },
      unique: true,
      partial: { state: { $in: ['open', 'suspended'] } },
    },
  ],
};

/** Units in arrears of a pool that were settled, and by what. Joined with the ranges of uses it tells who paid whom. */
export interface SettlementDocument {
  _id: string;
  accountId: AccountId;
  resource: string;
  /** First unit (inclusive) and end (exclusive) within the arrears of the pool. */
  from: number;
  to: number;
  units: number;
  kind: 'offset' | 'written_off';
  /** Who paid; null where they were written off. */
  lotId: LotId | null;
  at: Instant;
  /** Journal entry that booked it. */
  sequence: number;
  episodeId: EpisodeId | null;
}

export const settlements: CollectionDeclaration = {
  name: 'settlements',
  fields: {
    accountId: text,
    resource: text,
    from: integer,
    to: integer,
    units: integer,
    kind: text,
    lotId: textOrNull,
    at: text,
    sequence: integer,
    episodeId: textOrNull,
  },
  indexes: [
    { keys: { accountId: 1, resource: 1, to: 1, from: 1 } },
    { keys: { accountId: 1, sequence: 1, _id: 1 } },
    { keys: { episodeId: 1, sequence: 1, from: 1 }, partial: { episodeId: PRESENT } },
  ],
};
