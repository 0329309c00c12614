/**
 * Customers and orders for tests, created as the product creates them: with the real checks and the shipped catalogue, in
 * a database of their own.
 */
import path from 'node:path';
import { CatalogueVersions } from '../../src/application/catalogue/catalogue-versions.ts';
import { publishCatalogue } from '../../src/application/catalogue/publish-catalogue.ts';
import { findSku, termsVersionsOf } from '../../src/domain/catalogue/catalogue.ts';
import type { Instant } from '../../src/domain/instant.ts';
import type { OrderLineInput } from '../../src/domain/orders/checks/order-input.ts';
import { recordAgreement } from '../../src/application/agreements/record-agreement.ts';
import { placeOrder } from '../../src/application/orders/place-order.ts';
import { recordOfflinePayment } from '../../src/application/payments/record-offline-payment.ts';
import { openDatabase, type Database } from '../../src/storage/database.ts';
import { migrate } from '../../src/storage/migrations/migrate.ts';
import type { AccountDocument } from '../../src/storage/collections/accounts.ts';
import type { OrganizationDocument } from '../../src/storage/collections/organizations.ts';
import type { AgreementDocument } from '../../src/storage/collections/agreements.ts';
import type { AuditDocument } from '../../src/storage/collections/audit.ts';
import type { OrderDocument } from '../../src/storage/collections/orders.ts';
import type { PaymentDocument } from '../../src/storage/collections/payments.ts';
import type { Actor } from '../../src/storage/actor.ts';
import { runTransaction } from '../../src/storage/transaction.ts';
import { systemClock, type ServerClock } from '../../src/infra/clock.ts';
import { newId } from '../../src/infra/ids.ts';
import { freshDatabaseName, testServers } from './servers.ts';
import { newLedger } from '../../src/application/ledger/ledger-state.ts';
import type { LotDocument } from '../../src/storage/collections/lots.ts';

export const TESTER: Actor = { by: 'key_tester', requestId: 'req_test' };

/** Lines of 1,000 units for any test: one of a pool without storage, one of a pool with storage. */
export const MIMI: OrderLineInput = { sku: 'AIMIS-INTL-AI-MIMI', quantity: 1_000 };
export const INSPECTIONS: OrderLineInput = { sku: 'AIMIS-INTL-CI-QTY-15Y', quantity: 1_000 };

/** A database of its own with the shipped catalogue, and the clock of the server. */
export interface OrderFixture {
  readonly database: Database;
  readonly serverNow: ServerClock;
  readonly catalogues: CatalogueVersions;
}

/** Opens a fixture. Close it with `closeFixture`, which also drops its database. */
export async function openFixture(serverNow: ServerClock = systemClock): Promise<OrderFixture> {
  // For `CommandCounter`.
  const uri = `${testServers().mongodbUri}&monitorCommands=true`;
  const database = await openDatabase({ uri, database: freshDatabaseName() });
  await migrate(database);
  const catalogues = new CatalogueVersions(database);
  const folder = path.resolve(import.meta.dirname, '../../src/catalogue');
  await publishCatalogue({ database, serverNow }, catalogues, { folder, demoPrices: true });
  return { database, serverNow, catalogues };
}

export async function closeFixture({ database }: OrderFixture): Promise<void> {
  await database.connection.dropDatabase();
  await database.close();
}

export interface NewAccount {
  /** Makes the account a sandbox whose clock stands at this instant. */
  readonly sandboxNow?: Instant;
  readonly timeZone?: string;
  /** Whether an agreement is active from the start. Default: true. */
  readonly agreement?: boolean;
}

