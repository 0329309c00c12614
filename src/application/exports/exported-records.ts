/** The collections in an export, in order, and those left out, with the reason. A collection in neither list does not compile. */
import type { Models } from '../../storage/database.ts';

interface OfAccount {
  /** Type of its lines. */
  readonly type: string;
  readonly collection: keyof Models;
  /** The field that holds the account's id, or that of a record which was exported before. */
  readonly by: string;
  /** The collection of those records; absent where `by` holds the account's id. */
  readonly of?: keyof Models;
  /** Fields to sort by before the id: those of an index where there may be many records. */
  readonly sort?: readonly string[];
  /** Fields left out because they are secret or temporary. */
  readonly without?: readonly string[];
}

const BY_ACCOUNT = { by: 'accountId' } as const;

/** Records that can change; all are read as of one instant. Usages, the journal and the ledger's state follow them. */
export const EXPORTED = [
  { type: 'account', collection: 'accounts', by: '_id' },
  { type: 'consortium', collection: 'consortia', ...BY_ACCOUNT },
  { type: 'organization', collection: 'organizations', ...BY_ACCOUNT },
  { type: 'agreement', collection: 'agreements', ...BY_ACCOUNT },
  { type: 'file', collection: 'files', ...BY_ACCOUNT, without: ['uploadId', 'chunks'] },
  { type: 'order', collection: 'orders', ...BY_ACCOUNT },
  // Anyone with the address of a checkout can pay there.
  { type: 'payment', collection: 'payments', by: 'orderId', of: 'orders', without: ['checkoutUrl'] },
  { type: 'refund', collection: 'refunds', by: 'orderId', of: 'orders' },
  { type: 'lot', collection: 'lots', ...BY_ACCOUNT, sort: ['purchasedAt'] },
  { type: 'licence', collection: 'licences', ...BY_ACCOUNT },
  { type: 'term', collection: 'terms', ...BY_ACCOUNT },
  { type: 'service', collection: 'services', ...BY_ACCOUNT, sort: ['purchasedAt'] },
  { type: 'evidence', collection: 'serviceEvidence', by: 'serviceId', of: 'services' },
  { type: 'settlement', collection: 'settlements', ...BY_ACCOUNT, sort: ['sequence'] },
  { type: 'episode', collection: 'episodes', ...BY_ACCOUNT, sort: ['openedAt'] },
  { type: 'notice', collection: 'notices', ...BY_ACCOUNT, sort: ['at'] },
  { type: 'delivery', collection: 'deliveries', by: 'noticeId', of: 'notices' },
  { type: 'task', collection: 'tasks', ...BY_ACCOUNT },
  { type: 'audit', collection: 'audit', ...BY_ACCOUNT, sort: ['at'] },
] as const satisfies readonly OfAccount[];

export type Exported = OfAccount;

/** Types of the other lines. */
export const USAGE_TYPE = 'usage';
export const JOURNAL_TYPE = 'journal';
export const LEDGER_TYPE = 'ledger';

/** Why a collection is not among `EXPORTED`. */
export const LEFT_OUT: Readonly<
  Record<Exclude<keyof Models, (typeof EXPORTED)[number]['collection']>, string>
> = {
  journalPages: 'come after the records, as usages and as entries',
  usageReversals: 'stand with the usages',
  ledgers: 'comes after the journal, to be compared with it',
  checkpoints: 'copies of the ledger state, which follows from the journal',
  deadlines: 'follow from the records',
  fileChunks: 'bytes of files, each read under its id; the records hold their hashes',
  fileUploads: 'uploads in progress',
  catalogueVersions: 'shared by all accounts; an order has a copy of what it was sold under',
  paymentEvents: 'shared by all accounts; payments hold the results',
  platforms: 'shared by all accounts, with secrets',
  keys: 'shared by all accounts, with secrets',
  sessions: 'shared by all accounts, with secrets',
  signInLinks: 'secret: a link signs in',
  encryptedTokens: 'secrets of customers',
  acceptanceLinks: 'secret: a link allows the sign-off; evidence and audit hold the decision',
  outbox: 'temporary',
  idempotency: 'temporary',
  clockAdvances: 'temporary',
  verifications: 'temporary',
  inconsistencies: 'temporary',
  reconciliationCursors: 'temporary',
  reconciliationRuns: 'temporary',
  traceContexts: 'temporary',
  canaryRounds: 'temporary',
  migrations: 'of the database',
};
