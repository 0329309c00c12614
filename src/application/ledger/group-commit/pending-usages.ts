/** Usages that wait for the ledger: what is requested, what callers get, and which keys were used before. */
import { DomainError } from '../../../domain/errors.ts';
import type { AccountId, OrganizationId, UsageId } from '../../../domain/ids.ts';
import type { Database } from '../../../storage/database.ts';
import { findUsagesByKey, naturalKeyOf } from '../../../storage/journal/read-usages.ts';
import type { UsageRecord } from '../../../storage/journal/usage-record.ts';

export interface UsageRequest {
  readonly accountId: AccountId;
  readonly organizationId: OrganizationId;
  readonly resource: string;
  readonly quantity: number;
  /** The least years of storage that the caller requires; null for none. */
  readonly storageYears: number | null;
  /** The account's default, for a caller that requires none. */
  readonly preferredStorageYears: number | null;
  readonly reference: string | null;
  /** The caller's idempotency key. It stays reserved within the account for ever. */
  readonly key: string;
  readonly by: string;
  readonly requestId: string;
}

export type UsageOutcome =
  | { readonly accepted: true; readonly usage: UsageRecord; readonly replayed: boolean }
  | { readonly accepted: false; readonly refusal: DomainError };

/** One caller of `GroupCommit.submit`. Exactly one of `resolve` and `reject` is called, once. */
export interface PendingUsage {
  readonly request: UsageRequest;
  /** `performance.now()` when it was submitted. */
  readonly submittedMs: number;
  /** The trace of the caller; undefined where traces are off. */
  readonly traceparent: string | undefined;
  readonly resolve: (outcome: UsageOutcome) => void;
  readonly reject: (error: unknown) => void;
}

export type Decision =
  | { readonly type: 'accepted'; readonly accountId: AccountId; readonly usage: UsageRecord }
  | { readonly type: 'refused'; readonly accountId: AccountId; readonly refusal: DomainError }
  /** A usage earlier in the batch was accepted under the same key. */
  | {
      readonly type: 'repeat';
      readonly accountId: AccountId;
      readonly request: UsageRequest;
      readonly usage: UsageRecord;
    };

export interface DecidedUsage {
  readonly pending: PendingUsage;
  readonly decision: Decision;
}

/** Resolves the callers whose decision is final. Returns the others. */
export function resolveDecided(
  decided: readonly DecidedUsage[],
  isFinal: (decision: Decision) => boolean,
): readonly PendingUsage[] {
  return decided.flatMap(({ pending, decision }) => {
    if (!isFinal(decision)) return [pending];
    pending.resolve(outcomeOf(decision));
    return [];
  });
}

/** The decisions about the usages that are still open. */
export function decidedAmong(
  decided: readonly DecidedUsage[],
  open: readonly PendingUsage[],
): DecidedUsage[] {
  const isOpen = new Set(open);
  return decided.filter(({ pending }) => isOpen.has(pending));
}

/** Ids of the accepted usages. */
export function acceptedAmong(decided: readonly DecidedUsage[]): UsageId[] {
  return decided.flatMap(({ decision }) => (decision.type === 'accepted' ? [decision.usage._id] : []));
}

export function accountIdsOf(batch: readonly PendingUsage[]): AccountId[] {
  return [...new Set(batch.map(({ request }) => request.accountId))];
}

export function rejectAll(batch: readonly PendingUsage[], error: unknown): void {
  for (const { reject } of batch) reject(error);
}

/** Resolves the requests whose key was used before, other than by `except`, with the first result. Returns the others. */
export async function withoutRepeats(
  database: Database,
  batch: readonly PendingUsage[],
  except: readonly UsageId[] = [],
): Promise<readonly PendingUsage[]> {
  const excepted = new Set(except);
  const earlier = await findUsagesByKey(
    database,
    batch.map(({ request }) => request),
  );
  const byKey = new Map(
    earlier.filter(({ _id }) => !excepted.has(_id)).map((usage) => [naturalKeyOf(usage), usage]),
  );
  return batch.filter(({ request, resolve }) => {
    const usage = byKey.get(naturalKeyOf(request));
    if (usage !== undefined) resolve(repeatOf(request, usage));
    return usage === undefined;
  });
}

function outcomeOf(decision: Decision): UsageOutcome {
  switch (decision.type) {
    case 'accepted':
      return { accepted: true, usage: decision.usage, replayed: false };
    case 'refused':
      return { accepted: false, refusal: decision.refusal };
    case 'repeat':
      return repeatOf(decision.request, decision.usage);
  }
}

/** The first result again, or a refusal when the same key now comes with another usage. */
function repeatOf(request: UsageRequest, usage: UsageRecord): UsageOutcome {
  return isSameRequest(request, usage)
    ? { accepted: true, usage, replayed: true }
    : { accepted: false, refusal: new DomainError('idempotency_mismatch', { key: request.key }) };
}

function isSameRequest(request: UsageRequest, usage: UsageRecord): boolean {
  return (
    request.organizationId === usage.organizationId &&
    request.resource === usage.resource &&
    request.quantity === usage.quantity &&
    request.storageYears === usage.requestedStorageYears &&
    request.reference === usage.reference
  );
}
