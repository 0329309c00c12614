/** One record of each kind that has an entity workflow, with its workflow running. */
import { DAY_MS, plusMs } from '../../src/domain/instant.ts';
import { workflowIdOf, type WorkflowId } from '../../src/domain/workflow-ids.ts';
import { GroupCommit } from '../../src/application/ledger/group-commit/group-commit.ts';
import { grantCredit } from '../../src/application/entitlements/lots/grant-credit.ts';
import { runTransaction } from '../../src/storage/transaction.ts';
import { newId } from '../../src/infra/ids.ts';
import { INSPECTION, usageRequestOf } from '../application/ledger/uses.ts';
import { drawPolicies } from './draw-policy.ts';
import { creditSpentLot } from './lots.ts';
import { openAccount, TESTER } from './order-fixtures.ts';
import type { TestSystem } from './order-test-system.ts';

/** Creates an order, an arrears episode, a delivery of a notice and a lot, none of them in a sandbox. */
export async function oneOfEach(testSystem: TestSystem): Promise<WorkflowId[]> {
  const order = await testSystem.orderThatIs('confirmed', await openAccount(testSystem.fixture));
  const { _id: accountId } = await openAccount(testSystem.fixture, { agreement: false });
  const uses = new GroupCommit(
    testSystem.fixture,
    drawPolicies(() => ({ overdraft: 'arrears' })),
  );
  await creditSpentLot(testSystem.fixture, accountId);
  await uses.submit(usageRequestOf(accountId, { resource: INSPECTION }));
  const lotId = newId('lot');
  await runTransaction(testSystem.fixture, TESTER, (unit) =>
    grantCredit(unit, {
      lotId,
      accountId,
      resource: 'ai:mimi',
      units: 5,
      storageYears: null,
      expiresOn: null,
      reason: 'Goodwill',
    }),
  );
  await testSystem.relay({ accountId });
  const { models } = testSystem.fixture.database;
  const episode = await models.episodes.findOne({ accountId }).orFail().lean();
  const delivery = await models.deliveries.findOne({ accountId }).orFail().lean();
  await models.deliveries.updateOne(
    { _id: delivery._id },
    {
      $set: {
        state: 'pending',
        deliveredAt: null,
        nextAttemptAt: plusMs(testSystem.fixture.serverNow(), DAY_MS),
        givesUpAt: plusMs(testSystem.fixture.serverNow(), 2 * DAY_MS),
      },
    },
  );
  const workflowIds = [
    workflowIdOf('order', order._id),
    workflowIdOf('arrears', episode._id),
    workflowIdOf('notice', delivery._id),
    workflowIdOf('lot', lotId),
  ];
  await testSystem.services.gateway.workflowStarter.start(workflowIds[2]!);
  // Each workflow has read its record and waits.
  for (const workflowId of workflowIds)
    await testSystem.services.gateway.workflowStarter.processDue(workflowId);
  return workflowIds;
}
