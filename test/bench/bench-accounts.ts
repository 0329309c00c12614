/** Customers for measurements: their ledgers, their records, and a lot that lasts for the whole bench. */
import { changeLedger } from '../../src/application/ledger/change-ledger.ts';
import { newLedger } from '../../src/application/ledger/ledger-state.ts';
import type { LotDocument } from '../../src/storage/collections/lots.ts';
import { SYSTEM } from '../../src/storage/actor.ts';
import { runTransaction, type TransactionDependencies } from '../../src/storage/transaction.ts';
import { newId } from '../../src/infra/ids.ts';
import type { Instant } from '../../src/domain/instant.ts';

const MANY_UNITS = 1_000_000_000;
const NEVER: Instant = '2999-01-01T00:00:00.000Z';

/** What is bought: units of a resource and their storage. */
export interface Bought {
  readonly resource: string;
  readonly storageYears: number | null;
}

export interface Customer {
  readonly accountId: string;
  readonly organizationId: string;
}

/** Creates the ledger of a new account; with a clock, of a sandbox. Returns the id of the account. */
export async function addLedger(
  { database, serverNow }: TransactionDependencies,
  frozenAt: Instant | null = null,
): Promise<string> {
  const _id = newId('acc');
  await database.models.ledgers.insertMany([
    newLedger({ accountId: _id, createdAt: frozenAt ?? serverNow(), frozenAt, timeZone: 'UTC' }),
  ]);
  return _id;
}

/** An account on the server's clock with an organization, with the fields that the API reads. */
export async function addCustomer(dependencies: TransactionDependencies): Promise<Customer> {
  const { accounts, organizations } = dependencies.database.models;
  const accountId = await addLedger(dependencies);
  const createdAt = dependencies.serverNow();
  await accounts.insertMany([
    {
      _id: accountId,
      name: accountId,
      nameKey: accountId,
      country: 'DE',
      timeZone: 'UTC',
      salesTeam: 'bench',
      sandbox: false,
      defaultStorageYears: null,
      state: 'active',
      captures: 0,
      createdAt,
    },
  ]);
  const organizationId = newId('org');
  await organizations.insertMany([
    {
      _id: organizationId,
      accountId,
      sandbox: false,
      name: 'bench',
      nameKey: 'bench',
      consortiumId: null,
      externalId: null,
      createdAt,
    },
  ]);
  return { accountId, organizationId };
}

/** Credits a lot that lasts for the whole bench. */
export async function addLot(
  dependencies: TransactionDependencies,
  accountId: string,
  bought: Bought,
  units = MANY_UNITS,
): Promise<void> {
  await runTransaction(dependencies, SYSTEM, (unit) =>
    changeLedger(unit, accountId, async (book) => {
      const lot = lotOf(accountId, book.at, { ...bought, expiresAt: NEVER, units });
      await unit.database.models.lots.insertMany([lot], { session: unit.session });
      book.credit(bought.resource, creditOf(lot), { type: 'line', id: lot._id });
    }),
  );
}

/** The record of a lot that is bought and credited at one instant. */
export function lotOf(
  accountId: string,
  at: Instant,
  { resource, storageYears, expiresAt, units }: Bought & { expiresAt: Instant; units: number },
): LotDocument {
  return {
    _id: newId('lot'),
    accountId,
    sandbox: false,
    resource,
    orderId: null,
    lineId: null,
    storageYears,
    purchasedAt: at,
    creditedAt: at,
    expiresOn: expiresAt.slice(0, 10),
    expiresAt,
    credited: units,
    end: null,
    endedAt: null,
    final: null,
  };
}

/** The same lot as input of the ledger. */
export function creditOf({
  _id,
  orderId,
  lineId,
  storageYears,
  purchasedAt,
  expiresAt,
  credited,
}: LotDocument) {
  return { lotId: _id, orderId, lineId, storageYears, purchasedAt, expiresAt, units: credited };
}
