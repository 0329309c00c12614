/** All collections, with the Mongoose model of each on a connection. */
import type { Connection, Model, mongo } from 'mongoose';
import { acceptanceLinks } from './collections/acceptance-links.ts';
import { accounts } from './collections/accounts.ts';
import { agreements } from './collections/agreements.ts';
import { audit } from './collections/audit.ts';
import { canaryRounds } from './collections/canary-rounds.ts';
import { catalogueVersions } from './collections/catalogue-versions.ts';
import { checkpoints } from './collections/checkpoints.ts';
import { clockAdvances } from './collections/clock-advances.ts';
import { consortia } from './collections/consortia.ts';
import { deadlines } from './collections/deadlines.ts';
import { deliveries } from './collections/deliveries.ts';
import { encryptedTokens } from './collections/encrypted-tokens.ts';
import { episodes } from './collections/episodes.ts';
import { fileChunks } from './collections/file-chunks.ts';
import { fileUploads } from './collections/file-uploads.ts';
import { files } from './collections/files.ts';
import { idempotency } from './collections/idempotency.ts';
import { inconsistencies } from './collections/inconsistencies.ts';
import { journalPages } from './collections/journal-pages.ts';
import { keys } from './collections/keys.ts';
import { ledgers } from './collections/ledgers.ts';
import { licences } from './collections/licences.ts';
import { lots } from './collections/lots.ts';
import { migrations } from './collections/migrations.ts';
import { notices } from './collections/notices.ts';
import { orders } from './collections/orders.ts';
import { organizations } from './collections/organizations.ts';
import { outbox } from './collections/outbox.ts';
import { paymentEvents } from './collections/payment-events.ts';
import { payments } from './collections/payments.ts';
import { platforms } from './collections/platforms.ts';
import { reconciliationCursors } from './collections/reconciliation-cursors.ts';
import { reconciliationRuns } from './collections/reconciliation-runs.ts';
import { refunds } from './collections/refunds.ts';
import { serviceEvidence } from './collections/service-evidence.ts';
import { services } from './collections/services.ts';
import { sessions } from './collections/sessions.ts';
import { settlements } from './collections/settlements.ts';
import { signInLinks } from './collections/sign-in-links.ts';
import { tasks } from './collections/tasks.ts';
import { terms } from './collections/terms.ts';
import { traceContexts } from './collections/trace-contexts.ts';
import { usageReversals } from './collections/usage-reversals.ts';
import { verifications } from './collections/verifications.ts';
import { schemaOf, type DocumentOf } from './define-collection.ts';

export const COLLECTIONS = {
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
  journalPages,
  checkpoints,
  usageReversals,
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
  sessions,
  signInLinks,
  clockAdvances,
  verifications,
  inconsistencies,
  reconciliationCursors,
  reconciliationRuns,
  traceContexts,
  canaryRounds,
  migrations,
};
type Collections = typeof COLLECTIONS;

/** The model of every collection. */
export type Models = { readonly [Name in keyof Collections]: Model<DocumentOf<Collections[Name]>> };

const HOT = [
  'ledgers',
  'journalPages',
  'checkpoints',
  'usageReversals',
  'services',
  'lots',
  'notices',
  'deliveries',
  'audit',
] as const;

/** Collections of the hot path without Mongoose's work on each document. Callers write only documents of our own types. */
export type NativeCollections = {
  readonly [Name in (typeof HOT)[number]]: mongo.Collection<DocumentOf<Collections[Name]>>;
};

export function modelsOn(connection: Connection): Models {
  for (const collection of Object.values(COLLECTIONS))
    connection.model(collection.name, schemaOf(collection));
  // Mongoose's own inference over so many schemas exhausts the compiler, so our inferred types replace it here.
  return connection.models as unknown as Models;
}

export function nativeCollectionsOf(db: mongo.Db): NativeCollections {
  const collections = HOT.map((name) => [name, db.collection(COLLECTIONS[name].name)] as const);
  return Object.fromEntries(collections) as unknown as NativeCollections;
}
