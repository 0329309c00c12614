/** Lots and clocks without orders, for tests of consumption. */
import { lastDateBefore } from '../../src/domain/calendar.ts';
import type { Instant } from '../../src/domain/instant.ts';
import type { Money } from '../../src/domain/money.ts';
import { changeLedger } from '../../src/application/ledger/change-ledger.ts';
import { runTransaction } from '../../src/storage/transaction.ts';
import { newId } from '../../src/infra/ids.ts';
import { TESTER, type OrderFixture } from './order-fixtures.ts';

export interface CreditedLot {
  readonly resource: string;
  readonly units: number;
  readonly purchasedAt: Instant;
  readonly expiresAt: Instant;
  readonly storageYears?: number | null | undefined;
  readonly price?: Money | undefined;
}

/** Credits a lot as an order would, without an order. Returns the id of the lot. */
export async function creditLot(
  fixture: Pick<OrderFixture, 'database' | 'serverNow'>,
  accountId: string,
  lot: CreditedLot,
): Promise<string> {
  const [lotId] = await creditLots(fixture, accountId, lot, 1);
  if (lotId === undefined) throw new Error('no lot was credited');
  return lotId;
}

/** Credits several equal lots in one transaction. Returns their ids. */
export async function creditLots(
  fixture: Pick<OrderFixture, 'database' | 'serverNow'>,
  accountId: string,
  { resource, units, purchasedAt, expiresAt, storageYears = null, price }: CreditedLot,
  count: number,
): Promise<string[]> {
  const lotIds = Array.from({ length: count }, () => newId('lot'));
  await runTransaction(fixture, TESTER, (unit) =>
    changeLedger(unit, accountId, async (book) => {
      const paid = price === undefined ? {} : { price };
      const facts = { orderId: null, lineId: null, storageYears, ...paid, purchasedAt, expiresAt };
      const documents = lotIds.map((lotId) => ({
        ...facts,
        _id: lotId,
        accountId,
        sandbox: book.sandbox,
        resource,
        creditedAt: book.at,
        expiresOn: lastDateBefore(expiresAt, book.timeZone),
        credited: units,
        end: null,
        endedAt: null,
        final: null,
      }));
      await unit.database.models.lots.insertMany(documents, { session: unit.session });
      for (const lotId of lotIds) {
        book.credit(resource, { ...facts, lotId, units }, { type: 'test', id: lotId });
      }
    }),
  );
  return lotIds;
}

/** Credits a lot and consumes it whole: only an account that has had a lot may go into arrears (AMB-16). */
export async function creditSpentLot(
  fixture: Pick<OrderFixture, 'database' | 'serverNow'>,
  accountId: string,
  resource = 'inspection',
): Promise<void> {
  const purchasedAt = fixture.serverNow();
  const expiresAt = '9000-01-01T00:00:00.000Z';
  const lotId = await creditLot(fixture, accountId, { resource, units: 1, purchasedAt, expiresAt });
  await runTransaction(fixture, TESTER, (unit) =>
    changeLedger(unit, accountId, (book) =>
      book.voidUnits(resource, { lotId, units: 1 }, { type: 'test', id: lotId }),
    ),
  );
}

/** Moves the clock of a sandbox without booking what falls due on the way. */
export async function setClock(
  { database }: Pick<OrderFixture, 'database'>,
  accountId: string,
  frozenAt: Instant,
): Promise<void> {
  await database.models.ledgers.updateOne({ _id: accountId }, { $set: { frozenAt }, $inc: { version: 1 } });
}
