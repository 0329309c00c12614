/** Credits a line of units: exactly one lot with its deadlines (rules §8.5, §8.6). */
import { anniversaryEnd } from '../../../domain/calendar.ts';
import type { ResolvedFulfilment } from '../../../domain/catalogue/fulfilment.ts';
import { lineStateOfLot } from '../../../domain/orders/line-states.ts';
import { workflowIdOf } from '../../../domain/workflow-ids.ts';
import { lotIdOfLine } from '../../ledger/write-sessions.ts';
import { setLotDeadlines } from './lot-deadlines.ts';
import type { LotDocument } from '../../../storage/collections/lots.ts';
import type { OrderLineRecord } from '../../../storage/collections/orders.ts';
import { auditCredited, type Crediting } from '../crediting.ts';

type LotBought = Extract<ResolvedFulfilment, { kind: 'lot' }>;

/** Books the lot in the ledger, which first offsets arrears with it, and returns the line with its lot. */
export async function creditLot(crediting: Crediting<LotBought>): Promise<OrderLineRecord> {
  const { unit, ledger, order, line, fulfilment, capturedAt, lateDays } = crediting;
  const { resource, storageYears, lifeYears } = fulfilment;
  const lotId = lotIdOfLine(line.id);
  const { timeZone } = ledger;
  const { expiresOn, expiresAt } = anniversaryEnd(capturedAt, { years: lifeYears }, timeZone, lateDays);
  const booked = ledger.entries.length;
  const credited = ledger.credit(
    resource,
    {
      lotId,
      orderId: order._id,
      lineId: line.id,
      storageYears,
      price: line.amount,
      purchasedAt: capturedAt,
      expiresAt,
      units: line.quantity,
      soldAs: { productLine: order.productLine, sku: line.sku },
    },
    { type: 'line', id: line.id },
  );
  const lot: LotDocument = {
    _id: lotId,
    accountId: order.accountId,
    sandbox: order.sandbox,
    resource,
    orderId: order._id,
    lineId: line.id,
    storageYears,
    price: line.amount,
    purchasedAt: capturedAt,
    creditedAt: ledger.at,
    expiresOn,
    expiresAt,
    credited: line.quantity,
    // The ledger session closes a lot that arrears used up at once.
    end: null,
    endedAt: null,
    final: null,
  };
  await unit.database.models.lots.insertMany([lot], { session: unit.session });
  const end = credited.deadLot?.state ?? null;
  if (end === null) {
    const { sandbox, policies } = order;
    const workflowId = workflowIdOf('order', order._id);
    const { reminderDays } = policies;
    setLotDeadlines(unit, lot, { sandbox, workflowId, reminderDays, timeZone, now: ledger.at });
  }
  const facts = { lotId, lineId: line.id, sku: line.sku, resource, units: line.quantity, expiresAt };
  auditCredited(crediting, facts, ledger.rangeSince(booked));
  unit.notify({
    kind: 'lot.credited',
    cause: lotId,
    accountId: order.accountId,
    sandbox: order.sandbox,
    at: ledger.at,
    payload: { ...facts, orderId: order._id },
  });
  return {
    ...line,
    state: lineStateOfLot(end === null ? null : { end, whole: false }),
    entitlements: [{ kind: 'lot', id: lotId }],
  };
}
