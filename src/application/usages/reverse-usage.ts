/**
 * An operator reverses a usage that was booked in error (AMB-26): once, with a reason. Its record stays and shows the reversal.
 * The units that paid for it go back to their lots, and lots that had ended may live again.
 */
import { POLICY_DEFAULTS } from '../../domain/catalogue/policies.ts';
import type { Instant } from '../../domain/instant.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Reversal, Reversed } from '../../domain/ledger/reversal.ts';
import type { DeadLot } from '../../domain/ledger/state.ts';
import { settlementsOf } from '../../domain/ledger/unit-range.ts';
import { workflowIdOf, type WorkflowId } from '../../domain/workflow-ids.ts';
import { DomainError } from '../../domain/errors.ts';
import type { AccountId, LotId, UsageId } from '../../domain/ids.ts';
import { changeLedger } from '../ledger/change-ledger.ts';
import type { LedgerSession } from '../ledger/ledger-session.ts';
import { workflowOfLot, setLotDeadlines } from '../entitlements/lots/lot-deadlines.ts';
import { refreshLines } from '../orders/update-lines.ts';
import type { LotDocument } from '../../storage/collections/lots.ts';
import { findUsageById } from '../../storage/journal/read-usages.ts';
import type { StoredUsage, UsageRecord } from '../../storage/journal/usage-record.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';

/** Throws `not_found`, and `conflict` where it was reversed before or the pool is blocked. */
export async function reverseUsage(
  unit: UnitOfWork,
  { usageId, reason }: { readonly usageId: UsageId; readonly reason: string },
): Promise<StoredUsage> {
  const { database, session } = unit;
  const found = await findUsageById(database, usageId, session);
  if (found === null) throw new DomainError('not_found', { kind: 'usage', id: usageId });
  const { usage, revived, context } = await changeLedger(unit, found.accountId, async (ledger) => {
    // Again, now that the ledger is locked.
    const before = await findUsageById(database, usageId, session);
    if (before === null) throw new DomainError('not_found', { kind: 'usage', id: usageId });
    const { reversal: earlier, accountId, resource, quantity } = before;
    if (earlier !== undefined) throw new DomainError('usage_reversed', { usageId, reversedAt: earlier.at });
    if (ledger.isBlocked(resource))
      throw new DomainError('pool_blocked', { accountId, resource, at: ledger.at });

    const booked = ledger.entries.length;
    const reversed = ledger.reverse(await reversalOf(unit, before, ledger), { type: 'usage', id: usageId });
    const journal = ledger.rangeSince(booked);
    const reversal = { at: ledger.at, by: unit.actor.by, reason, journal };
    await database.native.usageReversals.insertOne({ _id: usageId, accountId, ...reversal }, { session });
    unit.audit({
      type: 'usage.reversed',
      at: ledger.at,
      accountId,
      reason,
      facts: { usageId, resource, quantity, ...factsOf(reversed) },
      journal,
      policyVersion: before.policyVersion,
    });
    const { at: now, sandbox } = ledger;
    return {
      usage: { ...before, reversal },
      revived: reversed.revived.map(({ lotId }) => lotId),
      context: { now, sandbox, timeZone: ledger.timeZone },
    };
  });
  await watchRevived(unit, revived, context);
  return usage;
}

async function reversalOf(unit: UnitOfWork, usage: UsageRecord, ledger: LedgerSession): Promise<Reversal> {
  const { models } = unit.database;
  const { accountId, resource, draws, arrearsRange } = usage;
  const settlements = await paymentsOf(unit, usage);
  const lotIds = [...draws, ...settlements].flatMap(({ lotId }) => (lotId === null ? [] : [lotId]));
  const lots = await models.lots
    .find({ _id: { $in: lotIds }, accountId })
    .session(unit.session)
    .lean();
  return {
    resource,
    draws,
    arrearsRange,
    settlements,
    // The records do not show yet what ended in this transaction.
    endedLots: [...lots.flatMap(endedLotOf), ...ledger.ended.map(({ lot }) => lot)],
  };
}

