/** Credits what was paid: each line exactly one lot, whatever is retried (rules §8.5), and the deadlines of its life. */
import { anniversaryEnd, lastDateBefore, remindersBefore } from '../domain/calendar.ts';
import { epochMsOf, HOUR_MS, plusMs, type Instant } from '../domain/instant.ts';
import { lineStateOfLot } from '../domain/order/line-states.ts';
import type { LedgerBook } from '../ledger/ledger-book.ts';
import { changeLedger } from '../ledger/change-ledger.ts';
import { lotIdOfLine } from '../ledger/write-books.ts';
import type { LotDocument } from '../persistence/models/ledger.ts';
import type { OrderDocument, OrderLineRecord } from '../persistence/models/order.ts';
import type { UnitOfWork } from '../persistence/unit-of-work.ts';
import { ownedBy } from './commands.ts';
import type { TransitionContext, TransitionEffect } from './transition.ts';

export async function creditLines({ unit, order, now }: TransitionContext): Promise<TransitionEffect> {
  const { payment } = order;
  if (payment === null) throw new Error(`order ${order._id} is credited without a payment`);
  await unit.clearDeadlines({ orderId: order._id });
  const lines = await changeLedger(unit, order.accountId, async (book) => {
    const credited: OrderLineRecord[] = [];
    // One after the other: a transaction's session carries one operation at a time.
    for (const line of order.lines)
      credited.push(await creditLine(unit, book, order, line, payment.capturedAt));
    return credited;
  });
  return { auditType: 'order.credited', changes: { lines, creditedAt: now } };
}

async function creditLine(
  unit: UnitOfWork,
  book: LedgerBook,
  order: OrderDocument,
  line: OrderLineRecord,
  capturedAt: Instant,
): Promise<OrderLineRecord> {
  const { fulfilment } = line;
  if (fulfilment.kind !== 'lot')
    throw new Error(`line ${line.id} is a ${fulfilment.kind}, which nothing credits`);
  const { resource, storageYears, lifeYears } = fulfilment;
  const lotId = lotIdOfLine(line.id);
  const { timeZone } = book.head;
  const expiresAt = lotEnd(order, capturedAt, book.at, lifeYears, timeZone);
  const booked = book.entries.length;
  const credited = book.credit(
    resource,
    {
      lotId,
      orderId: order._id,
      lineId: line.id,
      storageYears,
      purchasedAt: capturedAt,
      expiresAt,
      units: line.quantity,
    },
    { type: 'line', id: line.id },
  );
  const lot: LotDocument = {
    _id: lotId,
    accountId: order.accountId,
    resource,
    orderId: order._id,
    lineId: line.id,
    storageYears,
    purchasedAt: capturedAt,
    creditedAt: book.at,
    expiresOn: lastDateBefore(expiresAt, timeZone),
    expiresAt,
    credited: line.quantity,
    // A lot that ended as it was credited is closed by the book.
    end: null,
    endedAt: null,
    final: null,
  };
  await unit.database.models.lots.insertMany([lot], { session: unit.session });
  const end = credited.deadLot?.state ?? null;
  if (end === null) setLotDeadlines(unit, order, lot, book.at, timeZone);
  const facts = { lotId, lineId: line.id, sku: line.sku, resource, units: line.quantity, expiresAt };
  unit.audit({
    type: 'line.credited',
    at: book.at,
    accountId: order.accountId,
    orderId: order._id,
    facts,
    journal: book.rangeSince(booked),
    catalogueVersion: order.catalogueVersion,
    policyVersion: order.policyVersion,
  });
  unit.notify({
    kind: 'lot.credited',
    cause: lotId,
    accountId: order.accountId,
    sandbox: order.sandbox,
    at: book.at,
    payload: { ...facts, orderId: order._id },
  });
  return { ...line, state: lineStateOfLot(end), entitlements: [{ kind: 'lot', id: lotId }] };
}

/** Exclusive end of the lot (AMB-08), moved by the delay beyond the promised time when crediting was late (AMB-09). */
function lotEnd(
  order: OrderDocument,
  capturedAt: Instant,
  creditedAt: Instant,
  lifeYears: number,
  timeZone: string,
): Instant {
  const { expiresAt } = anniversaryEnd(capturedAt, { years: lifeYears }, timeZone);
  const { creditBreachHours, extendOnLateCredit } = order.policies;
  const lateMs = epochMsOf(creditedAt) - epochMsOf(plusMs(capturedAt, creditBreachHours * HOUR_MS));
  return extendOnLateCredit && lateMs > 0 ? plusMs(expiresAt, lateMs) : expiresAt;
}

function setLotDeadlines(
  unit: UnitOfWork,
  order: OrderDocument,
  lot: LotDocument,
  now: Instant,
  timeZone: string,
): void {
  const owned = { ...ownedBy(order), lotId: lot._id };
  for (const { daysBefore, at } of remindersBefore(lot.expiresAt, order.policies.reminderDays, timeZone)) {
    if (at <= now) continue;
    unit.setDeadline({
      _id: `lot.reminder:${lot._id}:${daysBefore}`,
      kind: 'lot.reminder',
      at,
      daysBefore,
      ...owned,
    });
  }
  unit.setDeadline({ _id: `lot.expires:${lot._id}`, kind: 'lot.expires', at: lot.expiresAt, ...owned });
}
