/** Side effects of a change, and the documents they become: audit, deadlines, tasks, notices and their deliveries. */
import type { AccountId, DeliveryId, NoticeId, OrderId } from '../domain/ids.ts';
import { newRound } from '../domain/notices/delivery-round.ts';
import { subjectOf } from '../domain/notices/notice-subject.ts';
import { DELIVERY_RETRY, TASK_ROLES, type NoticeKind, type TaskKind } from '../domain/kinds.ts';
import { workflowIdOf } from '../domain/workflow-ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { Json, JsonObject } from '../domain/json.ts';
import { derivedId, newId } from '../infra/ids.ts';
import type { Actor } from './actor.ts';
import type { DeadlineDocument } from './collections/deadlines.ts';
import type { DeliveryDocument } from './collections/deliveries.ts';
import type { NoticeDocument } from './collections/notices.ts';
import type { Platform } from './collections/platforms.ts';
import type { TaskDocument } from './collections/tasks.ts';

export interface AuditEntry {
  readonly type: string;
  readonly at: Instant;
  readonly accountId: AccountId | null;
  /** Set if the account cannot tell, because it is removed. */
  readonly sandbox?: boolean;
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
  /** Set if a deadline acts instead of the caller. */
  readonly actor?: Actor;
}

export interface TaskEntry {
  readonly kind: TaskKind;
  /** The fact that opens the task. One fact opens one task of a kind, however often it is reported. */
  readonly cause: string;
  /** Null if the task concerns no known account. */
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

/** The whole document of a deadline. */
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

/** Id of the task of a cause. The same cause and kind give the same id. */
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

/** Id of the notice of a cause. The same cause and kind give the same id. */
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

/** Id of the delivery of a notice to a platform. Receivers recognise a repeated delivery by it. */
function deliveryIdOf(noticeId: NoticeId, platform: Platform): string {
  return derivedId('dlv', `${noticeId}:${platform}`);
}

/** A delivery to the built-in inbox, for a platform without an endpoint. It counts as delivered (api.md §6). */
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
  const order = { subject: subjectOf(notice), heldBehind: null, holds: 0 };
  const deliveryId = deliveryIdOf(_id, platform);
  const untried = { failures: 0, lastError: null, timeOuts: null };
  return {
    _id: deliveryId,
    noticeId: _id,
    platform,
    accountId,
    sandbox,
    kind,
    at,
    sortKey,
    ...untried,
    ...order,
  };
}

/** The deadline of a pending delivery's next attempt, for its workflow and for the sandbox's clock. */
export function retryDeadline({ _id, accountId, sandbox }: Delivered, at: Instant): DeadlineEntry {
  const kind = DELIVERY_RETRY;
  return { _id: retryDeadlineId(_id), kind, at, accountId, sandbox, workflowId: workflowIdOf('notice', _id) };
}
type Delivered = Pick<DeliveryDocument, '_id' | 'accountId' | 'sandbox'>;

export function retryDeadlineId(deliveryId: DeliveryId): string {
  return `${DELIVERY_RETRY}:${deliveryId}`;
}