/** What settled the usage's arrears, cut to its range of units. */
async function paymentsOf(
  unit: UnitOfWork,
  { accountId, resource, arrearsRange }: UsageRecord,
): Promise<Reversal['settlements']> {
  if (arrearsRange === null) return [];
  const { from, to } = arrearsRange;
  const payments = await unit.database.models.settlements
    .find({ accountId, resource, to: { $gt: from }, from: { $lt: to } })
    .session(unit.session)
    .lean();
  return settlementsOf(
    arrearsRange,
    payments.map(({ lotId, from: start, to: end }) => ({ lotId, range: { from: start, to: end } })),
  ).map(({ payment: { lotId }, range }) => ({ lotId, range }));
}

function endedLotOf(document: LotDocument): DeadLot[] {
  const { end, endedAt, final } = document;
  if (end === null || endedAt === null || final === null) return [];
  const { _id, orderId, lineId, storageYears, price, purchasedAt, creditedAt, expiresAt, credited } =
    document;
  const paid = price === undefined ? {} : { price };
  const sold = { lotId: _id, orderId, lineId, storageYears, ...paid };
  const born = { ...sold, purchasedAt, creditedAt, expiresAt, credited };
  return [{ ...born, ...final, state: end, endedAt }];
}

/**
 * Sets the deadlines of lots that live again. Their orders may be over, so one lot's workflow handles all revived lots of an
 * order; another handles those without an order.
 */
async function watchRevived(
  unit: UnitOfWork,
  lotIds: readonly LotId[],
  context: { readonly now: Instant; readonly sandbox: boolean; readonly timeZone: string },
): Promise<void> {
  if (lotIds.length === 0) return;
  const { models } = unit.database;
  const lots = await models.lots
    .find({ _id: { $in: lotIds } })
    .session(unit.session)
    .lean();
  const orderIds = [...new Set(lots.flatMap(({ orderId }) => orderId ?? []))];
  const orders = await models.orders
    .find({ _id: { $in: orderIds } }, { policies: 1 })
    .session(unit.session)
    .lean();
  const reminderDays = new Map(orders.map(({ _id, policies }) => [_id, policies.reminderDays]));
  const signal = (accountId: AccountId, workflowId: WorkflowId) => {
    unit.publish(accountId, { type: 'workflow.signal', workflowId, reason: 'lot.revived' });
  };
  for (const [orderId, together] of byOrder(lots)) {
    const [first] = together;
    if (first === undefined) continue;
    const workflowId = workflowOfLot(first._id);
    const days = (orderId === null ? undefined : reminderDays.get(orderId)) ?? POLICY_DEFAULTS.reminderDays;
    for (const lot of together) setLotDeadlines(unit, lot, { ...context, workflowId, reminderDays: days });
    // The signal starts the workflow if it is not running.
    signal(first.accountId, workflowId);
    if (orderId === null) continue;
    await refreshLines(unit, orderId);
    signal(first.accountId, workflowIdOf('order', orderId));
  }
}

function byOrder(lots: readonly LotDocument[]): ReadonlyMap<string | null, LotDocument[]> {
  const groups = new Map<string | null, LotDocument[]>();
  for (const lot of lots) {
    const group = groups.get(lot.orderId);
    if (group === undefined) groups.set(lot.orderId, [lot]);
    else group.push(lot);
  }
  return groups;
}

function factsOf({ steps, revived, ended }: Reversed): JsonObject {
  const units = (kind: string) =>
    steps.flatMap(({ movement, lotId }) =>
      movement.kind === kind && lotId !== null
        ? [{ lotId, units: Math.max(...movement.postings.map((posting) => posting.units)) }]
        : [],
    );
  return {
    offsetsReturned: units('offset.returned'),
    expired: units('lot.expired'),
    offsets: units('arrears.offset').map(({ lotId }) => lotId),
    revived: revived.map(({ lotId }) => lotId),
    ended: ended.map(({ lotId, state }) => ({ lotId, state })),
  };
}
