/** The ledger of an account: its head, its lots, its journal and the uses it paid for. */
import type { Instant } from '../../domain/instant.ts';
import { JOURNAL_ENTRY_KINDS, type JournalEntry } from '../../domain/ledger/journal-entry.ts';
import type { AgreementPeriod } from '../../domain/catalogue/agreement-period.ts';
import type { PolicyLayer } from '../../domain/catalogue/policy-set.ts';
import type { AccountId, EpisodeId, LineId, LotId, OrderId, OrganizationId } from '../../domain/ids.ts';
import type { PoolState } from '../../domain/ledger/state.ts';
import {
  PRESENT,
  data,
  dataOrNull,
  flag,
  integer,
  integerOrNull,
  text,
  textOrEmpty,
  textOrNull,
  type CollectionDeclaration,
} from '../define.ts';

/**
 * The one guard of an account's balances. Every writer of the account moves its version, so the hash chain cannot
 * fork; what grows without bound lives elsewhere.
 */
export interface LedgerDocument {
  _id: string;
  version: number;
  /** Last journal entry: its number, its hash and its instant. */
  sequence: number;
  hash: string;
  at: Instant;
  /** Account time of a sandbox; null for an account that lives on the server's clock. */
  frozenAt: Instant | null;
  timeZone: string;
  pools: PoolState[];
  /** What the account's agreements lay over the policies of its pools, in the order in which they win. */
  overrides: PoolOverride[];
  /** When the account's agreements hold, the newest first. */
  agreements: AgreementPeriod[];
  /** Thresholds of the account's own, by resource: units at or below which a pool is told to be low, most first. */
  lowBalanceUnits: Record<string, number[]>;
}

/** Policies that an agreement lays over those of the resources that its product lines sell, while it is in force. */
export interface PoolOverride extends AgreementPeriod {
  readonly layer: PolicyLayer;
}

export const ledgers: CollectionDeclaration = {
  name: 'ledgers',
  fields: {
    version: integer,
    sequence: integer,
    hash: textOrEmpty,
    at: text,
    frozenAt: textOrNull,
    timeZone: text,
    pools: data,
    overrides: data,
    agreements: data,
    lowBalanceUnits: data,
  },
  indexes: [],
};

export type LotEnd = 'exhausted' | 'expired' | 'voided';

/** What is known of a lot for ever. While it lives its figures are in the head; when it ends they are written here. */
export interface LotDocument {
  _id: string;
  accountId: AccountId;
  resource: string;
  orderId: OrderId | null;
  lineId: LineId | null;
  storageYears: number | null;
  purchasedAt: Instant;
  creditedAt: Instant;
  expiresOn: string;
  expiresAt: Instant;
  credited: number;
  /** Why and when it ended; null while it lives. */
  end: LotEnd | null;
  endedAt: Instant | null;
  final: { consumed: number; offset: number; expired: number; voided: number; remaining: number } | null;
}

export const lots: CollectionDeclaration = {
  name: 'lots',
  fields: {
    accountId: text,
    resource: text,
    orderId: textOrNull,
    lineId: textOrNull,
    storageYears: integerOrNull,
    purchasedAt: text,
    creditedAt: text,
    expiresOn: text,
    expiresAt: text,
    credited: integer,
    end: textOrNull,
    endedAt: textOrNull,
    final: dataOrNull,
  },
  indexes: [
    { keys: { accountId: 1, purchasedAt: -1, _id: -1, resource: 1, end: 1, expiresAt: 1 } },
    { keys: { accountId: 1, resource: 1, purchasedAt: 1, _id: 1, credited: 1 } },
  ],
};

export interface JournalDocument extends JournalEntry {
  readonly _id: string;
  readonly accountId: AccountId;
}

/** Entries of all kinds but uses, which are nearly all: few enough for an index by the accounts that they move. */
export const RARE_ENTRIES = JOURNAL_ENTRY_KINDS.filter((kind) => kind !== 'usage.accepted');

export const journal: CollectionDeclaration = {
  name: 'journal',
  fields: {
    accountId: text,
    sequence: integer,
    at: text,
    recordedAt: text,
    kind: text,
    postings: data,
    causedBy: data,
    balanceAfter: data,
    previousHash: textOrEmpty,
    hash: text,
  },
  indexes: [
    { keys: { accountId: 1, sequence: 1 }, unique: true },
    {
      keys: { accountId: 1, 'postings.account': 1, sequence: -1 },
      partial: { kind: { $in: RARE_ENTRIES } },
    },
  ],
};

/** One draw of a use on one lot. */
export interface DrawRecord {
  lotId: LotId;
  units: number;
  storageYears: number | null;
  storedUntil: Instant | null;
}

export interface UsageDocument {
  _id: string;
  accountId: AccountId;
  sandbox: boolean;
  /** The caller's key: one use for ever (unique within the account). */
  key: string;
  bodyHash: string;
  organizationId: OrganizationId;
  resource: string;
  quantity: number;
  /** Least storage that its draws kept to. */
  storageYears: number | null;
  reference: string | null;
  at: Instant;
  draws: DrawRecord[];
  /** Units that no lot covered. */
  arrears: number;
  /** Which of the pool's units in arrears they are; null where all was covered. */
  arrearsRange: { from: number; to: number } | null;
  /** The episode that the pool was in after the use, and when that closes the capability. */
  episode: { episodeId: EpisodeId; suspendsAt: Instant } | null;
  /** Journal entry that booked it. */
  sequence: number;
  balance: { available: number; arrears: number };
  /** Version of the policies that decided. */
  policyVersion: string;
  by: string;
  requestId: string;
  /** There once an operator undid it (AMB-26); all the rest stays as it was booked. */
  reversal?: UsageReversal | null;
}

export interface UsageReversal {
  at: Instant;
  by: string;
  reason: string;
  /** First and last of the entries that undid it. */
  journal: { from: number; to: number };
}

export const usages: CollectionDeclaration = {
  name: 'usages',
  fields: {
    accountId: text,
    sandbox: flag,
    key: text,
    bodyHash: text,
    organizationId: text,
    resource: text,
    quantity: integer,
    storageYears: integerOrNull,
    reference: textOrNull,
    at: text,
    draws: data,
    arrears: integer,
    arrearsRange: dataOrNull,
    episode: dataOrNull,
    sequence: integer,
    balance: data,
    policyVersion: text,
    by: text,
    requestId: text,
    reversal: dataOrNull,
  },
  // Few, as every use pays for them.
  indexes: [
    { keys: { key: 1, accountId: 1 }, unique: true },
    { keys: { accountId: 1, _id: -1, at: 1, organizationId: 1 } },
    { keys: { sandbox: 1, _id: -1, at: 1 } },
    { keys: { reference: 1, _id: -1, accountId: 1, sandbox: 1 }, partial: { reference: PRESENT } },
  ],
};
