/** Policies of pools by the catalogue in force, for transactions that have to report on pools. */
import type { AccountId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Database } from '../../storage/database.ts';
import type { LedgerDocument } from '../../storage/collections/ledgers.ts';
import { CatalogueVersions } from '../catalogue/catalogue-versions.ts';
import type { BookedChanges } from './booked-changes.ts';
import { usagePoliciesOf, type UsagePolicies, type UsagePolicy } from './usage-policies.ts';

/** The policy of an account's pool at an instant of account time. */
export type PoolPolicyOf = (accountId: AccountId, resource: string, at: Instant) => UsagePolicy;

/** `states` are those of the accounts in question. Reads the catalogue only where something will be reported. */
export async function policiesForNotices(
  database: Database,
  booked: readonly Pick<BookedChanges, 'drops' | 'episodeEvents'>[],
  states: readonly LedgerDocument[],
): Promise<PoolPolicyOf> {
  const isReported = booked.some(
    ({ drops, episodeEvents }) => episodeEvents.length > 0 || drops.some(mayPassThreshold),
  );
  const policies = isReported ? await policiesInForce(database) : usagePoliciesOf({ known: null });
  const byAccount = new Map(states.map((state) => [state._id, state]));
  return (accountId, resource, at) => {
    const state = byAccount.get(accountId);
    if (state === undefined) throw new Error(`no ledger state of ${accountId}`);
    return policies.policyOf(state, resource, at);
  };
}

function mayPassThreshold({ available, before, lowBalanceUnits }: BookedChanges['drops'][number]): boolean {
  return (
    available === 0 ||
    lowBalanceUnits === null ||
    lowBalanceUnits.some((units) => available <= units && units < before)
  );
}

/** One cache a connection: a catalogue version never changes, so each is read once. */
const VERSIONS = new WeakMap<Database, CatalogueVersions>();

async function policiesInForce(database: Database): Promise<UsagePolicies> {
  let versions = VERSIONS.get(database);
  if (versions === undefined) VERSIONS.set(database, (versions = new CatalogueVersions(database)));
  await versions.newest(null);
  return usagePoliciesOf(versions);
}
