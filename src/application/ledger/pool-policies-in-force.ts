/** What holds for pools by the catalogue in force, for whoever tells of them within a transaction. */
import { CatalogueVersions } from '../catalogue/catalogue-versions.ts';
import type { Database } from '../../storage/database.ts';
import type { UsagePolicies } from './group-commit/decide-uses.ts';
import { usagePoliciesOf } from './group-commit/usage-policies.ts';

/** Of each connection: a version never changes, so each is read once. */
const VERSIONS = new WeakMap<Database, CatalogueVersions>();

/** Without a catalogue nothing is low and nothing can be ordered. */
export async function poolPoliciesInForce(database: Database): Promise<UsagePolicies> {
  let versions = VERSIONS.get(database);
  if (versions === undefined) VERSIONS.set(database, (versions = new CatalogueVersions(database)));
  await versions.newest(null);
  return usagePoliciesOf(versions);
}
