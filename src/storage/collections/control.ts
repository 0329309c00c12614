/** Records of the system itself: audit, outbox, idempotency, keys, and advances of a sandbox's clock. */
import type { AccountId, OrderId, RefundId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Json } from '../../domain/json.ts';
import type { WorkflowId } from '../../domain/workflow-ids.ts';
import {
  PRESENT,
  data,
  dataOrNull,
  flag,
  integer,
  integerOrNull,
  text,
  textOrEmpty,
  textOrNull,
  texts,
  type CollectionDeclaration,
  type StoredObject,
} from '../define.ts';

/** Who did what, why, and what changed (rules §8.17). */
export interface AuditDocument {
  _id: string;
  /** When it takes effect, in account time. */
  at: Instant;
  recordedAt: Instant;
  type: string;
  actor: string;
  reason: string | null;
  requestId: string;
  /** Natural key of the command that made it, so that a repeat is recognised; null for what facts made. */
  commandId: string | null;
  accountId: AccountId | null;
  /** Of the account; false where there is none. */
  sandbox: boolean;
  orderId: OrderId | null;
  facts: StoredObject;
  before: Json;
  after: Json;
  /** Journal entries it produced: first and last sequence. */
  journal: { from: number; to: number } | null;
  catalogueVersion: string | null;
  policyVersion: string | null;
}

export const audit: CollectionDeclaration = {
  name: 'audit',
  fields: {
    at: text,
    recordedAt: text,
    type: text,
    actor: text,
    reason: textOrNull,
    requestId: text,
    commandId: textOrNull,
    accountId: textOrNull,
    sandbox: flag,
    orderId: textOrNull,
    facts: data,
    before: dataOrNull,
    after: dataOrNull,
    journal: dataOrNull,
    catalogueVersion: textOrNull,
    policyVersion: textOrNull,
  },
  indexes: [
    { keys: { orderId: 1, at: 1, _id: 1, type: 1 }, partial: { orderId: PRESENT } },
    { keys: { accountId: 1, _id: -1, type: 1, actor: 1 } },
    { keys: { accountId: 1, at: 1, _id: 1, type: 1 } },
    { keys: { sandbox: 1, _id: -1 } },
    { keys: { sandbox: 1, actor: 1, _id: -1 } },
    { keys: { sandbox: 1, type: 1, _id: -1 } },
    { keys: { commandId: 1 }, unique: true, partial: { commandId: PRESENT } },
  ],
};

/** What the relay must tell to somebody outside MongoDB, or apply later; written with the change that caused it. */
export type OutboxMessage =
  | { readonly type: 'workflow.start'; readonly workflowId: WorkflowId }
  | { readonly type: 'workflow.signal'; readonly workflowId: WorkflowId; readonly reason: string }
  | { readonly type: 'payment.apply'; readonly eventId: string }
  | { readonly type: 'refund.pay'; readonly refundId: RefundId };

/** A row that any relay may carry now, whatever the clock of its writer says. */
export const AT_ONCE = 0;

export interface OutboxDocument {
  _id: string;
  /** Empty where a message concerns no account, as money of a payment that nobody knows. */
  accountId: AccountId;
  message: OutboxMessage;
  createdAt: Instant;
  /** Epoch ms of the relay's clock: not before. Moved ahead by a lease and by backoff. */
  visibleAtMs: number;
  leasedBy: string | null;
  attempts: number;
  lastError: string | null;
  /** Of its first failure. */
  failingSince: Instant | null;
  /** When it was given up; then it is kept for an operator, who can have it sent again. */
  givenUpAt: Instant | null;
}

export const outbox: CollectionDeclaration = {
  name: 'outbox',
  fields: {
    accountId: textOrEmpty,
    message: data,
    createdAt: text,
    visibleAtMs: integer,
    leasedBy: textOrNull,
    attempts: integer,
    lastError: textOrNull,
    failingSince: textOrNull,
    givenUpAt: textOrNull,
  },
  indexes: [
    { keys: { visibleAtMs: 1, _id: 1 } },
    { keys: { accountId: 1, _id: 1 } },
    { keys: { leasedBy: 1, _id: 1 }, partial: { leasedBy: PRESENT } },
  ],
};

