/** Credits what was paid: each line becomes what it was sold as, once, whatever is retried (rules §8.5). */
import type { Instant } from '../domain/instant.ts';
import { changeLedger } from '../ledger/change-ledger.ts';
import type { LedgerBook } from '../ledger/ledger-book.ts';
import type { OrderDocument, OrderLineRecord } from '../persistence/models/order.ts';
import type { UnitOfWork } from '../persistence/unit-of-work.ts';
import { creditLicence } from './credit-licence.ts';
import { creditLot } from './credit-lot.ts';
import { creditServices } from './credit-services.ts';
import { creditTerm } from './credit-term.ts';
import { lateDaysOf } from './crediting.ts';
import type { TransitionContext, TransitionEffect } from './transition.ts';

export async function creditLines({ unit, order, now }: TransitionContext): Promise<TransitionEffect> {
  const { payment } = order;
  if (payment === null) throw new Error(`order ${order._id} is credited without a payment`);
  await unit.clearDeadlines({ orderId: order._id });
  // The ledger's head excludes other creditings of the account, also of lines that book nothing in it.
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
  // Its money went back before it was credited.
  if (line.state === 'refunded') return line;
  const lateDays = lateDaysOf(order, capturedAt, book.at);
  const crediting = { unit, book, order, line, capturedAt, lateDays };
  const { fulfilment } = line;
  switch (fulfilment.kind) {
    case 'lot':
      return creditLot({ ...crediting, fulfilment });
    case 'licence':
      return creditLicence({ ...crediting, fulfilment });
    case 'term':
      return creditTerm({ ...crediting, fulfilment });
    case 'service':
    case 'maintenance':
      return creditServices({ ...crediting, fulfilment });
  }
}
