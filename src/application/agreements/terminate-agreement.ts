/** Terminates an agreement. What was paid under it stays paid. */
import { DomainError } from '../../domain/errors.ts';
import type { AgreementId } from '../../domain/ids.ts';
import type { AgreementDocument } from '../../storage/collections/agreements.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { refreshAgreements } from '../ledger/agreement-overrides.ts';

/** Returns the agreement as it is afterwards. Throws `agreement_over` if it was terminated before. */
export async function terminateAgreement(
  unit: UnitOfWork,
  { _id, accountId, number }: AgreementDocument,
  reason: string,
): Promise<AgreementDocument> {
  const at = await unit.accountNow(accountId);
  const terminated = await unit.database.models.agreements
    .findOneAndUpdate(
      { _id, terminatedAt: null },
      { $set: { terminatedAt: at, terminationReason: reason } },
      { session: unit.session, returnDocument: 'after' },
    )
    .lean();
  if (terminated === null) throw await alreadyTerminated(unit, _id);
  await refreshAgreements(unit, accountId);
  unit.audit({
    type: 'agreement.terminated',
    at,
    accountId,
    reason,
    facts: { agreementId: _id, number },
  });
  return terminated;
}

async function alreadyTerminated({ database }: UnitOfWork, id: AgreementId): Promise<DomainError> {
  const agreement = await database.models.agreements.findById(id, { terminatedAt: 1 }).lean();
  return new DomainError('agreement_over', {
    agreementId: id,
    terminatedAt: agreement?.terminatedAt ?? null,
  });
}
