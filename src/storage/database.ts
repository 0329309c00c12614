/** One connection to MongoDB with the model of every collection; the only place that knows mongoose's connection. */
import mongoose, { type Connection, type Model, type mongo } from 'mongoose';
import { accounts, consortia, organizations } from './collections/account.ts';
import type { AccountDocument, ConsortiumDocument, OrganizationDocument } from './collections/account.ts';
import { agreements, type AgreementDocument } from './collections/agreement.ts';
import { catalogueVersions, type CatalogueVersionDocument } from './collections/catalogue-version.ts';
import { audit, clockAdvances, idempotency, keys, outbox } from './collections/control.ts';
import type {
  AuditDocument,
  ClockAdvanceDocument,
  IdempotencyDocument,
  KeyDocument,
  OutboxDocument,
} from './collections/control.ts';
import { checkpoints, type CheckpointDocument } from './collections/checkpoint.ts';
import { schemaOf, type CollectionDeclaration } from './define.ts';
import {
  episodes,
  settlements,
  type EpisodeDocument,
  type SettlementDocument,
} from './collections/episode.ts';
import { fileChunks, files, fileUploads } from './collections/file.ts';
import type { FileChunkDocument, FileDocument, FileUploadDocument } from './collections/file.ts';
import {
  inconsistencies,
  reconciliationCursors,
  reconciliationRuns,
  verifications,
} from './collections/reconciliation.ts';
import type {
  InconsistencyDocument,
  ReconciliationCursorDocument,
  ReconciliationRunDocument,
  VerificationDocument,
} from './collections/reconciliation.ts';
import { acceptanceLinks, type AcceptanceLinkDocument } from './collections/acceptance-link.ts';
import { licences, encryptedTokens, serviceEvidence, services, terms } from './collections/entitlement.ts';
import type {
  LicenceDocument,
  EncryptedTokenDocument,
  ServiceDocument,
  ServiceEvidenceDocument,
  TermDocument,
} from './collections/entitlement.ts';
import { journal, ledgers, lots, usages } from './collections/ledger.ts';
import type { JournalDocument, LedgerDocument, LotDocument, UsageDocument } from './collections/ledger.ts';
import { orders, type OrderDocument } from './collections/order.ts';
import {
  paymentEvents,
  payments,
  type PaymentDocument,
  type PaymentEventDocument,
} from './collections/payment.ts';
import { platforms, type PlatformDocument } from './collections/platform.ts';
import { refunds, type RefundDocument } from './collections/refund.ts';
import { deadlines, deliveries, notices, tasks } from './collections/work.ts';
import type { DeadlineDocument, DeliveryDocument, NoticeDocument, TaskDocument } from './collections/work.ts';

/** The model of every collection. */
export interface Models {
  readonly accounts: Model<AccountDocument>;
  readonly consortia: Model<ConsortiumDocument>;
  readonly organizations: Model<OrganizationDocument>;
  readonly agreements: Model<AgreementDocument>;
  readonly catalogueVersions: Model<CatalogueVersionDocument>;
  readonly files: Model<FileDocument>;
  readonly fileChunks: Model<FileChunkDocument>;
  readonly fileUploads: Model<FileUploadDocument>;
  readonly orders: Model<OrderDocument>;
  readonly payments: Model<PaymentDocument>;
  readonly paymentEvents: Model<PaymentEventDocument>;
  readonly refunds: Model<RefundDocument>;
  readonly licences: Model<LicenceDocument>;
  readonly terms: Model<TermDocument>;
  readonly services: Model<ServiceDocument>;
  readonly serviceEvidence: Model<ServiceEvidenceDocument>;
  readonly encryptedTokens: Model<EncryptedTokenDocument>;
  readonly acceptanceLinks: Model<AcceptanceLinkDocument>;
  readonly ledgers: Model<LedgerDocument>;
  readonly lots: Model<LotDocument>;
  readonly journal: Model<JournalDocument>;
  readonly checkpoints: Model<CheckpointDocument>;
  readonly usages: Model<UsageDocument>;
  readonly episodes: Model<EpisodeDocument>;
  readonly settlements: Model<SettlementDocument>;
  readonly deadlines: Model<DeadlineDocument>;
  readonly tasks: Model<TaskDocument>;
  readonly notices: Model<NoticeDocument>;
  readonly deliveries: Model<DeliveryDocument>;
  readonly platforms: Model<PlatformDocument>;
  readonly audit: Model<AuditDocument>;
  readonly outbox: Model<OutboxDocument>;
  readonly idempotency: Model<IdempotencyDocument>;
  readonly keys: Model<KeyDocument>;
  readonly clockAdvances: Model<ClockAdvanceDocument>;
  readonly verifications: Model<VerificationDocument>;
  readonly inconsistencies: Model<InconsistencyDocument>;
  readonly reconciliationCursors: Model<ReconciliationCursorDocument>;
  readonly reconciliationRuns: Model<ReconciliationRunDocument>;
}

