/** Usages: what a platform reported, what it drew from which lots, and what the caller was answered. */
import type { Instant } from '../../domain/instant.ts';
import type { MoneyPosting } from '../../domain/ledger/journal-entry.ts';
import type { AccountId, EpisodeId, LotId, UsageId } from '../../domain/ids.ts';
import { sha256Hex } from '../../infra/ids.ts';

/** The part of a usage that one lot covered. */
export interface DrawRecord {
  readonly lotId: LotId;
  readonly units: number;
  readonly storageYears: number | null;
  readonly storedUntil: Instant | null;
}

export interface UsageRecord {
  readonly _id: UsageId;
  readonly accountId: AccountId;
  readonly sandbox: boolean;
  /** The caller's key, unique within the account for ever. */
  readonly key: string;
  readonly organizationId: string;
  readonly resource: string;
  /** Units. */
  readonly quantity: number;
  /** The least storage, in years, that the caller asked for. */
  readonly requestedStorageYears: number | null;
  /** Least storage, in years, that every draw had to offer. */
  readonly storageYears: number | null;
  readonly reference: string | null;
  readonly at: Instant;
  readonly draws: readonly DrawRecord[];
  /** Units that no lot covered. */
  readonly arrears: number;
  /** The usage's range within the pool's units in arrears; null if lots covered everything. */
  readonly arrearsRange: { readonly from: number; readonly to: number } | null;
  /** The pool's episode after the usage, and when that closes the capability. */
  readonly episode: { readonly episodeId: EpisodeId; readonly suspendsAt: Instant } | null;
  /** Journal entry that booked it. */
  readonly sequence: number;
  readonly balance: { readonly available: number; readonly arrears: number };
  /** Version of the policies that applied. */
  readonly policyVersion: string;
  readonly by: string;
  readonly requestId: string;
}

/** A usage as its page is read. */
export interface ReadUsage extends UsageRecord {
  /** Of the entry that books it; empty where no money moved. */
  readonly money: readonly MoneyPosting[];
}

/** A usage with what an operator did about it later. All other fields stay as they were booked. */
export interface StoredUsage extends ReadUsage {
  readonly reversal?: UsageReversal;
}

export interface UsageReversal {
  readonly at: Instant;
  readonly by: string;
  readonly reason: string;
  /** First and last journal entry of the reversal. */
  readonly journal: { readonly from: number; readonly to: number };
}

/**
 * SHA-256 of the record without its id, as RFC 8785 writes it: members in the order of their names. The entry that books the
 * usage carries it, so that the chain covers the whole record.
 */
export function usageHashOf(record: Omit<UsageRecord, '_id'>): string {
  const { arrearsRange, balance, draws, episode } = record;
  return sha256Hex(
    JSON.stringify({
      accountId: record.accountId,
      arrears: record.arrears,
      arrearsRange: arrearsRange && { from: arrearsRange.from, to: arrearsRange.to },
      at: record.at,
      balance: { arrears: balance.arrears, available: balance.available },
      by: record.by,
      draws: draws.map(({ lotId, storageYears, storedUntil, units }) => ({
        lotId,
        storageYears,
        storedUntil,
        units,
      })),
      episode: episode && { episodeId: episode.episodeId, suspendsAt: episode.suspendsAt },
      key: record.key,
      organizationId: record.organizationId,
      policyVersion: record.policyVersion,
      quantity: record.quantity,
      reference: record.reference,
      requestId: record.requestId,
      requestedStorageYears: record.requestedStorageYears,
      resource: record.resource,
      sandbox: record.sandbox,
      sequence: record.sequence,
      storageYears: record.storageYears,
    }),
  );
}
