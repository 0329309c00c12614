/** A record of each kind that a workflow looks after, with its workflow. */
import { DAY_MS, plusMs } from '../../src/domain/instant.ts';
import { ownerOf, type Owner } from '../../src/domain/workflow-ids.ts';
import { GroupCommit } from '../../src/application/ledger/group-commit/group-commit.ts';
import { grantCredit } from '../../src/application/entitlements/lots/grant-credit.ts';
import { transact } from '../../src/storage/unit-of-work.ts';
import { newId } from '../../src/infra/ids.ts';
import { INSPECTION, useOf } from '../application/ledger/uses.ts';
import { drawPolicies } from './draw-policy.ts';
import { creditSpentLot } from './lots.ts';
import { openAccount, TESTER } from './order-fixtures.ts';
import type { OrderWorld } from './order-world.ts';

/** An order, an episode of arrears, a delivery of a notice and a lot, none of them in a sandbox. */
export async function oneOfEach(world: OrderWorld): Promise<Owner[]> {
  const order = await world.orderThatIs('confirmed', await openAccount(world.shop));
  const { _id: accountId } = await openAccount(world.shop, { agreement: false });
  const uses = new GroupCommit(
    world.shop,
    drawPolicies(() => ({ overdraft: 'arrears' })),
  );
  await creditSpentLot(world.shop, accountId);
  await uses.submit(useOf(accountId, { resource: INSPECTION }));
  const lotId = newId('lot');
  await transact(world.shop, TESTER, (unit) =>
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
  await world.relay({ accountId });
  const { models } = world.shop.database;
  const episode = await models.episodes.findOne({ accountId }).orFail().lean();
  const delivery = await models.deliveries.findOne({ accountId }).orFail().lean();
  await models.deliveries.updateOne(
    { _id: delivery._id },
    {
      $set: {
        state: 'pending',
        deliveredAt: null,
        nextAttemptAt: plusMs(world.shop.serverNow(), DAY_MS),
        givesUpAt: plusMs(world.shop.serverNow(), 2 * DAY_MS),
      },
    },
  );
  const owners = [
    ownerOf('order', order._id),
    ownerOf('arrears', episode._id),
    ownerOf('notice', delivery._id),
    ownerOf('lot', lotId),
  ];
  await world.services.gateway.keepers.start(owners[2]!);
  // Each has read its record and waits.
  for (const owner of owners) await world.services.gateway.keepers.catchUp(owner);
  return owners;
}
