/**
 * The short form of journal entries and usages in a page. What follows from the page, from the entry before or from the first
 * usage is left out; hashes are bytes.
 */
import type { JournalEntryKind } from '../../domain/ledger/journal-entry.ts';
import type { Instant } from '../../domain/instant.ts';

export interface PageEntry {
  /** Absent for `usage.accepted`, which nearly all entries are. */
  readonly kind?: JournalEntryKind;
  /** Absent where it is that of the page. */
  readonly at?: Instant;
  /** Type and id. Absent where the cause is the usage that the entry books. */
  readonly causedBy?: readonly [type: string, id: string];
  /** Absent where it is that of the entry before. */
  readonly resource?: string;
  /** Balance after the entry; absent for 0. */
  readonly available?: number;
  readonly arrears?: number;
  /** Pairs: the place of the ledger account in `accounts` of the page, and units. */
  readonly postings: readonly number[];
  /** A currency, then pairs: the place of the ledger account in `accounts`, and minor units. Absent where no money moves. */
  readonly money?: readonly (string | number)[];
  readonly hash: Uint8Array;
}

/** Fields that are absent are those of the first usage of the page; absent there, they are null. */
export interface PageUsage {
  /** Only of usages from before ids were made of account and number. Their entries hold no hash of them. */
  readonly id?: string;
  readonly key: string;
  readonly organizationId?: string;
  readonly requestedStorageYears?: number | null;
  readonly storageYears?: number | null;
  readonly reference?: string | null;
  /** Pairs for each draw: years of storage, and when they end. */
  readonly storage?: readonly (number | Instant | null)[] | null;
  /** Number of the first unit in arrears. */
  readonly arrearsFrom?: number | null;
  readonly episode?: { readonly episodeId: string; readonly suspendsAt: Instant } | null;
  readonly policyVersion?: string;
  readonly by?: string;
  readonly requestId?: string;
}
