/** Scenarios of lots without a running order: reminded, exhausted, expired, and revived. */
import { instantOf } from '../../src/domain/instant.ts';
import { GroupCommit } from '../../src/application/ledger/group-commit/group-commit.ts';
import { grantCredit } from '../../src/application/entitlements/lots/grant-credit.ts';
import { workflowOfLot } from '../../src/application/entitlements/lots/lot-deadlines.ts';
import { runTransaction } from '../../src/storage/transaction.ts';
import { newId } from '../../src/infra/ids.ts';
import { reverseUsage } from '../../src/application/usages/reverse-usage.ts';
import { INSPECTION, usageOf, usageRequestOf } from '../application/ledger/uses.ts';
import { drawPolicies } from '../support/draw-policy.ts';
import { eventually } from '../support/eventually.ts';
import { openAccount, TESTER } from '../support/order-fixtures.ts';
import { recordedOf, type RecorderTestSystem } from './recorder-test-system.ts';
import { SANDBOX_NOW, SHORT_MS, type Scenario } from './scenarios.ts';

const UNITS = 100;

async function granted({ testSystem }: RecorderTestSystem, accountId: string): Promise<string> {
  const goodwill = {
    lotId: newId('lot'),
    accountId,
    resource: INSPECTION,
    units: UNITS,
    storageYears: 15,
    expiresOn: null,
    reason: 'Goodwill',
  };
  await runTransaction(testSystem.fixture, TESTER, (unit) => grantCredit(unit, goodwill));
  await testSystem.relay({ accountId });
  return goodwill.lotId;
}

/** Consumes all units of a lot. Returns the usage. */
async function useUp({ testSystem }: RecorderTestSystem, lotId: string): Promise<string> {
  const lot = await testSystem.fixture.database.models.lots.findById(lotId).orFail().lean();
  const { accountId, resource, credited: quantity } = lot;
  const group = new GroupCommit(testSystem.fixture, drawPolicies());
  const usage = usageOf(await group.submit(usageRequestOf(accountId, { resource, quantity })));
  await testSystem.relay({ accountId });
  return usage._id;
}

const endOf = ({ testSystem }: RecorderTestSystem, lotId: string): Promise<unknown> =>
  testSystem.client.workflow.getHandle(workflowOfLot(lotId)).result();

export const LOT_SCENARIOS: Readonly<Record<string, Scenario>> = {
  'lot-in-real-time': async (at) => {
    const { testSystem } = at;
    const { models } = testSystem.fixture.database;
    const { _id } = await openAccount(testSystem.fixture);
    const lotId = await granted(at, _id);
    await models.deadlines.updateOne(
      { lotId, daysBefore: 30 },
      { $set: { at: instantOf(Date.now() + SHORT_MS) } },
    );
    await testSystem.services.gateway.workflowStarter.processDue(workflowOfLot(lotId));
    await eventually(
      () => models.notices.countDocuments({ accountId: _id, kind: 'lot.expiring' }),
      (count) => count > 0,
    );
    await testSystem.services.gateway.workflowStarter.processDue(workflowOfLot(lotId));
    const reminded = await recordedOf(at, 'lot-reminded', workflowOfLot(lotId));
    await useUp(at, lotId);
    await endOf(at, lotId);
    return [reminded, await recordedOf(at, 'lot-spent', workflowOfLot(lotId))];
  },

  'lot-in-a-sandbox': async (at) => {
    const { testSystem } = at;
    const account = await openAccount(testSystem.fixture, { sandboxNow: SANDBOX_NOW });
    const lotId = await granted(at, account._id);
    await testSystem.advanceTo(account, '2028-03-05T00:00:00.000Z');
    await endOf(at, lotId);
    return [await recordedOf(at, 'lot-expired', workflowOfLot(lotId))];
  },

  'lot-revived': async (at) => {
    const { testSystem } = at;
    const account = await openAccount(testSystem.fixture, { sandboxNow: SANDBOX_NOW });
    const order = await testSystem.settled(await testSystem.orderThatIs('paid', account));
    const lotId = order.lines[0]?.entitlements[0]?.id ?? '';
    const usageId = await useUp(at, lotId);
    await testSystem.handle(order).result();
    await runTransaction(testSystem.fixture, TESTER, (unit) =>
      reverseUsage(unit, { usageId, reason: 'A mistake' }),
    );
    await testSystem.relay({ accountId: account._id });
    await testSystem.advanceTo(account, '2028-03-05T00:00:00.000Z');
    await endOf(at, lotId);
    return [await recordedOf(at, 'lot-revived', workflowOfLot(lotId))];
  },
};
