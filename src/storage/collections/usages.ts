/** Usages: what a platform reported, what it drew from which lots, and what the caller was answered. */
import type { Instant } from '../../domain/instant.ts';
import type { AccountId, EpisodeId, LotId, UsageId } from '../../domain/ids.ts';
import { defineCollection, PRESENT, type DocumentOf } from '../define-collection.ts';
import { data, flag, id, instant, integer, optional, orNull, text } from '../fields.ts';

/** The part of a usage that one lot covered. */
export interface DrawRecord {
  lotId: LotId;
  units: number;
  storageYears: number | null;
  storedUntil: Instant | null;
}

export interface UsageReversal {
  at: Instant;
  by: string;
  reason: string;
  /** First and last journal entry of the reversal. */
  journal: { from: number; to: number };
}

export type UsageDocument = DocumentOf<typeof usages>;

export const usages = defineCollection({
  name: 'usages',
  fields: {
    _id: id<UsageId>(),
    accountId: id<AccountId>(),
    sandbox: flag(),
    /** The caller's key, unique within the account for ever. */
    key: text(),
    bodyHash: text(),
    organizationId: text(),
    resource: text(),
    /** Units. */
    quantity: integer(),
    /** Least storage, in years, that every draw had to offer. */
    storageYears: orNull(integer()),
    reference: orNull(text()),
    at: instant(),
    draws: data<DrawRecord[]>(),
    /** Units that no lot covered. */
    arrears: integer(),
    /** The usage's range within the pool's units in arrears; null if lots covered everything. */
    arrearsRange: orNull(data<{ from: number; to: number }>()),
    /** The pool's episode after the usage, and when that closes the capability. */
    episode: orNull(data<{ episodeId: EpisodeId; suspendsAt: Instant }>()),
    /** Journal entry that booked it. */
    sequence: integer(),
    balance: data<{ available: number; arrears: number }>(),
    /** Version of the policies that applied. */
    policyVersion: text(),
    by: text(),
    requestId: text(),
    /** Set when an operator reverses the usage (AMB-26). All other fields stay as they were booked. */
    reversal: optional(data<UsageReversal>()),
  },
  // Few indexes: each costs time in every usage.
  indexes: [
    { keys: { key: 1, accountId: 1 }, unique: true },
    { keys: { accountId: 1, _id: -1, at: 1, organizationId: 1 } },
    { keys: { sandbox: 1, _id: -1, at: 1 } },
    { keys: { reference: 1, _id: -1, accountId: 1, sandbox: 1 }, partial: { reference: PRESENT } },
  ],
});
