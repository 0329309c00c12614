/** The deadlines of a lot: reminders before its end, and the end (rules §8.6). */
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

/** What the deadlines of a lot depend on besides the lot. */
export interface LotDeadlineContext {
  readonly sandbox: boolean;
  /** The workflow that processes the deadlines: the order's, or the lot's own. */
  readonly workflowId: string;
  readonly reminderDays: readonly number[];
  readonly timeZone: string;
  /** Account time; reminders before it are not set. */
  readonly now: Instant;
}

/** Id of the workflow that processes the deadlines of a lot without a running order. */
export function workflowOfLot(lotId: LotId): WorkflowId {
  return workflowIdOf('lot', lotId);
}

/** Days before the end of a lot on which reminders are sent: by its order's policies, or by default. */
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

/** Sets the reminders and the end of a lot. */
export function setLotDeadlines(
  unit: UnitOfWork,
  {
    _id,
    accountId,
    orderId,
    purchasedAt,
    expiresAt,
  }: Pick<LotDocument, '_id' | 'accountId' | 'orderId' | 'purchasedAt' | 'expiresAt'>,
  { sandbox, workflowId, reminderDays, timeZone, now }: LotDeadlineContext,
): void {
  const fields = { accountId, sandbox, workflowId, orderId, lotId: _id };
  const life = { from: purchasedAt, until: expiresAt };
  for (const { daysBefore, at } of remindersOfPeriod(life, reminderDays, timeZone)) {
    if (at <= now) continue;
    unit.setDeadline({
      _id: `lot.reminder:${_id}:${daysBefore}`,
      kind: 'lot.reminder',
      at,
      daysBefore,
      ...fields,
    });
  }
  unit.setDeadline({ _id: `lot.expires:${_id}`, kind: 'lot.expires', at: expiresAt, ...fields });
}

/**
 * Notifies the platforms of the units that expire soon, unless the lot is used up, and returns the facts for the audit.
 */
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
      // The end is a part of the cause, so that a lot that is extended is reminded of again.
      cause: `${_id}:${live.lot.expiresAt}`,
      accountId,
      sandbox,
      at,
      payload: { ...facts, orderId },
    });
  }
  return facts;
}
