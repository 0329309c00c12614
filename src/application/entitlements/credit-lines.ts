/**
 * The command `credit`: turns each paid line into its entitlements, exactly once even if the command is retried (rules
 * §8.5). An order of many services is credited in slices, each in its own transaction, and becomes active with the
 * last.
 */
import { nextSlice } from '../../domain/orders/credit-slices.ts';
import { changeLedger } from '../ledger/change-ledger.ts';
import type { LedgerSession } from '../ledger/ledger-session.ts';
import type { OrderLineRecord } from '../../storage/collections/orders.ts';
import { creditLicence } from './licences/credit-licence.ts';
import { creditLot } from './lots/credit-lot.ts';
import { creditServices, servicesOfLine } from './services/credit-services.ts';
import { creditTerm } from './terms/credit-term.ts';
import { creditingOf, type OrderCrediting, needsLedger } from './crediting.ts';
import { clearCreditingDeadlines } from '../orders/crediting-deadlines.ts';
import type { TransitionContext, TransitionEffect } from '../orders/transition.ts';

/** Credits the next slice of pending lines. The effect is partial while lines are left. */
export async function creditLines(context: TransitionContext): Promise<TransitionEffect> {
  const { unit, order, now } = context;
  // A line that was refunded before it was credited is no longer pending.
  const pending = order.lines.filter(({ state }) => state === 'pending');
  const slice = new Set(
    nextSlice(
      pending.map((line) => ({
        id: line.id,
        services: servicesOfLine(line),
        needsLedger: needsLedger(line),
      })),
    ),
  );
  const chosen = pending.filter(({ id }) => slice.has(id));
  const services = chosen.filter((line) => !needsLedger(line));
  const inLedger = chosen.filter(needsLedger);
  const credited = [
    ...(services.length === 0
      ? []
      : await creditServices(creditingOf(context, now, await unit.timeZoneOf(order.accountId)), services)),
    ...(inLedger.length === 0 ? [] : await creditInLedger(context, inLedger)),
  ];
  const byId = new Map(credited.map((line) => [line.id, line]));
  const lines = order.lines.map((line) => byId.get(line.id) ?? line);
  if (chosen.length < pending.length) {
    const facts = { lines: chosen.length, linesLeft: pending.length - chosen.length };
    return { auditType: 'order.partly_credited', facts, changes: { lines }, isPartial: true };
  }
  await clearCreditingDeadlines(unit, order);
  return { auditType: 'order.credited', changes: { lines, creditedAt: now } };
}

async function creditInLedger(
  { unit, order }: TransitionContext,
  lines: readonly OrderLineRecord[],
): Promise<OrderLineRecord[]> {
  // The locked ledger excludes other creditings of the account, also of lines that book nothing in it.
  return changeLedger(unit, order.accountId, async (ledger) => {
    const crediting = creditingOf({ unit, order }, ledger.at, ledger.timeZone);
    const credited: OrderLineRecord[] = [];
    // One after the other: a transaction's session carries one operation at a time.
    for (const line of lines) credited.push(await creditLine(crediting, ledger, line));
    return credited;
  });
}

async function creditLine(
  crediting: OrderCrediting,
  ledger: LedgerSession,
  line: OrderLineRecord,
): Promise<OrderLineRecord> {
  const { fulfilment } = line;
  switch (fulfilment.kind) {
    case 'lot':
      return creditLot({ ...crediting, ledger, line, fulfilment });
    case 'licence':
      return creditLicence({ ...crediting, ledger, line, fulfilment });
    case 'term':
      return creditTerm({ ...crediting, ledger, line, fulfilment });
    case 'service':
    case 'maintenance':
      throw new Error(`services of line ${line.id} need no ledger`);
  }
}
