/** Reads the facts about an account against which an order or a quote is checked and priced. */
import { findSku } from '../../domain/catalogue/catalogue.ts';
import { OVERRIDABLE_POLICIES } from '../../domain/catalogue/policies.ts';
import { readPolicies } from '../../domain/catalogue/policy-values.ts';
import type { AccountId, AgreementId, ConsortiumId, OrganizationId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { OrderContext, OrderLineInput } from '../../domain/orders/checks/order-input.ts';
import { dependsOnHoldings } from '../../domain/orders/checks/scope-violations.ts';
import type { CatalogueVersions } from '../catalogue/catalogue-versions.ts';
import { among } from '../../storage/among.ts';
import type { Database, Models, Session } from '../../storage/database.ts';
import type { AccountDocument } from '../../storage/collections/accounts.ts';
import type { AgreementDocument } from '../../storage/collections/agreements.ts';
import { assertAgreementOf, findActiveAgreements } from '../agreements/active-agreement.ts';
import { readHoldings } from './holdings.ts';

/** What an order or a quote asks for. */
export interface Purchase {
  readonly catalogues: CatalogueVersions;
  readonly placedByOperator: boolean;
  /** Id of the order that this one renews. */
  readonly renews?: string | undefined;
  readonly agreementId: AgreementId | null;
  readonly lines: readonly OrderLineInput[];
}

/** The context of a check, and the active agreements behind it, the preferred one first. */
interface ContextWithAgreements {
  readonly context: OrderContext;
  readonly agreements: readonly AgreementDocument[];
}

/**
 * Reads only what the lines need. Throws `not_found` for an agreement that does not belong to the account.
 */
export async function orderContextOf(
  database: Database,
  account: AccountDocument,
  now: Instant,
  { catalogues, placedByOperator, agreementId, renews, lines }: Purchase,
  session: Session | null,
): Promise<ContextWithAgreements> {
  const { models } = database;
  const { _id: accountId, timeZone } = account;
  if (agreementId !== null) await assertAgreementOf(database, accountId, agreementId, session);
  const catalogue = await catalogues.current(session);
  const instant = { at: now, timeZone };
  const agreements = await findActiveAgreements(database, accountId, instant, session, agreementId);
  const scopes = await scopesAmong(models, accountId, lines, session);
  const holdingsMatter = lines.some(({ sku }) => {
    const found = findSku(catalogue, sku);
    return found !== undefined && dependsOnHoldings(found);
  });
  const context: OrderContext = {
    catalogue,
    account: {
      country: account.country,
      timeZone,
      ...scopes,
      ...(holdingsMatter
        ? await readHoldings(database, { accountId, timeZone }, now, session)
        : { activeLicences: [], periods: [] }),
    },
    negotiatedPrices: agreements.flatMap(({ _id, prices }) =>
      prices.map((price) => ({ ...price, agreementId: _id })),
    ),
    policyOverrides: agreements.flatMap(({ _id, productLines, overrides }) =>
      overrides === null
        ? []
        : [
            {
              productLines,
              layer: { version: _id, values: readPolicies(overrides, OVERRIDABLE_POLICIES, '').values },
            },
          ],
    ),
    placedByOperator,
    now,
    renews: renews ?? null,
  };
  return { context, agreements };
}

/** The organizations and consortia named by the lines that belong to the account. */
async function scopesAmong(
  { organizations, consortia }: Models,
  accountId: AccountId,
  lines: readonly OrderLineInput[],
  session: Session | null,
): Promise<{ organizationIds: OrganizationId[]; consortiumIds: ConsortiumId[] }> {
  const foundOrganizations = await among(
    lines.flatMap(({ organizationId }) => organizationId ?? []),
    (_id) => organizations.find({ accountId, _id }, { _id: 1 }, { session }).lean(),
  );
  const foundConsortia = await among(
    lines.flatMap(({ consortiumId }) => consortiumId ?? []),
    (_id) => consortia.find({ accountId, _id }, { _id: 1 }, { session }).lean(),
  );
  return {
    organizationIds: foundOrganizations.map(({ _id }) => _id),
    consortiumIds: foundConsortia.map(({ _id }) => _id),
  };
}
