/** Capabilities: what an account, and an organization of it, may do now; decided from what is stored and the time alone. */
import type { Capability, capabilityRoutes } from '../../contracts/capabilities.ts';
import { findSku } from '../../domain/catalogue/catalogue.ts';
import { decideCover, decidePacks, type Feature } from '../../domain/capabilities/cover.ts';
import type { Decision } from '../../domain/capabilities/decision.ts';
import type { Language } from '../../domain/json.ts';
import type { Database } from '../../storage/database.ts';
import { readOrganization } from '../../application/accounts/read-account.ts';
import { timeOf } from '../pipeline/account-time.ts';
import type { FactWording } from '../../messages/errors/error-facts.ts';
import { assertCovers } from '../../application/access/caller.ts';
import { drawingDecisions, type UsageQuestion } from '../../application/usages/usage-decisions.ts';
import type { Handlers } from '../pipeline/handler.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { problemOf } from '../problem/problem-details.ts';
import { readSettledLedger } from '../../application/ledger/queries/settled-ledger.ts';

/** Whatever is suspended (AMB-23). */
const NEVER_CLOSED: readonly Decision[] = [{ capability: 'order.place', error: null, rule: 'AMB-23' }];

interface Asked extends UsageQuestion {
  readonly language: Language;
}

export function capabilityHandlers({
  database,
  serverNow,
  catalogues,
}: HandlerDependencies): Handlers<typeof capabilityRoutes> {
  return {
    getCapabilities: async ({ params: { id }, query: { organizationId }, caller, language }) => {
      assertCovers(caller, id);
      const ledger = await readSettledLedger(database, id, serverNow());
      if (organizationId !== undefined) await readOrganization(database, id, organizationId);
      const catalogue = await catalogues.current();
      const asked: Asked = { accountId: id, organizationId, ledger, catalogue, language };
      const decisions = [
        ...(await drawingDecisions(database, asked)),
        ...NEVER_CLOSED,
        ...(await coverOf(database, asked)),
      ];
      const items = decisions.map((decision) =>
        capabilityView(decision, { language, catalogue, timeZone: ledger.timeZone }),
      );
      return { status: 200, body: { items }, ...timeOf(ledger) };
    },
  };
}

/**
 * One for each kind of pack that the account has or had; with an organization what it keeps for ever, and one for each
 * feature that it has or had.
 */
async function coverOf(
  database: Database,
  { accountId, organizationId, ledger, catalogue, language }: Asked,
): Promise<Decision[]> {
  const featureOf = (sku: string): Feature => {
    const known = findSku(catalogue, sku);
    return { name: known?.name[language] ?? sku, rule: known?.rules.suspension ?? GENERAL_RULE };
  };
  const termsOf = (of: string | null) =>
    database.models.terms
      .find({ accountId, organizationId: of, end: { $ne: 'refunded' } })
      .sort({ sku: 1, from: 1 })
      .lean();
  const packs = decidePacks(ledger.now, await termsOf(null), featureOf);
  if (organizationId === undefined) return packs;
  const terms = await termsOf(organizationId);
  const sold = catalogue.skus.flatMap(({ fulfilment, rules }) =>
    fulfilment.kind === 'term' ? [{ keeps: fulfilment.keeps, rule: rules.suspension }] : [],
  );
  const kept = new Set([...sold, ...terms].flatMap(({ keeps }) => keeps ?? []));
  const ruleOf = (capability: string) => sold.find(({ keeps }) => keeps === capability)?.rule ?? GENERAL_RULE;
  return [
    ...packs,
    ...[...kept].map((capability) => ({ capability, error: null, rule: ruleOf(capability) })),
    ...decideCover(ledger.now, terms, featureOf),
  ];
}

/** Where the catalogue does not know any more what was sold. */
const GENERAL_RULE = '§8.12';

function capabilityView(
  { capability, resource, sku, error, rule, since, until }: Decision,
  wording: FactWording,
): Capability {
  const of = {
    capability,
    ...(resource === undefined ? {} : { resource }),
    ...(sku === undefined ? {} : { sku }),
  };
  if (error === null) {
    return {
      ...of,
      allowed: true,
      ...(rule === undefined ? {} : { rule }),
      ...(until === undefined ? {} : { until }),
    };
  }
  const { remedy } = problemOf(error, { requestId: '', ...wording });
  return {
    ...of,
    allowed: false,
    reason: error.code,
    ...(error.rule === undefined ? {} : { rule: error.rule }),
    ...(since === undefined ? {} : { since }),
    ...(remedy === undefined ? {} : { remedy }),
  };
}
