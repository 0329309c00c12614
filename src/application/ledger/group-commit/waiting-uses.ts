/** Uses that wait for the ledger: who is answered what, and which keys have been answered before. */
import { DomainError } from '../../../domain/errors.ts';
import type { AccountId } from '../../../domain/ids.ts';
import type { Database } from '../../../storage/database.ts';
import type { UsageDocument } from '../../../storage/collections/usages.ts';
import type { Decision } from './decide-uses.ts';
import type { UsageOutcome, UsageRequest } from './usage-request.ts';

export interface Waiting {
  readonly request: UsageRequest;
  readonly answer: (outcome: UsageOutcome) => void;
  readonly fail: (error: unknown) => void;
}

export interface Decided {
  readonly waiting: Waiting;
  readonly decision: Decision;
}

/** Answers those whose decision may be told. Returns the others. */
export function answered(
  decided: readonly Decided[],
  isFinal: (decision: Decision) => boolean,
): readonly Waiting[] {
  return decided.flatMap(({ waiting, decision }) => {
    if (!isFinal(decision)) return [waiting];
    waiting.answer(outcomeOf(decision));
    return [];
  });
}

/** The decisions about those that are still open. */
export function decidedAmong(decided: readonly Decided[], open: readonly Waiting[]): Decided[] {
  const isOpen = new Set(open);
  return decided.filter(({ waiting }) => isOpen.has(waiting));
}

/** Ids of the uses that are new. */
export function acceptedAmong(decided: readonly Decided[]): string[] {
  return decided.flatMap(({ decision }) => (decision.type === 'accepted' ? [decision.usage._id] : []));
}

export function accountIdsOf(batch: readonly Waiting[]): string[] {
  return [...new Set(batch.map(({ request }) => request.accountId))];
}

export function failAll(batch: readonly Waiting[], error: unknown): void {
  for (const { fail } of batch) fail(error);
}

/** Keys that were used before, by uses other than `except`, get their first result. Returns the others. */
export async function withoutRepeats(
  { models }: Database,
  batch: readonly Waiting[],
  except: readonly string[] = [],
): Promise<readonly Waiting[]> {
  if (batch.length === 0) return batch;
  const keys = batch.map(({ request: { accountId, key } }) => ({ accountId, key }));
  const earlier = await models.usages.find({ $or: keys, _id: { $nin: except } }).lean();
  const byKey = new Map(earlier.map((usage) => [naturalKeyOf(usage), usage]));
  return batch.filter(({ request, answer }) => {
    const usage = byKey.get(naturalKeyOf(request));
    if (usage !== undefined) answer(repeatOf(request, usage));
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

/** The first result again, or a refusal when the same key now asks for something else. */
function repeatOf(request: UsageRequest, usage: UsageDocument): UsageOutcome {
  return usage.bodyHash === request.bodyHash
    ? { accepted: true, usage, replayed: true }
    : { accepted: false, refusal: new DomainError('idempotency_mismatch', { key: request.key }) };
}

function naturalKeyOf({ accountId, key }: { accountId: AccountId; key: string }): string {
  return `${accountId}\n${key}`;
}
