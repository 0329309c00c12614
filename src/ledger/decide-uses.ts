/** Decides the uses of one batch, in the order given, on the open books of their accounts. Nothing is stored here. */
import { storedUntil } from '../domain/calendar.ts';
import type { BurnPolicy } from '../domain/ledger/burn.ts';
import type { Instant } from '../domain/instant.ts';
import { DomainError } from '../domain/refusals.ts';
import type { UsageDocument } from '../persistence/models/ledger.ts';
import { newId } from '../platform/ids.ts';
import type { LedgerBook } from './ledger-book.ts';
import type { UsageRequest } from './usage-request.ts';

export type Decision =
  | { readonly type: 'accepted'; readonly accountId: string; readonly usage: UsageDocument }
  | { readonly type: 'refused'; readonly accountId: string; readonly refusal: DomainError }
  /** A use earlier in the batch was accepted under the same key. */
  | {
      readonly type: 'repeat';
      readonly accountId: string;
      readonly request: UsageRequest;
      readonly usage: UsageDocument;
    };

/** What an account may do with a resource, and the rule that a refusal for want of units cites. */
export interface UsagePolicy extends BurnPolicy {
  readonly insufficientRule?: string | undefined;
}

export interface UsagePolicies {
  policyOf(resource: string): UsagePolicy;
}

export function decideUses(
  requests: readonly UsageRequest[],
  books: ReadonlyMap<string, LedgerBook>,
  policies: UsagePolicies,
): Decision[] {
  const accepted = new Map<string, UsageDocument>();
  return requests.map((request): Decision => {
    const { accountId } = request;
    const naturalKey = `${accountId}\n${request.key}`;
    const usage = accepted.get(naturalKey);
    if (usage !== undefined) return { type: 'repeat', accountId, request, usage };
    const book = books.get(accountId);
    if (book === undefined) {
      return {
        type: 'refused',
        accountId,
        refusal: new DomainError('not_found', { kind: 'account', id: accountId }),
      };
    }
    const decision = decide(request, book, policies);
    // A refusal does not burn the key.
    if (decision.type === 'accepted') accepted.set(naturalKey, decision.usage);
    return decision;
  });
}

function decide(request: UsageRequest, book: LedgerBook, policies: UsagePolicies): Decision {
  const { accountId, resource, quantity, storageYears } = request;
  const usageId = newId('usg');
  const policy = policies.policyOf(resource);
  const result = book.use(usageId, { resource, quantity, storageYears }, policy);
  if (!result.accepted) {
    const refusal = insufficient(request, result.available, book.at, policy);
    return { type: 'refused', accountId, refusal };
  }
  const { available, arrears } = result.movement.balanceAfter;
  return {
    type: 'accepted',
    accountId,
    usage: {
      _id: usageId,
      accountId,
      key: request.key,
      bodyHash: request.bodyHash,
      organizationId: request.organizationId,
      resource,
      quantity,
      storageYears,
      reference: request.reference,
      at: book.at,
      draws: result.draws.map((draw) => ({
        lotId: draw.lotId,
        units: draw.units,
        storageYears: draw.storageYears,
        storedUntil:
          draw.storageYears === null ? null : storedUntil(book.at, draw.storageYears, book.head.timeZone),
      })),
      arrears: result.arrears?.units ?? 0,
      sequence: result.sequence,
      balance: { available, arrears },
      by: request.by,
      requestId: request.requestId,
    },
  };
}

/** Words what is missing: some units, all of them, or all that are stored as long as asked for. */
function insufficient(
  { accountId, resource, quantity, storageYears }: UsageRequest,
  available: number,
  at: Instant,
  { insufficientRule: rule }: UsagePolicy,
): DomainError {
  const term = storageYears === null ? {} : { storageYears };
  const emptied = storageYears === null ? 'pool_empty' : 'storage_term_empty';
  return new DomainError(
    available > 0 ? 'insufficient_balance' : emptied,
    { accountId, resource, quantity, available, ...term, at },
    rule === undefined ? {} : { rule },
  );
}
