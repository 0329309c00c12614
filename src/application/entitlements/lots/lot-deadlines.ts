/** The deadlines of a lot's life: reminders before its end, and the end (rules §8.6). */
import { POLICY_DEFAULTS } from '../../../domain/catalogue/policies.ts';
import { remindersOfPeriod } from '../../../domain/entitlements/reminders.ts';
import type { LotId } from '../../../domain/ids.ts';
import type { Instant } from '../../../domain/instant.ts';
import type { JsonObject } from '../../../domain/json.ts';
import { readLiveLot } from '../../ledger/ledger-state.ts';
import { workflowIdOf, type WorkflowId } from '../../../domain/workflow-ids.ts';
import type { LotDocument } from '../../../storage/collections/lots.ts';
import type { DeadlineDocument } from '../../../storage/collections/deadlines.ts';
import type { UnitOfWork } from '../../../storage/unit-of-work.ts';

export interface LotKeeping {
  readonly sandbox: boolean;
  /** Who meets the deadlines: the lot's order, or a workflow of the lot's own. */
  readonly workflowId: string;
  readonly reminderDays: readonly number[];
  readonly timeZone: string;
  /** Account time: reminders that lie before it are not set. */
  readonly now: Instant;
}

/** The workflow of a lot that no running order looks after. */
export function workflowOfLot(lotId: LotId): WorkflowId {
  return workflowIdOf('lot', lotId);
}

/** Days before its end on which a lot is reminded of: as its order was sold, or the product's default. */
export async function reminderDaysOf(
  unit: UnitOfWork,
  { orderId }: Pick<LotDocument, 'orderId'>,
): Promise<readonly number[]> {
  const order =
    orderId === null
      ? null
      : await unit.database.models.orders.findById(orderId, { policies: 1 }).session(unit.session).lean();
  return order?.policies.reminderDays ?? POLICY_DEFAULTS.reminderDays;
}

export function setLotDeadlines(
  unit: UnitOfWork,
  {
    _id,
    accountId,
    orderId,
    purchasedAt,
    expiresAt,
  }: Pick<LotDocument, '_id' | 'accountId' | 'orderId' | 'purchasedAt' | 'expiresAt'>,
  { sandbox, workflowId, reminderDays, timeZone, now }: LotKeeping,
): void {
  const owned = { accountId, sandbox, workflowId, orderId, lotId: _id };
  const life = { from: purchasedAt, until: expiresAt };
  for (const { daysBefore, at } of remindersOfPeriod(life, reminderDays, timeZone)) {
    if (at <= now) continue;
    unit.setDeadline({
      _id: `lot.reminder:${_id}:${daysBefore}`,
      kind: 'lot.reminder',
      at,
      daysBefore,
      ...owned,
    });
  }
  unit.setDeadline({ _id: `lot.expires:${_id}`, kind: 'lot.expires', at: expiresAt, ...owned });
}

/** Names the units that will be lost. A lot that is spent needs no reminder, and its deadline is gone. */
export async function remindOfLot(
  unit: UnitOfWork,
  { _id, lotId, orderId, accountId, sandbox, at, daysBefore }: DeadlineDocument,
): Promise<JsonObject> {
  const head = lotId === null ? null : await readLiveLot(unit.database, accountId, lotId, unit.session);
  const live = head?.live ?? null;
  const facts = {
    lotId,
    resource: live?.resource ?? null,
    daysBefore,
    unitsAtRisk: live?.lot.remaining ?? 0,
    expiresAt: live?.lot.expiresAt ?? null,
  };
  if (live !== null) {
    unit.notify({
      kind: 'lot.expiring',
      // Of each end that the lot was given: one that is extended is reminded of again.
      cause: `${_id}:${live.lot.expiresAt}`,
      accountId,
      sandbox,
      at,
      payload: { ...facts, orderId },
    });
  }
  return facts;
}
