/**
 * Episodes: continuous periods of arrears, in units or in cover. While one of kind `units` is open, its arrears are in
 * the ledger.
 */
import type { EpisodeKind, EpisodeState } from '../../domain/arrears/view.ts';
import type { EpisodeOutcome } from '../../domain/ledger/episode.ts';
import type { AccountId, EpisodeId, OrganizationId } from '../../domain/ids.ts';
import { defineCollection, type DocumentOf } from '../define-collection.ts';
import { flag, id, instant, integer, orNull, text } from '../fields.ts';

export type EpisodeDocument = DocumentOf<typeof episodes>;

export const episodes = defineCollection({
  name: 'episodes',
  fields: {
    _id: id<EpisodeId>(),
    accountId: id<AccountId>(),
    sandbox: flag(),
    kind: text<EpisodeKind>(),
    /** What closes at the deadline. */
    capability: text(),
    state: text<EpisodeState>(),
    outcome: orNull(text<EpisodeOutcome>()),
    openedAt: instant(),
    /** The deadline. */
    suspendsAt: instant(),
    suspendedAt: orNull(instant()),
    closedAt: orNull(instant()),
    /** When the suspended capability opened again. After `closedAt` if the arrears were written off. */
    resumedAt: orNull(instant()),
    policyVersion: text(),
    /** Of kind `units`. */
    resource: orNull(text()),
    /** Most units in arrears at once; final once it is closed. */
    peakArrears: integer(),
    /** Of kind `validity`: the organization whose cover ended. */
    organizationId: orNull(id<OrganizationId>()),
    /** Of kind `validity`: the SKU of the cover that ended. */
    sku: orNull(text()),
    /** Journal entry or term that opened it. */
    causedBy: text(),
    workflowRunId: orNull(text()),
  },
  indexes: [
    { keys: { accountId: 1, openedAt: -1, _id: -1, state: 1, suspendsAt: 1, kind: 1 } },
    { keys: { sandbox: 1, openedAt: -1, _id: -1 } },
    { keys: { sandbox: 1, state: 1, openedAt: -1, _id: -1, suspendsAt: 1, kind: 1 } },
    { keys: { sandbox: 1, kind: 1, openedAt: -1, _id: -1 } },
    { keys: { state: 1, suspendsAt: 1 } },
    { keys: { sandbox: 1, state: 1, suspendsAt: 1 } },
    { keys: { state: 1, _id: 1 } },
    { keys: { resumedAt: 1, suspendedAt: 1 } },
    // One open episode for each pool and for each feature of an organization.
    {
      keys: { accountId: 1, resource: 1, organizationId: 1, sku: 1 },
      unique: true,
      partial: { state: { $in: ['open', 'suspended'] } },
    },
  ],
});
