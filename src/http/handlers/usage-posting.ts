/** The hot path: uses are decided in this process, many in one transaction (group commit). */
import { postUsageBody, type PostUsageBody, type Usage, type usageRoutes } from '../../contracts/usages.ts';
import type { Problem } from '../../contracts/problem.ts';
import { findResource } from '../../domain/catalogue/catalogue.ts';
import { DomainError } from '../../domain/errors.ts';
import type { CatalogueVersions } from '../../application/catalogue/catalogue-versions.ts';
import type { GroupCommit } from '../../application/ledger/group-commit/group-commit.ts';
import type { UsageOutcome, UsageRequest } from '../../application/ledger/group-commit/pending-usages.ts';
import { sha256Hex } from '../../infra/ids.ts';
import { assertCovers, type Caller } from '../../application/access/caller.ts';
import type { Handler } from '../pipeline/handler.ts';
import { problemOf, type ProblemContext } from '../problem/problem-details.ts';
import { domainErrorOf } from '../problem/error-mapping.ts';
import { schemaError } from '../../messages/schema-violations.ts';
import { schemaErrors } from '../problem/schema-errors.ts';
import type { UsageAccountCache } from '../../application/usages/usage-account-cache.ts';
import { usageView } from '../views/usage.ts';

type Routes = typeof usageRoutes;

export interface UsagePostingDependencies {
  readonly usages: GroupCommit;
  readonly subjects: UsageAccountCache;
  readonly catalogues: CatalogueVersions;
}

interface Posting {
  readonly key: string;
  readonly body: PostUsageBody;
  readonly caller: Caller;
  readonly requestId: string;
}

export function postUsage(dependencies: UsagePostingDependencies): Handler<Routes['postUsage']> {
  return async ({ body, caller, idempotency, requestId }) => {
    const prepared = await prepare(dependencies, { key: idempotency.key, body, caller, requestId });
    const outcome = await dependencies.usages.submit(prepared.request);
    if (!outcome.accepted) throw outcome.refusal;
    const { usage, replayed } = outcome;
    return {
      status: 201,
      body: usageView(usage),
      replayed,
      ...(prepared.sandbox ? { serverNow: usage.at } : {}),
    };
  };
}

export function postUsageBatch(dependencies: UsagePostingDependencies): Handler<Routes['postUsageBatch']> {
  return async ({ body, caller, requestId, language }) => {
    const answers: Promise<BatchResult>[] = [];
    const context = { requestId, language, catalogue: dependencies.catalogues.known };
    for (const use of body.usages) {
      const { key } = use;
      try {
        const prepared = await prepare(dependencies, { key, body: shapeOf(use), caller, requestId });
        // Handed over one after another, so that they are decided in the order given.
        answers.push(answerOf(key, dependencies.usages.submit(prepared.request), context));
      } catch (error) {
        answers.push(Promise.resolve(refused(key, error, context)));
      }
    }
    return { status: 200, body: { results: await Promise.all(answers) } };
  };
}

interface BatchResult {
  readonly key: string;
  readonly status: number;
  readonly usage?: Usage;
  readonly problem?: Problem;
}

/** What the ledger needs to decide a use. What is not there is refused before the ledger is asked. */
async function prepare(
  { subjects, catalogues }: UsagePostingDependencies,
  { body, caller, key, requestId }: Posting,
): Promise<{ request: UsageRequest; sandbox: boolean }> {
  assertCovers(caller, body.accountId);
  const account = await subjects.find(body.accountId, body.organizationId);
  const resource = findResource(await catalogues.recent(), body.resource);
  if (resource === undefined) throw new DomainError('not_found', { kind: 'resource', id: body.resource });
  if (body.storageYears !== undefined && !resource.perStorage) {
    throw schemaError('storageYears', 'storage_not_known', { resource: resource.name });
  }
  const request: UsageRequest = {
    accountId: body.accountId,
    organizationId: body.organizationId,
    resource: body.resource,
    quantity: body.quantity,
    storageYears: body.storageYears ?? null,
    preferredStorageYears: resource.perStorage ? account.defaultStorageYears : null,
    reference: body.reference ?? null,
    key,
    bodyHash: sha256Hex(fingerprintOf(body)),
    by: caller.keyId,
    requestId,
  };
  return { request, sandbox: account.sandbox };
}

/** The same for two bodies that ask for the same. */
function fingerprintOf(body: PostUsageBody): string {
  const { accountId, organizationId, resource, quantity, storageYears = null, reference = null } = body;
  return JSON.stringify([accountId, organizationId, resource, quantity, storageYears, reference]);
}

async function answerOf(
  key: string,
  outcome: Promise<UsageOutcome>,
  context: ProblemContext,
): Promise<BatchResult> {
  try {
    const decided = await outcome;
    return decided.accepted
      ? { key, status: 201, usage: usageView(decided.usage) }
      : refused(key, decided.refusal, context);
  } catch (error) {
    return refused(key, error, context);
  }
}

/** Each use of a batch is checked by itself. Throws `validation_failed`. */
function shapeOf({ key: _key, ...use }: { key: string }): PostUsageBody {
  const parsed = postUsageBody.safeParse(use);
  if (!parsed.success) throw schemaErrors(parsed.error, use);
  return parsed.data;
}

function refused(key: string, error: unknown, context: ProblemContext): BatchResult {
  const problem = problemOf(domainErrorOf(error).refusal, context);
  return { key, status: problem.status, problem };
}
