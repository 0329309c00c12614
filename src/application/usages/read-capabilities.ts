/** Decides from the record and the time what an account, or one of its organizations, may do now. */
import { decideCover, decidePacks, type Feature } from '../../domain/capabilities/cover.ts';
import type { Decision } from '../../domain/capabilities/decision.ts';
import { findSku, type Catalogue } from '../../domain/catalogue/catalogue.ts';
import type { AccountId, OrganizationId } from '../../domain/ids.ts';
import type { Language } from '../../domain/json.ts';
import type { OrganizationDocument } from '../../storage/collections/organizations.ts';
import type { Database } from '../../storage/database.ts';
import type { TransactionDependencies } from '../../storage/transaction.ts';
import { readOrganization } from '../accounts/read-account.ts';
import type { CatalogueVersions } from '../catalogue/catalogue-versions.ts';
import { readSettledLedger, type SettledLedger } from '../ledger/queries/settled-ledger.ts';
import { drawingDecisions, linesOf, type UsageQuestion } from './usage-decisions.ts';

/** Orders can be placed whatever is suspended (AMB-23). */
const ALWAYS_ALLOWED: readonly Decision[] = [{ capability: 'order.place', error: null, rule: 'AMB-23' }];

/** The rule that is cited for a SKU that is no longer in the catalogue. */
const GENERAL_RULE = '§8.12';

export interface CapabilityQuestion {
  readonly accountId: AccountId;
  readonly organizationId: OrganizationId | undefined;
  /** Language of the names in refusals. */
  readonly language: Language;
}

export interface Capabilities {
  readonly decisions: readonly Decision[];
  /** The organization that was asked about; null for none. */
  readonly organization: OrganizationDocument | null;
  readonly catalogue: Catalogue;
  readonly ledger: SettledLedger;
}

/** Throws `not_found` for an unknown account, and for an organization of another account. */
export async function readCapabilities(
  {
    database,
    serverNow,
    catalogues,
  }: TransactionDependencies & { readonly catalogues: Pick<CatalogueVersions, 'current'> },
  { accountId, organizationId, language }: CapabilityQuestion,
): Promise<Capabilities> {
  const ledger = await readSettledLedger(database, accountId, serverNow());
  const organization =
    organizationId === undefined ? null : await readOrganization(database, accountId, organizationId);
  const catalogue = await catalogues.current();
  const lines = await linesOf(database, accountId, ledger);
  const question = { accountId, organizationId, ledger, catalogue, lines };
  const decisions = [
    ...(await drawingDecisions(database, question)),
    ...ALWAYS_ALLOWED,
    ...(await coverDecisions(database, question, language)),
  ];
  return { decisions, organization, catalogue, ledger };
}

/**
 * One decision for each kind of pack that the account has or had. With an organization also one for each capability that it
 * retains after a subscription, and one for each feature that it has or had.
 */
async function coverDecisions(
  database: Database,
  asked: UsageQuestion,
  language: Language,
): Promise<Decision[]> {
  const { accountId, organizationId, ledger, catalogue, lines } = asked;
  const featureOf = (code: string): Feature => {
    const sku = findSku(catalogue, code);
    return { name: sku?.name[language] ?? code, rule: sku?.rules.suspension ?? GENERAL_RULE };
  };
  const packs = decidePacks(ledger.now, await termsOf(database, accountId, null), featureOf);
  if (organizationId === undefined) return packs;
  const terms = await termsOf(database, accountId, organizationId);
  const sold = catalogue.skus.flatMap(({ fulfilment, rules, productLine }) =>
    fulfilment.kind === 'term' && (lines.size === 0 || lines.has(productLine))
      ? [{ keeps: fulfilment.keeps, rule: rules.suspension }]
      : [],
  );
  const retained = new Set([...sold, ...terms].flatMap(({ keeps }) => keeps ?? []));
  const ruleOf = (capability: string) => sold.find(({ keeps }) => keeps === capability)?.rule ?? GENERAL_RULE;
  return [
    ...packs,
    ...[...retained].map((capability) => ({ capability, error: null, rule: ruleOf(capability) })),
    ...decideCover(ledger.now, terms, featureOf),
  ];
}

/** Returns the terms of an organization, or those of the account itself. */
function termsOf({ models }: Database, accountId: AccountId, organizationId: OrganizationId | null) {
  return models.terms
    .find({ accountId, organizationId, end: { $ne: 'refunded' } })
    .sort({ sku: 1, from: 1 })
    .lean();
}
