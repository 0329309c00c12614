/** Decides the usages of one batch, in the order given, on the open ledgers of their accounts. Stores nothing. */
import { storedUntil } from '../../../domain/calendar.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { AccountId } from '../../../domain/ids.ts';
import { usageIdOf } from '../../../storage/journal/journal-ids.ts';
import type { UsageRecord } from '../../../storage/journal/usage-record.ts';
import { BasicSoftware, type OrganizationKey } from '../basic-software.ts';
import type { LedgerSession } from '../ledger-session.ts';
import { poolErrorOf } from '../pool-error.ts';
import type { UsagePolicies } from '../usage-policies.ts';
import { naturalKeyOf } from '../../../storage/journal/read-usages.ts';
import type { Decision, UsageRequest } from './pending-usages.ts';

type Ledgers = ReadonlyMap<AccountId, LedgerSession>;

/** The organizations whose basic software must be read before the usages can be decided. */
export function organizationsToCheck(
  requests: readonly UsageRequest[],
  ledgers: Ledgers,
  policies: UsagePolicies,
): OrganizationKey[] {
  return requests.filter(({ accountId, resource }) => {
    const ledger = ledgers.get(accountId);
    return ledger !== undefined && policies.policyOf(ledger.loaded, resource, ledger.at).needsOneOf !== null;
  });
}

/** One decision a request, in the same order. Books each accepted usage on its ledger. */
export function decideUsages(
  requests: readonly UsageRequest[],
  ledgers: Ledgers,
  policies: UsagePolicies,
  basics: BasicSoftware = BasicSoftware.NONE,
): Decision[] {
  const accepted = new Map<string, UsageRecord>();
  return requests.map((request): Decision => {
    const { accountId } = request;
    const naturalKey = naturalKeyOf(request);
    const usage = accepted.get(naturalKey);
    if (usage !== undefined) return { type: 'repeat', accountId, request, usage };
    const ledger = ledgers.get(accountId);
    if (ledger === undefined) {
      const refusal = new DomainError('not_found', { kind: 'account', id: accountId });
      return { type: 'refused', accountId, refusal };
    }
    const decision = decide(request, ledger, policies, basics);
    // After a refusal the key can be used again.
    if (decision.type === 'accepted') accepted.set(naturalKey, decision.usage);
    return decision;
  });
}

function decide(
  request: UsageRequest,
  ledger: LedgerSession,
  policies: UsagePolicies,
  basics: BasicSoftware,
): Decision {
  const { accountId, organizationId, resource, quantity, storageYears, preferredStorageYears } = request;
  const { at, loaded, sandbox, timeZone } = ledger;
  const policy = policies.policyOf(loaded, resource, at);
  const { needsOneOf, basicsToBuy } = policy;
  if (needsOneOf !== null && !basics.isActive(organizationId, needsOneOf, at)) {
    const evidence = { accountId, organizationId, resource, needsOneOf: [...basicsToBuy], at };
    const words = policy.named === null ? {} : { resource: policy.named.name };
    return { type: 'refused', accountId, refusal: new DomainError('basic_inactive', evidence, { words }) };
  }
  const result = ledger.consume(
    { resource, quantity, storageYears, preferredStorageYears },
    policy,
    (booked): UsageRecord => ({
      _id: usageIdOf(accountId, booked.sequence),
      accountId,
      sandbox,
      key: request.key,
      organizationId,
      resource,
      quantity,
      requestedStorageYears: storageYears,
      storageYears: booked.storageYears,
      reference: request.reference,
      at,
      draws: booked.draws.map(({ lotId, units, storageYears: years }) => ({
        lotId,
        units,
        storageYears: years,
        storedUntil: years === null ? null : storedUntil(at, years, timeZone),
      })),
      arrears: booked.arrears?.units ?? 0,
      arrearsRange: booked.arrears?.range ?? null,
      episode: booked.episode && {
        episodeId: booked.episode.episodeId,
        suspendsAt: booked.episode.suspendsAt,
      },
      sequence: booked.sequence,
      balance: {
        available: booked.movement.balanceAfter.available,
        arrears: booked.movement.balanceAfter.arrears,
      },
      policyVersion: policy.policyVersion,
      by: request.by,
      requestId: request.requestId,
    }),
  );
  if ('accepted' in result) {
    const facts = { accountId, resource, quantity, storageYears, at };
    return {
      type: 'refused',
      accountId,
      refusal: poolErrorOf({ facts, refused: result, policy, timeZone }),
    };
  }
  return { type: 'accepted', accountId, usage: result };
}
