/** Capabilities: what an account, and an organization of it, may do now; decided from what is stored and the time alone. */
import type { Capability, capabilityRoutes } from '../../contracts/capabilities.ts';
import { findSku, type Catalogue } from '../../domain/catalogue/catalogue.ts';
import { decideCover, decidePacks, type Feature } from '../../domain/capabilities/cover.ts';
import { decideDrawing, type Drawn } from '../../domain/capabilities/drawing.ts';
import type { Decision } from '../../domain/capabilities/decision.ts';
import type { Language } from '../../domain/json.ts';
import { BasicSoftware } from '../../ledger/basic-software.ts';
import { usagePoliciesOf } from '../../ledger/usage-policies.ts';
import type { Database } from '../../persistence/database.ts';
import { readOrganization, timeOf } from '../account-subject.ts';
import { assertCovers } from '../caller.ts';
import type { Handlers } from '../handler.ts';
import type { HandlerDependencies } from '../handler-dependencies.ts';
import { problemOf } from '../problem-details.ts';
import { readSettledLedger, type SettledLedger } from '../settled-ledger.ts';

/** Whatever is suspended (AMB-23). */
const NEVER_CLOSED: readonly Decision[] = [
  { capability: 'inspection.view', refusal: null, rule: 'R-INTL-55' },
  { capability: 'order.place', refusal: null, rule: 'AMB-23' },
];

interface Asked {
  readonly accountId: string;
  readonly organizationId: string | undefined;
  readonly ledger: SettledLedger;
  readonly catalogue: Catalogue;
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
        ...(await drawingOf(database, asked)),
        ...NEVER_CLOSED,
        ...(await coverOf(database, asked)),
      ];
      const items = decisions.map((decision) => capabilityView(decision, language));
      return { status: 200, body: { items }, ...timeOf(ledger) };
    },
  };
}

/** One for each capability that resources declare. */
async function drawingOf(
  database: Database,
  { accountId, organizationId, ledger, catalogue, language }: Asked,
): Promise<Decision[]> {
  const { now, pools, settings } = ledger;
  const policies = usagePoliciesOf({ known: catalogue });
  const drawn = catalogue.resources.map((resource) => ({
    ...resource,
    policy: policies.policyOf(settings, resource.resource, now),
  }));
  // Without an organization nothing is said of software that only organizations have.
  const isAsked = organizationId !== undefined && drawn.some(({ policy }) => policy.needsOneOf !== null);
  const asked = isAsked ? [{ accountId, organizationId }] : [];
  const basics = await BasicSoftware.of({ database, session: null }, asked);
  const missingOf = (needed: ReadonlySet<string> | null) =>
    needed === null || organizationId === undefined || basics.isActive(organizationId, needed, now)
      ? null
      : [...needed];
  return [...new Set(drawn.map(({ capability }) => capability))].map((capability) =>
    decideDrawing(
      capability,
      drawn
        .filter((resource) => resource.capability === capability)
        .map(({ resource, name, overdraft, rules, policy }): Drawn => ({
          resource,
          name: name[language],
          overdraft,
          overdraftCap: policy.overdraftCap,
          rules,
          missingBasic: missingOf(policy.needsOneOf),
          pool: pools.find((pool) => pool.resource === resource) ?? null,
        })),
    ),
  );
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
      .sort({ sku: 1, _id: 1 })
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
    ...[...kept].map((capability) => ({ capability, refusal: null, rule: ruleOf(capability) })),
    ...decideCover(ledger.now, terms, featureOf),
  ];
}

/** Where the catalogue does not know any more what was sold. */
const GENERAL_RULE = '§8.12';

function capabilityView(
  { capability, sku, refusal, rule, since, until }: Decision,
  language: Language,
): Capability {
  const of = { capability, ...(sku === undefined ? {} : { sku }) };
  if (refusal === null) {
    return {
      ...of,
      allowed: true,
      ...(rule === undefined ? {} : { rule }),
      ...(until === undefined ? {} : { until }),
    };
  }
  const { remedy } = problemOf(refusal, { requestId: '', language });
  return {
    ...of,
    allowed: false,
    reason: refusal.code,
    ...(refusal.rule === undefined ? {} : { rule: refusal.rule }),
    ...(since === undefined ? {} : { since }),
    ...(remedy === undefined ? {} : { remedy }),
  };
}
