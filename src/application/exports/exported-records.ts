/** What the export of an account holds, in its order, and what it leaves out and why. A collection in neither does not compile. */
import type { Models } from '../../storage/database.ts';

interface OfAccount {
  /** Type of its lines. */
  readonly type: string;
  readonly collection: keyof Models;
  /** The field that holds the account's id, or that of a record which was exported before. */
  readonly by: string;
  /** Collection of those records; none where it is the account itself. */
  readonly of?: keyof Models;
  /** Fields that order them, before their ids: those of an index where there may be many. */
  readonly sort?: readonly string[];
  /** Fields that are secret or of passing use. */
  readonly without?: readonly string[];
}

const BY_ACCOUNT = { by: 'accountId' } as const;

/** Records that may still change; all are read as of one instant. The journal and its head come after them. */
export const EXPORTED = [
  { type: 'account', collection: 'accounts', by: '_id' },
  { type: 'consortium', collection: 'consortia', ...BY_ACCOUNT },
  { type: 'organization', collection: 'organizations', ...BY_ACCOUNT },
  { type: 'agreement', collection: 'agreements', ...BY_ACCOUNT },
  { type: 'file', collection: 'files', ...BY_ACCOUNT, without: ['uploadId', 'chunks'] },
  { type: 'order', collection: 'orders', ...BY_ACCOUNT },
  // Whoever has the address of a checkout can pay there.
  { type: 'payment', collection: 'payments', by: 'orderId', of: 'orders', without: ['checkoutUrl'] },
  { type: 'refund', collection: 'refunds', by: 'orderId', of: 'orders' },
  { type: 'lot', collection: 'lots', ...BY_ACCOUNT, sort: ['purchasedAt'] },
  { type: 'licence', collection: 'licences', ...BY_ACCOUNT },
  { type: 'term', collection: 'terms', ...BY_ACCOUNT },
  { type: 'service', collection: 'services', ...BY_ACCOUNT, sort: ['purchasedAt'] },
  { type: 'evidence', collection: 'serviceEvidence', by: 'serviceId', of: 'services' },
  { type: 'usage', collection: 'usages', ...BY_ACCOUNT },
  { type: 'settlement', collection: 'settlements', ...BY_ACCOUNT, sort: ['sequence'] },
  { type: 'episode', collection: 'episodes', ...BY_ACCOUNT, sort: ['openedAt'] },
  { type: 'notice', collection: 'notices', ...BY_ACCOUNT, sort: ['at'] },
  { type: 'delivery', collection: 'deliveries', by: 'noticeId', of: 'notices' },
  { type: 'task', collection: 'tasks', ...BY_ACCOUNT },
  { type: 'audit', collection: 'audit', ...BY_ACCOUNT, sort: ['at'] },
] as const satisfies readonly OfAccount[];

export type Exported = OfAccount;

/** Types of the lines that are no records of `EXPORTED`. */
export const JOURNAL_TYPE = 'journal';
export const LEDGER_TYPE = 'ledger';

/** Why a collection is not among `EXPORTED`. */
export const LEFT_OUT: Readonly<
  Record<Exclude<keyof Models, (typeof EXPORTED)[number]['collection']>, string>
> = {
  journal: 'comes after the records, entry by entry',
  ledgers: 'comes after the journal, to be compared with it',
  checkpoints: 'copies of what the journal makes',
  deadlines: 'follow from the records',
  fileChunks: 'bytes of files, each read under its id; the records hold their hashes',
  fileUploads: 'of files that are not there yet',
  catalogueVersions: 'of all accounts; an order keeps what it was sold by',
  paymentEvents: 'of all accounts; payments hold what came of them',
  platforms: 'of all accounts, with secrets',
  keys: 'of all accounts, with secrets',
  encryptedTokens: 'secrets of customers',
  acceptanceLinks: 'whoever has one may decide; evidence and audit hold what was decided',
  outbox: 'passing',
  idempotency: 'passing',
  clockAdvances: 'passing',
  verifications: 'passing',
  inconsistencies: 'passing',
  reconciliationCursors: 'passing',
  reconciliationRuns: 'passing',
  migrations: 'of the database',
};
