/** Posts usages. They are decided in this process, many in one transaction (group commit). */
import type { AccountId, OrganizationId } from '../../domain/ids.ts';
import type { UsageRecord } from '../../storage/journal/usage-record.ts';
import { actorIdOf, assertCovers, type Caller } from '../access/caller.ts';
import type { CatalogueVersions } from '../catalogue/catalogue-versions.ts';
import { resourceOf } from '../catalogue/resource-of.ts';
import type { GroupCommit } from '../ledger/group-commit/group-commit.ts';
import type { UsageOutcome, UsageRequest } from '../ledger/group-commit/pending-usages.ts';
import type { UsageAccountCache } from './usage-account-cache.ts';

export interface UsagePostingDependencies {
  readonly usages: GroupCommit;
  readonly accountCache: UsageAccountCache;
  readonly catalogues: CatalogueVersions;
}

export interface NewUsage {
  readonly accountId: AccountId;
  readonly organizationId: OrganizationId;
  readonly resource: string;
  readonly quantity: number;
  readonly storageYears?: number | undefined;
  readonly reference?: string | undefined;
}

/** Who posts a usage. */
export interface Sender {
  readonly caller: Caller;
  readonly requestId: string;
}

export interface PostedUsage {
  readonly usage: UsageRecord;
  /** True if an earlier request with the same key posted it. */
  readonly replayed: boolean;
  readonly sandbox: boolean;
}

/** Posts one usage under its key. Throws `not_found`, `validation_failed`, or the refusal of the ledger. */
export async function postUsage(
  dependencies: UsagePostingDependencies,
  key: string,
  usage: NewUsage,
  sender: Sender,
): Promise<PostedUsage> {
  const { request, sandbox } = await prepare(dependencies, key, usage, sender);
  return { ...accepted(await dependencies.usages.submit(request)), sandbox };
}

/** One usage of a batch. `read` throws for a usage that does not fit its schema. */
export interface BatchedUsage {
  readonly key: string;
  readonly read: () => NewUsage;
}

export type BatchResult =
  { readonly key: string; readonly usage: UsageRecord } | { readonly key: string; readonly error: unknown };

/** Posts usages in the order given, each by itself. A usage that fails does not affect the others. */
export async function postUsages(
  dependencies: UsagePostingDependencies,
  batch: readonly BatchedUsage[],
  sender: Sender,
): Promise<BatchResult[]> {
  const results: Promise<BatchResult>[] = [];
  for (const { key, read } of batch) {
    try {
      const { request } = await prepare(dependencies, key, read(), sender);
      // Submitted one after another, so that they are decided in the order given.
      results.push(resultOf(key, dependencies.usages.submit(request)));
    } catch (error) {
      results.push(Promise.resolve({ key, error }));
    }
  }
  return Promise.all(results);
}

async function resultOf(key: string, outcome: Promise<UsageOutcome>): Promise<BatchResult> {
  try {
    return { key, usage: accepted(await outcome).usage };
  } catch (error) {
    return { key, error };
  }
}

function accepted(outcome: UsageOutcome): Omit<PostedUsage, 'sandbox'> {
  if (!outcome.accepted) throw outcome.refusal;
  return { usage: outcome.usage, replayed: outcome.replayed };
}

/** Builds what the ledger needs to decide a usage. Unknown accounts, organizations and resources are refused here. */
async function prepare(
  { accountCache, catalogues }: UsagePostingDependencies,
  key: string,
  usage: NewUsage,
  { caller, requestId }: Sender,
): Promise<{ request: UsageRequest; sandbox: boolean }> {
  const { accountId, organizationId, quantity, storageYears = null, reference = null } = usage;
  assertCovers(caller, accountId);
  const account = await accountCache.find(accountId, organizationId);
  const resource = resourceOf(await catalogues.recent(), usage);
  const request: UsageRequest = {
    accountId,
    organizationId,
    resource: usage.resource,
    quantity,
    storageYears,
    preferredStorageYears: resource.perStorage ? account.defaultStorageYears : null,
    reference,
    key,
    by: actorIdOf(caller),
    requestId,
  };
  return { request, sandbox: account.sandbox };
}
