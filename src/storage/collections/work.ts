/** What waits for time or for a person: deadlines, tasks, notices and their deliveries. */
import type {
  AccountId,
  EpisodeId,
  LicenceId,
  LotId,
  NoticeId,
  OrderId,
  ServiceId,
  TermId,
} from '../../domain/ids.ts';
import type { DeliveryTimeOuts } from '../../domain/notices/advance-patience.ts';
import type { Instant } from '../../domain/instant.ts';
import type { NoticeKind, StoredDeadlineKind, TaskKind, TaskRole } from '../../domain/kinds.ts';
import {
  PRESENT,
  data,
  dataOrNull,
  flag,
  integer,
  integerOrNull,
  text,
  textOrNull,
  type CollectionDeclaration,
  type StoredObject,
} from '../define.ts';

/** A stored instant at which something falls due, and the workflow that handles it. */
export interface DeadlineDocument {
  /** `<kind>:<subject>[:<variant>]` */
  _id: string;
  kind: StoredDeadlineKind;
  at: Instant;
  accountId: AccountId;
  sandbox: boolean;
  /** Id of the workflow that handles it. */
  workflowId: string;
  orderId: OrderId | null;
  lotId: LotId | null;
  /** Of services: the one that falls due. */
  serviceId: ServiceId | null;
  /** Of services: the units of a line that fall due together; null elsewhere. */
  serviceIds: ServiceId[] | null;
  licenceId: LicenceId | null;
  termId: TermId | null;
  episodeId: EpisodeId | null;
  /** Of a reminder: days before the end. */
  daysBefore: number | null;
}

export const deadlines: CollectionDeclaration = {
  name: 'deadlines',
  fields: {
    kind: text,
    at: text,
    accountId: text,
    sandbox: flag,
    workflowId: text,
    orderId: textOrNull,
    lotId: textOrNull,
    serviceId: textOrNull,
    serviceIds: dataOrNull,
    licenceId: textOrNull,
    termId: textOrNull,
    episodeId: textOrNull,
    daysBefore: integerOrNull,
  },
  indexes: [
    // The kind comes last: lists leave one out.
    { keys: { accountId: 1, at: 1, _id: 1, kind: 1 } },
    { keys: { sandbox: 1, at: 1, _id: 1, kind: 1 } },
    { keys: { workflowId: 1, at: 1, _id: 1 } },
    { keys: { orderId: 1, at: 1, _id: 1 }, partial: { orderId: PRESENT } },
    { keys: { lotId: 1 }, partial: { lotId: PRESENT } },
    { keys: { licenceId: 1 }, partial: { licenceId: PRESENT } },
    { keys: { termId: 1 }, partial: { termId: PRESENT } },
  ],
};

export interface TaskDocument {
  _id: string;
  kind: TaskKind;
  role: TaskRole;
  state: 'open' | 'resolved';
  /** Null where it is about no account that we know. */
  accountId: AccountId | null;
  sandbox: boolean;
  orderId: OrderId | null;
  openedAt: Instant;
  dueAt: Instant;
  facts: StoredObject;
  resolvedAt: Instant | null;
  resolvedBy: string | null;
  note: string | null;
}

export const tasks: CollectionDeclaration = {
  name: 'tasks',
  fields: {
    kind: text,
    role: text,
    state: text,
    accountId: textOrNull,
    sandbox: flag,
    orderId: textOrNull,
    openedAt: text,
    dueAt: text,
    facts: data,
    resolvedAt: textOrNull,
    resolvedBy: textOrNull,
    note: textOrNull,
  },
  indexes: [
    { keys: { accountId: 1, openedAt: -1, _id: -1, state: 1, role: 1, kind: 1, dueAt: 1 } },
    { keys: { sandbox: 1, openedAt: -1, _id: -1, dueAt: 1 } },
    { keys: { sandbox: 1, state: 1, openedAt: -1, _id: -1 } },
    { keys: { sandbox: 1, role: 1, openedAt: -1, _id: -1 } },
    { keys: { sandbox: 1, kind: 1, openedAt: -1, _id: -1 } },
    { keys: { orderId: 1, state: 1 }, partial: { orderId: PRESENT } },
    // Counted for the metrics, from the index alone.
    { keys: { state: 1, kind: 1, sandbox: 1 } },
  ],
};

/** One event told to the customer; one for each (cause, kind). */
export interface NoticeDocument {
  _id: string;
  kind: NoticeKind;
  accountId: AccountId;
  sandbox: boolean;
  at: Instant;
  recordedAt: Instant;
  /** Larger than that of every notice before it: of one instant, they are listed as they happened. */
  told: string;
  payload: StoredObject;
}

export const notices: CollectionDeclaration = {
  name: 'notices',
  fields: {
    kind: text,
    accountId: text,
    sandbox: flag,
    at: text,
    recordedAt: text,
    told: text,
    payload: data,
  },
  indexes: [
    { keys: { accountId: 1, at: -1, told: -1, kind: 1 } },
    { keys: { sandbox: 1, at: -1, told: -1 } },
    { keys: { sandbox: 1, kind: 1, at: -1, told: -1 } },
    { keys: { 'payload.episodeId': 1, at: 1, told: 1 }, partial: { 'payload.episodeId': PRESENT } },
  ],
};

export type Platform = 'business' | 'management';
export const PLATFORMS: readonly Platform[] = ['business', 'management'];

/** One notice on its way to one platform. */
export interface DeliveryDocument {
  _id: string;
  noticeId: NoticeId;
  platform: Platform;
  accountId: AccountId;
  sandbox: boolean;
  /** Of the notice, for lists of notices by their deliveries. */
  kind: NoticeKind;
  at: Instant;
  told: string;
  state: 'pending' | 'delivered' | 'failed';
  attempts: number;
  /** Attempts that failed since the delivery began, or was begun again. */
  failures: number;
  lastError: string | null;
  /** In a sandbox: attempts without an answer in the last advance of its clock that had some. */
  timeOuts: DeliveryTimeOuts | null;
  deliveredAt: Instant | null;
  /** While it is pending, in account time. */
  nextAttemptAt: Instant | null;
  givesUpAt: Instant | null;
}

export const deliveries: CollectionDeclaration = {
  name: 'deliveries',
  fields: {
    noticeId: text,
    platform: text,
    accountId: text,
    sandbox: flag,
    kind: text,
    at: text,
    told: text,
    state: text,
    attempts: integer,
    failures: integer,
    lastError: textOrNull,
    timeOuts: dataOrNull,
    deliveredAt: textOrNull,
    nextAttemptAt: textOrNull,
    givesUpAt: textOrNull,
  },
  indexes: [
    { keys: { noticeId: 1, platform: 1 }, unique: true },
    { keys: { accountId: 1, platform: 1, at: -1, told: -1, state: 1, kind: 1 } },
    { keys: { sandbox: 1, platform: 1, at: -1, told: -1, kind: 1 } },
    { keys: { sandbox: 1, platform: 1, state: 1, at: -1, told: -1, kind: 1 } },
    { keys: { state: 1, _id: 1 } },
  ],
};
