/** Where records of an account are stored, so that a removal finds all of them. A collection that is missing here does not compile. */
import type { AccountId } from '../../domain/ids.ts';
import type { Models } from '../../storage/database.ts';
import { pageIdsOf } from '../../storage/journal/journal-ids.ts';

/** How the records of a collection belong to an account. */
interface OfAccount {
  /** The field that holds the account's id, or that of a record of `of`. */
  readonly by: string;
  /** The collection of those records, which is removed later; absent where `by` holds the account's id. */
  readonly of?: keyof Models;
  /** The field of those records that `by` refers to; `_id` by default. */
  readonly field?: string;
}

/** Records whose ids begin with the account. */
interface InIds {
  readonly ids: (accountId: AccountId) => { readonly $gte: string; readonly $lte: string };
}

const BY_ACCOUNT = { by: 'accountId' } as const;

/** In the order of a removal: first what would cause work, then what refers to other records. Null: not of one account. */
export const ACCOUNT_RECORDS: Readonly<Record<keyof Models, OfAccount | InIds | null>> = {
  outbox: BY_ACCOUNT,
  deadlines: BY_ACCOUNT,
  ledgers: { by: '_id' },
  verifications: { by: '_id' },
  inconsistencies: BY_ACCOUNT,
  clockAdvances: BY_ACCOUNT,
  fileChunks: { by: 'uploadId', of: 'files', field: 'uploadId' },
  files: BY_ACCOUNT,
  acceptanceLinks: { by: 'serviceId', of: 'services' },
  serviceEvidence: { by: 'serviceId', of: 'services' },
  services: BY_ACCOUNT,
  encryptedTokens: BY_ACCOUNT,
  refunds: { by: 'orderId', of: 'orders' },
  payments: BY_ACCOUNT,
  licences: BY_ACCOUNT,
  terms: BY_ACCOUNT,
  lots: BY_ACCOUNT,
  usageReversals: BY_ACCOUNT,
  settlements: BY_ACCOUNT,
  episodes: BY_ACCOUNT,
  checkpoints: BY_ACCOUNT,
  journalPages: { ids: pageIdsOf },
  deliveries: BY_ACCOUNT,
  notices: BY_ACCOUNT,
  tasks: BY_ACCOUNT,
  orders: BY_ACCOUNT,
  agreements: BY_ACCOUNT,
  organizations: BY_ACCOUNT,
  consortia: BY_ACCOUNT,
  audit: BY_ACCOUNT,
  // Last, with the round, because it says that the account is the canary's.
  accounts: null,
  canaryRounds: null,
  fileUploads: null,
  catalogueVersions: null,
  paymentEvents: null,
  platforms: null,
  keys: null,
  sessions: null,
  signInLinks: null,
  idempotency: null,
  reconciliationCursors: null,
  reconciliationRuns: null,
  traceContexts: null,
  migrations: null,
};