/** Opens an account in Singapore with its ledger, and an agreement for the international edition. */
export async function openAccount(
  fixture: OrderFixture,
  { sandboxNow, timeZone = 'Asia/Singapore', agreement = true }: NewAccount = {},
): Promise<AccountDocument> {
  const account = await runTransaction(fixture, TESTER, async (unit) => {
    const createdAt = sandboxNow ?? unit.recordedAt;
    const document: AccountDocument = {
      _id: newId('acc'),
      name: 'General Hospital',
      nameKey: 'general hospital',
      country: 'SG',
      timeZone,
      salesTeam: 'asia',
      sandbox: sandboxNow !== undefined,
      defaultStorageYears: null,
      state: 'active',
      captures: 0,
      createdAt,
    };
    const frozenAt = sandboxNow ?? null;
    const head = newLedger({ accountId: document._id, createdAt, frozenAt, timeZone });
    const { models } = unit.database;
    await models.accounts.insertMany([document], { session: unit.session });
    await models.ledgers.insertMany([head], { session: unit.session });
    return document;
  });
  if (agreement) await signAgreement(fixture, account);
  return account;
}

/** Adds an organization without a consortium to the account. */
export async function addOrganization(
  { database, serverNow }: OrderFixture,
  { _id: accountId, sandbox }: AccountDocument,
): Promise<OrganizationDocument> {
  const organization: OrganizationDocument = {
    _id: newId('org'),
    accountId,
    sandbox,
    name: 'Radiology',
    nameKey: 'radiology',
    consortiumId: null,
    externalId: null,
    createdAt: serverNow(),
  };
  await database.models.organizations.insertMany([organization]);
  return organization;
}

/** Records an agreement that was signed on the account's first day, as the API does. */
export async function signAgreement(
  fixture: OrderFixture,
  account: AccountDocument,
  {
    validTo,
    productLines = ['aimis-intl'],
  }: { readonly validTo?: string; readonly productLines?: readonly string[] } = {},
): Promise<AgreementDocument> {
  const catalogue = await fixture.catalogues.current();
  const { agreement } = await runTransaction(fixture, TESTER, (unit) =>
    recordAgreement(
      unit,
      account,
      {
        accountId: account._id,
        number: newId('agr'),
        productLines: [...productLines],
        signedOn: account.createdAt.slice(0, 10),
        validTo,
        document: { name: 'agreement.pdf', sha256: 'a'.repeat(64) },
        parties: [],
        prices: [],
        overrides: {},
      },
      catalogue,
    ),
  );
  return agreement;
}

export async function orderOf(
  fixture: OrderFixture,
  account: AccountDocument,
  lines: readonly OrderLineInput[] = [MIMI],
): Promise<OrderDocument> {
  const catalogue = await fixture.catalogues.current();
  const productLine = findSku(catalogue, lines[0]?.sku ?? '')?.productLine ?? '';
  const termsVersion = termsVersionsOf(catalogue)[productLine] ?? '';
  return runTransaction(fixture, TESTER, (unit) =>
    placeOrder(
      unit,
      { accountId: account._id, channel: 'online', termsAccepted: true, termsVersion, lines },
      { catalogues: fixture.catalogues, placedByOperator: false },
    ),
  );
}

/** Records a bank transfer of exactly the order's total, by default received now. */
export async function payOffline(
  fixture: OrderFixture,
  order: OrderDocument,
  { receivedAt, amountMinor = order.total.amountMinor }: { receivedAt?: Instant; amountMinor?: number } = {},
): Promise<PaymentDocument> {
  return runTransaction(fixture, TESTER, (unit) =>
    recordOfflinePayment(unit, {
      orderId: order._id,
      paymentId: newId('pay'),
      reference: 'bank transfer',
      amount: { amountMinor, currency: order.total.currency },
      ...(receivedAt === undefined ? {} : { receivedAt }),
      evidence: { note: 'seen on the statement' },
    }),
  );
}

export async function readOrder(
  { database }: OrderFixture,
  { _id }: { _id: string },
): Promise<OrderDocument> {
  return database.models.orders.findById(_id).orFail().lean();
}

export async function lotsOf({ database }: OrderFixture, order: { _id: string }): Promise<LotDocument[]> {
  return database.models.lots.find({ orderId: order._id }).sort({ _id: 1 }).lean();
}

/** Audit records of the order, oldest first. */
export async function auditTrailOf(
  { database }: OrderFixture,
  order: { _id: string },
): Promise<AuditDocument[]> {
  return database.models.audit.find({ orderId: order._id }).sort({ _id: 1 }).lean();
}
