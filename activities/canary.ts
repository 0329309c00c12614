/** The activities of the canary. */
import { Context } from '@temporalio/activity';
import { CatalogueVersions } from '../src/application/catalogue/catalogue-versions.ts';
import type { CanaryObserver } from '../src/application/canary/observer.ts';
import { closeRound } from '../src/application/canary/rounds.ts';
import { runCanaryStep } from '../src/application/canary/run-step.ts';
import { GroupCommit } from '../src/application/ledger/group-commit/group-commit.ts';
import { usagePoliciesOf } from '../src/application/ledger/usage-policies.ts';
import type { ClockAdvance } from '../src/application/sandbox/clock-advance.ts';
import { UsageAccountCache } from '../src/application/usages/usage-account-cache.ts';
import type { OrderCommands } from '../src/application/orders/order-commands.ts';
import { derivedId } from '../src/infra/ids.ts';
import type { TransactionDependencies } from '../src/storage/transaction.ts';
import type { CanaryActivities } from '../workflows/canary-activities.ts';

export interface CanaryActivityDependencies extends TransactionDependencies {
  readonly gateway: OrderCommands;
  readonly clock: Pick<ClockAdvance, 'advance'>;
  readonly canaryObserver?: CanaryObserver;
}

export function createCanaryActivities(given: CanaryActivityDependencies): CanaryActivities {
  const { database, serverNow, canaryObserver } = given;
  const catalogues = new CatalogueVersions(database);
  const dependencies = {
    ...given,
    catalogues,
    usages: new GroupCommit({ database, serverNow }, usagePoliciesOf(catalogues)),
    accountCache: new UsageAccountCache(database),
  };
  let hasToldOfProduct = false;
  return {
    runCanaryStep: ({ runId, step }) => runCanaryStep(dependencies, roundIdOf(runId), step),
    closeCanaryRound: async ({ runId, result }) => {
      const { log } = Context.current();
      const roundId = roundIdOf(runId);
      const seconds = await closeRound(dependencies, roundId, result);
      if (seconds === null) return;
      const { outcome, failedStep, error } = result;
      canaryObserver?.ended({ outcome, failedStep, seconds });
      if (outcome === 'failed') log.error('the canary failed', { roundId, failedStep, error });
      if (outcome === 'no_product' && !hasToldOfProduct) {
        hasToldOfProduct = true;
        log.warn('the canary found nothing to buy: the catalogue has no priced units that may be overdrawn');
      }
    },
  };
}

function roundIdOf(runId: string): string {
  return derivedId('cnr', runId);
}
