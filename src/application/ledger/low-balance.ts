/** The low-balance thresholds of an account's pools: its own, or the catalogue's. */
import { findResource, type Catalogue } from '../../domain/catalogue/catalogue.ts';
import { poolPoliciesOf } from '../../domain/catalogue/policy-set.ts';
import { DomainError } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { LedgerDocument } from '../../storage/collections/ledgers.ts';
import type { Database } from '../../storage/database.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';

export interface LowBalanceThresholds {
  readonly resource: string;
  readonly units: number[];
  readonly source: 'account' | 'catalogue';
}

type Overrides = LedgerDocument['lowBalanceUnits'];

/** Returns the thresholds of every resource in the catalogue. Throws `not_found`. */
export async function readLowBalance(
  { models }: Database,
  accountId: AccountId,
  catalogue: Catalogue,
): Promise<LowBalanceThresholds[]> {
  const ledger = await models.ledgers.findById(accountId, { lowBalanceUnits: 1 }).lean();
  if (ledger === null) throw new DomainError('not_found', { kind: 'account', id: accountId });
  return thresholdsOf(catalogue, ledger.lowBalanceUnits);
}

export interface NewThresholds {
  readonly accountId: AccountId;
  readonly resource: string;
  /** Null for those of the catalogue. */
  readonly units: readonly number[] | null;
}

/** Sets or removes the account's own thresholds for a resource and returns all of them. Throws `not_found` for an unknown resource. */
export async function setLowBalance(
  unit: UnitOfWork,
  catalogue: Catalogue,
  { accountId, resource, units }: NewThresholds,
): Promise<LowBalanceThresholds[]> {
  if (findResource(catalogue, resource) === undefined)
    throw new DomainError('not_found', { kind: 'resource', id: resource });
  const field = `lowBalanceUnits.${resource}`;
  // The version is increased, so that a usage decided with the old thresholds is decided again.
  const before = await unit.database.models.ledgers
    .findOneAndUpdate(
      { _id: accountId },
      {
        ...(units === null ? { $unset: { [field]: '' } } : { $set: { [field]: units } }),
        $inc: { version: 1 },
      },
      { session: unit.session },
    )
    .lean();
  if (before === null) throw new DomainError('not_found', { kind: 'account', id: accountId });
  unit.audit({
    type: 'account.low_balance_set',
    at: before.frozenAt ?? unit.recordedAt,
    accountId,
    facts: { resource },
    before: before.lowBalanceUnits[resource] ?? null,
    after: units === null ? null : [...units],
  });
  const { [resource]: _replaced, ...others } = before.lowBalanceUnits;
  return thresholdsOf(catalogue, units === null ? others : { ...others, [resource]: [...units] });
}

function thresholdsOf({ resources }: Catalogue, overrides: Overrides): LowBalanceThresholds[] {
  return resources.map(({ resource, policies }) => {
    const own = overrides[resource];
    const units = own ?? poolPoliciesOf(policies).values.lowBalanceUnits;
    return { resource, units: [...units], source: own === undefined ? 'catalogue' : 'account' };
  });
}
