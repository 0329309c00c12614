/** Creates a consortium of an account. */
import type { AccountId } from '../../domain/ids.ts';
import { newId } from '../../infra/ids.ts';
import type { ConsortiumDocument } from '../../storage/collections/consortia.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';

export async function createConsortium(
  unit: UnitOfWork,
  accountId: AccountId,
  name: string,
): Promise<ConsortiumDocument> {
  const createdAt = await unit.accountNow(accountId);
  const consortium: ConsortiumDocument = { _id: newId('con'), accountId, name, createdAt };
  await unit.database.models.consortia.insertMany([consortium], { session: unit.session });
  unit.audit({
    type: 'consortium.created',
    at: createdAt,
    accountId,
    after: { id: consortium._id, name },
  });
  return consortium;
}
