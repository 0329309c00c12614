/** Decides the uses of one batch, in the order given, on the open books of their accounts. Nothing is stored here. */
import { storedUntil } from '../../../domain/calendar.ts';
import type { PoolState } from '../../../domain/ledger/state.ts';
import type { Instant } from '../../../domain/instant.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { AccountId } from '../../../domain/ids.ts';
import type { LedgerDocument } from '../../../storage/collections/ledgers.ts';
import type { UsageDocument } from '../../../storage/collections/usages.ts';
import { newId } from '../../../infra/ids.ts';
import { BasicSoftware, type OrganizationQuestion } from '../basic-software.ts';
import type { DrawPolicy } from '../booked.ts';
import type { LedgerSession } from '../ledger-session.ts';
import { poolRefusalOf, type PoolWords } from '../pool-refusal.ts';
import type { UsageRequest } from './usage-request.ts';

export type Decision =
  | { readonly type: 'accepted'; readonly accountId: AccountId; readonly usage: UsageDocument }
  | { readonly type: 'refused'; readonly accountId: AccountId; readonly refusal: DomainError }
  /** A use earlier in the batch was accepted under the same key. */
  | {
      readonly type: 'repeat';
      readonly accountId: AccountId;
      readonly request: UsageRequest;
      readonly usage: UsageDocument;
    };

/** What an account may do with a resource, and what refusals say of it. */
export interface UsagePolicy extends DrawPolicy, PoolWords {
  /** SKUs of basic software of which one must be active for the organization; null where none is needed (AMB-46). */
  readonly needsOneOf: ReadonlySet<string> | null;
  /** Those of them that the account's edition sells, to be named where none is active. */
  readonly basicsToBuy: readonly string[];
}

/** What an account lays over the policies of its pools. */
export type PoolSettings = Pick<LedgerDocument, 'overrides' | 'lowBalanceUnits' | 'agreements'> & {
  readonly pools: readonly PoolState[];
};

export interface UsagePolicies {
  /** Of an account as its head tells it, at an instant of its time. */
  policyOf(head: PoolSettings, resource: string, at: Instant): UsagePolicy;
}

/** Of which organizations it must be known whether they have basic software, before the uses can be decided. */
export function organizationsToCheck(
  requests: readonly UsageRequest[],
  books: ReadonlyMap<string, LedgerSession>,
  policies: UsagePolicies,
): OrganizationQuestion[] {
  return requests.filter(({ accountId, resource }) => {
    const book = books.get(accountId);
    return book !== undefined && policies.policyOf(book.head, resource, book.at).needsOneOf !== null;
  });
}

export function decideUses(
  requests: readonly UsageRequest[],
  books: ReadonlyMap<string, LedgerSession>,
  policies: UsagePolicies,
  basics: BasicSoftware = BasicSoftware.NONE,
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
    const decision = decide(request, book, policies, basics);
    // A refusal does not burn the key.
    if (decision.type === 'accepted') accepted.set(naturalKey, decision.usage);
    return decision;
  });
}

function decide(
  request: UsageRequest,
  book: LedgerSession,
  policies: UsagePolicies,
  basics: BasicSoftware,
): Decision {
  const { accountId, organizationId, resource, quantity, storageYears, preferredStorageYears } = request;
  const usageId = newId('usg');
  const policy = policies.policyOf(book.head, resource, book.at);
  const { needsOneOf, basicsToBuy } = policy;
  if (needsOneOf !== null && !basics.isActive(organizationId, needsOneOf, book.at)) {
    const evidence = { accountId, organizationId, resource, needsOneOf: [...basicsToBuy], at: book.at };
    const words = policy.named === null ? {} : { resource: policy.named.name };
    return { type: 'refused', accountId, refusal: new DomainError('basic_inactive', evidence, { words }) };
  }
  const use = { resource, quantity, storageYears, preferredStorageYears };
  const result = book.use(usageId, use, policy);
  if (!result.accepted) {
    const { at, head } = book;
    const facts = { accountId, resource, quantity, storageYears, at };
    const refusal = poolRefusalOf({ facts, refused: result, policy, timeZone: head.timeZone });
    return { type: 'refused', accountId, refusal };
  }
  const { available, arrears } = result.movement.balanceAfter;
  return {
    type: 'accepted',
    accountId,
    usage: {
      _id: usageId,
      accountId,
      sandbox: book.sandbox,
      key: request.key,
      bodyHash: request.bodyHash,
      organizationId,
      resource,
      quantity,
      storageYears: result.storageYears,
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
      arrearsRange: result.arrears?.range ?? null,
      episode:
        result.episode === null
          ? null
          : { episodeId: result.episode.episodeId, suspendsAt: result.episode.suspendsAt },
      sequence: result.sequence,
      balance: { available, arrears },
      policyVersion: policy.policyVersion,
      by: request.by,
      requestId: request.requestId,
    },
  };
}
