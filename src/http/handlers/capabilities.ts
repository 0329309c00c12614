/** Capabilities: those that draw on resources follow from their pools; viewing and ordering are never closed (AMB-23). */
import type { Capability, capabilityRoutes } from '../../contracts/capabilities.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import type { Language } from '../../domain/json.ts';
import { DomainError } from '../../domain/refusals.ts';
import { readOrganization, timeOf } from '../account-subject.ts';
import { assertCovers } from '../caller.ts';
import type { Handlers } from '../handler.ts';
import type { HandlerDependencies } from '../handler-dependencies.ts';
import { currentPools, type PoolSnapshot } from '../pool-snapshot.ts';
import { problemOf } from '../problem-details.ts';
import { readSettledLedger } from '../settled-ledger.ts';

const NEVER_CLOSED: readonly Capability[] = [
  { capability: 'inspection.view', allowed: true, rule: 'R-INTL-55' },
  { capability: 'order.place', allowed: true, rule: 'AMB-23' },
];

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
      const drawing = drawingCapabilities(await catalogues.current(), currentPools(ledger), language);
      return { status: 200, body: { items: [...drawing, ...NEVER_CLOSED] }, ...timeOf(ledger) };
    },
  };
}

/** One for each capability that resources declare: allowed while any of them has units. */
function drawingCapabilities(
  { resources }: Catalogue,
  pools: readonly PoolSnapshot[],
  language: Language,
): Capability[] {
  const availableOf = (resource: string) => pools.find((pool) => pool.resource === resource)?.available ?? 0;
  return [...new Set(resources.map(({ capability }) => capability))].map((capability): Capability => {
    const drawn = resources.filter((resource) => resource.capability === capability);
    const [first] = drawn;
    if (first === undefined || drawn.some(({ resource }) => availableOf(resource) > 0)) {
      return { capability, allowed: true };
    }
    const refusal = new DomainError('pool_empty', {
      resource: drawn.map(({ name }) => name[language]).join(', '),
    });
    const { remedy } = problemOf(refusal, { requestId: '', language });
    return {
      capability,
      allowed: false,
      reason: refusal.code,
      rule: first.rules.insufficient,
      ...(remedy === undefined ? {} : { remedy }),
    };
  });
}