const COLLECTIONS: Readonly<Record<keyof Models, CollectionDeclaration>> = {
  accounts,
  consortia,
  organizations,
  agreements,
  catalogueVersions,
  files,
  fileChunks,
  fileUploads,
  orders,
  payments,
  paymentEvents,
  refunds,
  licences,
  terms,
  services,
  serviceEvidence,
  encryptedTokens,
  acceptanceLinks,
  ledgers,
  lots,
  journal,
  checkpoints,
  usages,
  episodes,
  settlements,
  deadlines,
  tasks,
  notices,
  deliveries,
  platforms,
  audit,
  outbox,
  idempotency,
  keys,
  clockAdvances,
  verifications,
  inconsistencies,
  reconciliationCursors,
  reconciliationRuns,
};

function modelsOn(connection: Connection): Models {
  for (const declaration of Object.values(COLLECTIONS))
    connection.model(declaration.name, schemaOf(declaration));
  // The one place where mongoose's inferred types meet our document types; inferring them instead exhausts the compiler.
  return connection.models as unknown as Models;
}

/** Collections of the hot path without mongoose's work on each document; what goes in was built by our own types. */
export interface NativeCollections {
  readonly ledgers: mongo.Collection<LedgerDocument>;
  readonly journal: mongo.Collection<JournalDocument>;
  readonly checkpoints: mongo.Collection<CheckpointDocument>;
  readonly usages: mongo.Collection<UsageDocument>;
  readonly services: mongo.Collection<ServiceDocument>;
  readonly lots: mongo.Collection<LotDocument>;
  readonly notices: mongo.Collection<NoticeDocument>;
  readonly deliveries: mongo.Collection<DeliveryDocument>;
  readonly audit: mongo.Collection<AuditDocument>;
}

export interface Database {
  readonly connection: Connection;
  readonly models: Models;
  readonly native: NativeCollections;
  close(): Promise<void>;
}

/** A session of the driver, as transactions need it. */
export type Session = mongo.ClientSession;
export type TransactionOptions = mongo.TransactionOptions;

export interface DatabaseOptions {
  readonly uri: string;
  readonly database: string;
  /** How long a call waits for a server before the caller is told that MongoDB is away. */
  readonly serverSelectionTimeoutMs?: number;
  readonly maxPoolSize?: number;
}

/**
 * A server that neither answers nor hangs up is noticed by its heartbeat within about ten seconds, and whatever waits for it
 * then fails; the time of a socket is for what the heartbeat does not see.
 */
const PATIENCE = {
  connectTimeoutMS: 5_000,
  heartbeatFrequencyMS: 5_000,
  socketTimeoutMS: 60_000,
  waitQueueTimeoutMS: 10_000,
};

/** Options of a write that may be lost with the server that took it: what it says is said again, or helps people only. */
export const UNHURRIED = { writeConcern: { w: 1 } } as const;

/** Opens the database. Writes are acknowledged by the majority and journaled unless a caller says otherwise. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const connection = mongoose.createConnection(options.uri, {
    dbName: options.database,
    writeConcern: { w: 'majority', journal: true },
    readConcern: { level: 'majority' },
    serverSelectionTimeoutMS: options.serverSelectionTimeoutMs ?? 5_000,
    ...PATIENCE,
    maxPoolSize: options.maxPoolSize ?? 50,
    autoIndex: false,
    autoCreate: false,
    bufferCommands: false,
  });
  await connection.asPromise();
  const db = connection.getClient().db(options.database);
  const native: NativeCollections = {
    ledgers: db.collection(ledgers.name),
    journal: db.collection(journal.name),
    checkpoints: db.collection(checkpoints.name),
    usages: db.collection(usages.name),
    services: db.collection(services.name),
    lots: db.collection(lots.name),
    notices: db.collection(notices.name),
    deliveries: db.collection(deliveries.name),
    audit: db.collection(audit.name),
  };
  return { connection, models: modelsOn(connection), native, close: () => connection.close() };
}
