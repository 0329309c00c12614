/** An operator undoes a use; the answer explains what it was and by what it was undone. */
import type { usageRoutes } from '../../contracts/usages.ts';
import { DomainError } from '../../domain/errors.ts';
import { once } from '../../storage/idempotency.ts';
import { reverseUsage } from '../../application/usages/reverse-usage.ts';
import type { UsageId } from '../../domain/ids.ts';
import { accountTime } from '../pipeline/account-time.ts';
import { visibleTo, type Caller } from '../../application/access/caller.ts';
import type { ResourceHandler } from '../pipeline/handler.ts';
import { actorOf, type HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { explainedUsages } from '../views/explained-usage.ts';

type ReverseUsage = ResourceHandler<(typeof usageRoutes)['reverseUsage']>;

export function reverseUsageOf(dependencies: HandlerDependencies): ReverseUsage {
  const { database } = dependencies;

  async function accountOf(usageId: UsageId, caller: Caller): Promise<string> {
    const usage = await database.models.usages.findById(usageId, { accountId: 1 }).lean();
    return visibleTo(caller, usage, { kind: 'usage', id: usageId }).accountId;
  }

  return {
    load: async ({ params, caller }) => accountTime(database, await accountOf(params.id, caller)),
    handle: async (request) => {
      const { params, body, caller, idempotency } = request;
      const accountId = await accountOf(params.id, caller);
      const answer = await once(dependencies, idempotency, actorOf(request), async (unit) => {
        const usage = await reverseUsage(unit, { usageId: params.id, reason: body.reason });
        const [explained] = await explainedUsages(database, [usage]);
        if (explained === undefined) throw new DomainError('not_found', { kind: 'usage', id: params.id });
        return { status: 201, body: explained };
      });
      return { ...answer, status: 201, ...(await accountTime(database, accountId)) };
    },
  };
}