/** The first success of a request, kept to answer its repeats; or the claim of one that is still running. */
export interface IdempotencyDocument {
  /** `<scope>:<key>` */
  _id: string;
  route: string;
  bodyHash: string;
  state: 'claimed' | 'done';
  /** Of a claim: whose it is. Only that one renews it, completes it or gives it back. */
  leasedBy: string | null;
  /** Of a claim: epoch ms until which it holds. */
  leasedUntilMs: number | null;
  answer: { status: number; body: unknown } | null;
  createdAt: Instant;
}

export const idempotency: CollectionDeclaration = {
  name: 'idempotency',
  fields: {
    route: text,
    bodyHash: text,
    state: text,
    leasedBy: textOrNull,
    leasedUntilMs: integerOrNull,
    answer: dataOrNull,
    createdAt: text,
  },
  indexes: [{ keys: { createdAt: 1 } }],
};

export interface KeyDocument {
  _id: string;
  name: string;
  roles: string[];
  accountIds: AccountId[] | null;
  /** SHA-256 of the key; the key itself is shown once and never stored. */
  hash: string;
  createdAt: Instant;
  /** Server time from which it works no longer; null for never. */
  expiresAt: Instant | null;
  /** Written at most once a minute. */
  lastUsedAt: Instant | null;
  revokedAt: Instant | null;
  /** Moves with each revocation that was decided by this key being there, so that two at once do not miss each other. */
  guard: number;
}

export const keys: CollectionDeclaration = {
  name: 'keys',
  fields: {
    name: text,
    roles: texts,
    accountIds: dataOrNull,
    hash: text,
    createdAt: text,
    expiresAt: textOrNull,
    lastUsedAt: textOrNull,
    revokedAt: textOrNull,
    guard: integer,
  },
  indexes: [{ keys: { hash: 1 }, unique: true }],
};

/** Where an advance does not go on. */
export interface AdvanceBlock {
  /** Id of the deadline that is not met; `outbox` where messages are not delivered. */
  readonly place: string;
  /** Its instant. */
  readonly at: Instant;
  readonly tries: number;
  /** When it was first tried in vain: epoch milliseconds of server time. */
  readonly sinceMs: number;
}

/** One advance of a sandbox's clock, its target resolved once; any process can resume it. */
export interface ClockAdvanceDocument {
  _id: string;
  accountId: AccountId;
  /** Of the request, to tell a repeat from another one under the same key. */
  bodyHash: string;
  target: Instant;
  state: 'running' | 'done' | 'failed';
  /** Where the clock stood when it began. */
  from: Instant;
  /** Deadlines that were met. */
  steps: number;
  /** What was tried last in vain; null where nothing was. */
  blockedBy: AdvanceBlock | null;
  /** What went wrong there, one line for operators. */
  lastError: string | null;
  /** Real time that failed attempts at each platform took, in milliseconds. */
  lostMs: Readonly<Record<string, number>>;
  leasedBy: string | null;
  leasedUntilMs: number;
  /** Server time, as is that of its end. */
  createdAt: Instant;
  finishedAt: Instant | null;
}

export const clockAdvances: CollectionDeclaration = {
  name: 'clockAdvances',
  fields: {
    accountId: text,
    bodyHash: text,
    target: text,
    state: text,
    from: text,
    steps: integer,
    blockedBy: dataOrNull,
    lastError: textOrNull,
    lostMs: data,
    leasedBy: textOrNull,
    leasedUntilMs: integer,
    createdAt: text,
    finishedAt: textOrNull,
  },
  indexes: [
    // The last one of an account, as it is asked for.
    { keys: { accountId: 1, createdAt: -1, _id: -1 } },
    // One advance at a time for each account.
    { keys: { accountId: 1 }, unique: true, partial: { state: 'running' } },
    { keys: { state: 1, leasedUntilMs: 1 } },
    { keys: { createdAt: 1 } },
  ],
};
