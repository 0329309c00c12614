/** What a change owes to others, and the documents it becomes: audit, deadlines, tasks, notices and their deliveries. */
import type { AccountId, DeliveryId, NoticeId, OrderId } from '../domain/ids.ts';
import { newRound } from '../domain/notices/delivery-round.ts';
import { DELIVERY_RETRY, TASK_ROLES, type NoticeKind, type TaskKind } from '../domain/kinds.ts';
import { workflowIdOf } from '../domain/workflow-ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { Json, JsonObject } from '../domain/json.ts';
import { derivedId, newId } from '../infra/ids.ts';
import type { DeadlineDocument } from './collections/deadlines.ts';
import type { DeliveryDocument } from './collections/deliveries.ts';
import type { NoticeDocument } from './collections/notices.ts';
import type { Platform } from './collections/platforms.ts';
import type { TaskDocument } from './collections/tasks.ts';

/** Who acts and in which request. */
export interface Actor {
  /** A key's id, or `system`. */
  readonly by: string;
  readonly requestId: string;
}

export const SYSTEM: Actor = { by: 'system', requestId: 'system' };

export interface AuditEntry {
  readonly type: string;
  readonly at: Instant;
  readonly accountId: AccountId | null;
  readonly orderId?: OrderId;
  readonly reason?: string;
  readonly facts?: JsonObject;
  readonly before?: Json;
  readonly after?: Json;
  readonly journal?: { from: number; to: number };
  readonly catalogueVersion?: string;
  readonly policyVersion?: string;
  /** Natural key of the command behind it. */
  readonly commandId?: string;
  /** Where a deadline acts and not the caller. */
  readonly actor?: Actor;
}

export interface TaskEntry {
  readonly kind: TaskKind;
  /** The fact it stands for: a fact opens one task of a kind, however often it is reported. */
  readonly cause: string;
  /** Null where it is about no account that we know. */
  readonly accountId: AccountId | null;
  readonly sandbox: boolean;
  readonly orderId?: OrderId;
  readonly at: Instant;
  readonly dueAt: Instant;
  readonly facts: JsonObject;
}

export interface NoticeEntry {
  readonly kind: NoticeKind;
  /** One notice for each (cause, kind). */
  readonly cause: string;
  readonly accountId: AccountId;
  readonly sandbox: boolean;
  readonly at: Instant;
  readonly payload: JsonObject;
}

export type DeadlineEntry = Pick<
  DeadlineDocument,
  '_id' | 'kind' | 'at' | 'accountId' | 'sandbox' | 'workflowId'
> &
  Partial<DeadlineDocument>;

/** A deadline whose fields are all there. */
export function deadlineDocument(entry: DeadlineEntry): DeadlineDocument {
  return {
    orderId: null,
    lotId: null,
    serviceId: null,
    serviceIds: null,
    licenceId: null,
    termId: null,
    episodeId: null,
    daysBefore: null,
    ...entry,
  };
}

/** Id of the task that a cause opens: one of a kind, however often it is reported. */
export function taskIdOf(kind: TaskKind, cause: string): string {
  return derivedId('tsk', `${kind}:${cause}`);
}

export function taskDocument(entry: TaskEntry): TaskDocument {
  return {
    _id: taskIdOf(entry.kind, entry.cause),
    kind: entry.kind,
    role: TASK_ROLES[entry.kind],
    state: 'open',
    accountId: entry.accountId,
    sandbox: entry.sandbox,
    orderId: entry.orderId ?? null,
    openedAt: entry.at,
    dueAt: entry.dueAt,
    facts: entry.facts,
    resolvedAt: null,
    resolvedBy: null,
    note: null,
  };
}

/** Id of the notice of a cause: one of a kind, however often it is reported. */
export function noticeIdOf(kind: NoticeKind, cause: string): string {
  return derivedId('ntc', `${kind}:${cause}`);
}

export function noticeDocument(entry: NoticeEntry, recordedAt: Instant): NoticeDocument {
  return {
    _id: noticeIdOf(entry.kind, entry.cause),
    kind: entry.kind,
    accountId: entry.accountId,
    sandbox: entry.sandbox,
    at: entry.at,
    recordedAt,
    sortKey: newId('ntc'),
    payload: entry.payload,
  };
}

/** Id of the delivery of a notice to a platform: also what receivers know a repeat by. */
function deliveryIdOf(noticeId: NoticeId, platform: Platform): string {
  return derivedId('dlv', `${noticeId}:${platform}`);
}

/** Without an endpoint a notice is kept in the built-in inbox and counts as delivered (api.md §6). */
export function inboxDelivery(notice: NoticeDocument, platform: Platform): DeliveryDocument {
  return {
    ...deliveryOf(notice, platform),
    state: 'delivered',
    attempts: 1,
    deliveredAt: notice.at,
    nextAttemptAt: null,
    givesUpAt: null,
  };
}

/** A delivery to an endpoint, its first attempt due at once. `now` is account time. */
export function pendingDelivery(notice: NoticeDocument, platform: Platform, now: Instant): DeliveryDocument {
  return {
    ...deliveryOf(notice, platform),
    state: 'pending',
    attempts: 0,
    deliveredAt: null,
    ...newRound(now),
  };
}

function deliveryOf({ _id, ...notice }: NoticeDocument, platform: Platform) {
  const { accountId, sandbox, kind, at, sortKey } = notice;
  const deliveryId = deliveryIdOf(_id, platform);
  const untried = { failures: 0, lastError: null, timeOuts: null };
  return { _id: deliveryId, noticeId: _id, platform, accountId, sandbox, kind, at, sortKey, ...untried };
}

/** The next attempt of a pending delivery, as the sandbox's clock and its workflow find it. */
export function retryDeadline({ _id, accountId, sandbox }: Delivered, at: Instant): DeadlineEntry {
  const kind = DELIVERY_RETRY;
  return { _id: retryDeadlineId(_id), kind, at, accountId, sandbox, workflowId: workflowIdOf('notice', _id) };
}
type Delivered = Pick<DeliveryDocument, '_id' | 'accountId' | 'sandbox'>;

export function retryDeadlineId(deliveryId: DeliveryId): string {
  return `${DELIVERY_RETRY}:${deliveryId}`;
}
