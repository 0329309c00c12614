/** Advances of a sandbox's clock. The target is resolved once; any process can resume an advance. */
import type { Instant } from '../../domain/instant.ts';
import type { AccountId } from '../../domain/ids.ts';
import { defineCollection, type DocumentOf } from '../define-collection.ts';
import { data, id, instant, integer, orNull, text } from '../fields.ts';

/** What an advance is waiting for. */
export interface AdvanceBlock {
  /** Id of the deadline that is not processed; `outbox` if messages are not delivered. */
  readonly place: string;
  /** The deadline's instant. */
  readonly at: Instant;
  readonly tries: number;
  /** First failed try, epoch ms of server time. */
  readonly sinceMs: number;
}

export type ClockAdvanceDocument = DocumentOf<typeof clockAdvances>;

export const clockAdvances = defineCollection({
  name: 'clockAdvances',
  fields: {
    _id: id(),
    accountId: id<AccountId>(),
    /** Hash of the request body. It distinguishes a repeat from another request with the same key. */
    bodyHash: text(),
    target: instant(),
    state: text<'running' | 'done' | 'failed'>(),
    /** Account time when the advance began. */
    from: instant(),
    /** Number of deadlines processed. */
    steps: integer(),
    /** The last failed step; null if none failed. */
    blockedBy: orNull(data<AdvanceBlock>()),
    /** Its error, in one line for operators. */
    lastError: orNull(text()),
    /** Real time lost to failed attempts at each platform, ms. */
    lostMs: data<Readonly<Record<string, number>>>(),
    leasedBy: orNull(text()),
    leasedUntilMs: integer(),
    /** Server time. */
    createdAt: instant(),
    /** Server time. */
    finishedAt: orNull(instant()),
  },
  indexes: [
    // The latest advance of an account.
    { keys: { accountId: 1, createdAt: -1, _id: -1 } },
    // One advance at a time for each account.
    { keys: { accountId: 1 }, unique: true, partial: { state: 'running' } },
    { keys: { state: 1, leasedUntilMs: 1 } },
    { keys: { createdAt: 1 } },
  ],
});
