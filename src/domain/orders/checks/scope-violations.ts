/** Whom a line is for: services and terms name an organization, licences the scope they cover (AMB-02). */
import { SCOPE_NAMES } from '../../catalogue/scope-names.ts';
import type { Scope, Sku, SkuKind } from '../../catalogue/sku.ts';
import type { PolicyValues } from '../../catalogue/policies.ts';
import type { LineViolation } from './line-violation.ts';
import type { OrderContext, OrderInput, OrderLineInput } from './order-input.ts';

/** Their scope is a policy. */
const SOFTWARE_KINDS: ReadonlySet<SkuKind> = new Set(['software-basic', 'software-optional']);
const ORGANIZATION_KINDS: ReadonlySet<SkuKind> = new Set(['service', 'maintenance', 'subscription']);

/** Scope of a line: of software licences the policy decides, which an agreement may change. */
export function scopeOf({ kind, scope }: Sku, { licenceScope }: Pick<PolicyValues, 'licenceScope'>): Scope {
  return SOFTWARE_KINDS.has(kind) ? licenceScope : scope;
}

/** The id of the organization or consortium that a line covers; null where the scope is the account, or none is named. */
function scopeIdOf(scope: Scope, line: OrderLineInput): string | null {
  if (scope === 'account') return null;
  return (scope === 'consortium' ? line.consortiumId : line.organizationId) ?? null;
}

export function scopeViolationsOf(
  sku: Sku,
  scope: Scope,
  line: OrderLineInput,
  { organizationIds, consortiumIds }: OrderContext['account'],
): LineViolation[] {
  const found: LineViolation[] = [];
  const licence = SOFTWARE_KINDS.has(sku.kind) || sku.kind === 'licence';
  const byOrganization = scope === 'organization' || ORGANIZATION_KINDS.has(sku.kind);

  if (line.organizationId !== undefined) {
    if (!organizationIds.includes(line.organizationId)) {
      found.push({
        key: 'unknown_organization',
        field: 'organizationId',
        facts: { given: line.organizationId },
      });
    }
  } else if (byOrganization && licence) {
    found.push({ key: 'scope_required', field: 'organizationId', facts: scopeFacts(sku, 'organization') });
  } else if (byOrganization) {
    found.push({ key: 'organization_required', field: 'organizationId', facts: { sku: sku.sku } });
  }

  if (line.consortiumId !== undefined) {
    if (!consortiumIds.includes(line.consortiumId)) {
      const facts = { ...scopeFacts(sku, 'consortium'), given: line.consortiumId };
      found.push({ key: 'unknown_scope', field: 'consortiumId', facts });
    }
  } else if (scope === 'consortium') {
    found.push({ key: 'scope_required', field: 'consortiumId', facts: scopeFacts(sku, 'consortium') });
  }
  return found;
}

function scopeFacts(sku: Sku, scope: Scope): LineViolation['facts'] {
  return { sku: sku.sku, scope: SCOPE_NAMES[scope] };
}

/** Optional software needs the basic set in its scope: active, or in the same order (AMB-46). */
export function requiredSoftwareViolationsOf(
  sku: Sku,
  scope: Scope,
  line: OrderLineInput,
  order: OrderInput,
  { activeLicences }: OrderContext['account'],
): LineViolation[] {
  const scopeId = scopeIdOf(scope, line);
  // Without a scope the line is refused for that; it lacks the basic set only where no scope at all would have it.
  const covers = (other: string | null) => scopeId === null || other === scopeId;
  return (sku.requires ?? [])
    .filter(
      (required) =>
        !activeLicences.some(
          (licence) => licence.sku === required && covers(licence.consortiumId ?? licence.organizationId),
        ) && !order.lines.some((other) => other.sku === required && covers(scopeIdOf(scope, other))),
    )
    .map((required) => ({
      key: 'basic_required',
      field: 'sku',
      facts: { ...scopeFacts(sku, scope), required },
    }));
}

/**
 * True for what a scope can have once if it is perpetual (AMB-51): software, and licences of any product line that open no
 * delivery. Sets that are delivered can be bought at any time (D-20).
 */
export function isSoldOnce({ kind, fulfilment }: Pick<Sku, 'kind' | 'fulfilment'>): boolean {
  if (fulfilment.kind !== 'licence') return false;
  return SOFTWARE_KINDS.has(kind) || (kind === 'licence' && fulfilment.delivery === 'online');
}

/** A perpetual licence, which is one without term, is bought once for a scope. */
export function duplicateLicenceViolationsOf(
  sku: Sku,
  scope: Scope,
  line: OrderLineInput,
  order: OrderInput,
  { activeLicences }: OrderContext['account'],
): LineViolation[] {
  if (!isSoldOnce(sku) || sku.term !== null) return [];
  const scopeId = scopeIdOf(scope, line);
  if (scopeId === null && scope !== 'account') return [];
  const licensed = activeLicences.some(
    (licence) => licence.sku === sku.sku && (licence.consortiumId ?? licence.organizationId) === scopeId,
  );
  // The first line of several may stand, the others repeat it.
  const first = order.lines.find((other) => other.sku === sku.sku && scopeIdOf(scope, other) === scopeId);
  return licensed || first !== line
    ? [{ key: 'already_licensed', field: 'sku', facts: scopeFacts(sku, scope) }]
    : [];
}

/** Whether what the account holds matters for selling this: it adds a period, needs one, or is sold once for a scope. */
export function dependsOnHoldings({ kind, fulfilment, requires }: Sku): boolean {
  const addsPeriod = fulfilment.kind === 'licence' || fulfilment.kind === 'term';
  return addsPeriod || SOFTWARE_KINDS.has(kind) || (requires ?? []).length > 0;
}
