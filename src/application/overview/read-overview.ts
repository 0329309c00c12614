/**
 * The status of an account, or of one of its organizations, at account time: what it has, what is open, what falls due and
 * what can be done. Each part is bounded and read by the query that its own list uses.
 */
import { serviceAt, type ServiceState } from '../../domain/entitlements/service-states.ts';
import { LAST_INSTANT, type Instant } from '../../domain/instant.ts';
import type { DrawRate } from '../../domain/ledger/forecast.ts';
import { compareLots } from '../../domain/ledger/state.ts';
import { ORDER_STATES, type OrderState } from '../../domain/orders/states.ts';
import type { Remedy } from '../../domain/remedy.ts';
import type { DeadlineDocument } from '../../storage/collections/deadlines.ts';
import type { TransactionDependencies } from '../../storage/transaction.ts';
import { assertCovers, type Caller } from '../access/caller.ts';
import { readNames } from '../accounts/read-names.ts';
import type { CatalogueVersions } from '../catalogue/catalogue-versions.ts';
import { listDeadlines } from '../deadlines/list-deadlines.ts';
import { listLicences, type Activated } from '../entitlements/licences/list-licences.ts';
import { withOrders, type SoldService } from '../entitlements/services/read-services.ts';
import { listTerms, type ListedTerm, type TermCover } from '../entitlements/terms/list-terms.ts';
import { currentPools, type PoolSnapshot } from '../ledger/queries/pool-snapshot.ts';
import type { SettledLedger } from '../ledger/queries/settled-ledger.ts';
import { contextsOf, type OrderWithContext } from '../orders/list-orders.ts';
import type { ConsumptionRates } from '../usages/consumption-rates.ts';
import { readCapabilities, type Capabilities, type CapabilityQuestion } from '../usages/read-capabilities.ts';
import { orderRemedy, serviceRemedy } from './order-remedies.ts';
import { partOf, READ_FOR_A_PART, type Part } from './part.ts';
import { lowPools, missingSoftware, topUps, topUpSkuOf } from './pool-remedies.ts';
import { renewals } from './renewal-remedies.ts';

export interface PoolInBrief {
  readonly pool: PoolSnapshot;
  /** The units that expire first. Null if none is left. */
  readonly nextExpiry: { readonly at: Instant; readonly units: number } | null;
  readonly topUpSku: string | null;
}

export interface Overview {
  readonly question: CapabilityQuestion;
  readonly ledger: SettledLedger;
  readonly pools: Part<PoolInBrief>;
  readonly features: Part<Activated['activatedFeatures'][number]>;
  readonly terms: Part<ListedTerm>;
  readonly cover: Part<TermCover>;
  readonly services: Part<SoldService>;
  readonly orders: Part<OrderWithContext>;
  readonly due: Part<DeadlineDocument>;
  readonly remedies: Part<Remedy>;
}

export interface OverviewDependencies extends TransactionDependencies {
  readonly catalogues: Pick<CatalogueVersions, 'current' | 'recent'>;
  readonly rates: ConsumptionRates;
}

/** Throws `not_found` for an account that the key does not cover, and for an organization of another account. */
export async function readOverview(
  dependencies: OverviewDependencies,
  caller: Caller,
  question: CapabilityQuestion,
): Promise<Overview> {
  const { accountId, organizationId } = question;
  assertCovers(caller, accountId);
  const capabilities = await readCapabilities(dependencies, question);
  const { database } = dependencies;
  const { ledger, catalogue, organization } = capabilities;
  const account = { accountId, now: ledger.now, organization };
  const living = { organizationId, endsBefore: LAST_INSTANT as Instant, limit: READ_FOR_A_PART };
  const [terms, licences, services, orders, due, rates] = await Promise.all([
    listTerms(database, account, living),
    listLicences(database, { current: () => Promise.resolve(catalogue) }, account, {
      organizationId,
      limit: 1,
    }),
    openServices(dependencies, question, ledger),
    openOrders(dependencies, question),
    listDeadlines(database, caller, { accountId, limit: READ_FOR_A_PART, events: true }),
    dependencies.rates.of(accountId, ledger, currentPools(ledger), ledger.now),
  ]);
  return {
    question,
    ledger,
    pools: partOf(poolsOf(ledger, catalogue)),
    features: partOf(licences.features?.activatedFeatures ?? []),
    terms: partOf(terms.documents),
    cover: partOf(terms.cover ?? []),
    services: partOf(services),
    orders: partOf(orders),
    due: partOf(due.documents),
    remedies: await remediesOf(dependencies, question, { capabilities, rates, services, orders }),
  };
}

function poolsOf(ledger: SettledLedger, catalogue: Capabilities['catalogue']): PoolInBrief[] {
  return currentPools(ledger).map((pool) => {
    const state = ledger.pools.find(({ resource }) => resource === pool.resource);
    const lots = state?.lots ?? [];
    const [first] = [...lots].sort(compareLots);
    const ending = lots.filter(({ expiresAt }) => expiresAt === first?.expiresAt);
    const units = ending.reduce((sum, { remaining }) => sum + remaining, 0);
    return {
      pool,
      nextExpiry: first === undefined ? null : { at: first.expiresAt, units },
      topUpSku: state === undefined ? null : topUpSkuOf(state, ledger, catalogue),
    };
  });
}

const OPEN_SERVICES: readonly ServiceState[] = ['available', 'in_delivery', 'delivered', 'running'];

/** Latest purchase first. */
async function openServices(
  dependencies: OverviewDependencies,
  { accountId, organizationId }: CapabilityQuestion,
  { now }: SettledLedger,
): Promise<SoldService[]> {
  const of = organizationId === undefined ? { accountId } : { accountId, organizationId };
  const services = await dependencies.database.models.services
    .find({ ...of, state: { $in: OPEN_SERVICES } })
    .sort({ purchasedAt: -1, _id: -1 })
    .limit(READ_FOR_A_PART)
    .lean();
  const shown = services
    .map((service) => ({ ...serviceAt(now, service), now }))
    .filter(({ state }) => OPEN_SERVICES.includes(state));
  return withOrders(dependencies, shown);
}

const OPEN_ORDERS = (Object.keys(ORDER_STATES) as OrderState[]).filter(
  (state) => !ORDER_STATES[state].terminal && state !== 'active',
);

/** Newest first: orders that are not yet fulfilled. */
async function openOrders(
  dependencies: OverviewDependencies,
  { accountId, organizationId }: CapabilityQuestion,
): Promise<OrderWithContext[]> {
  const of = organizationId === undefined ? {} : { 'lines.organizationId': organizationId };
  const orders = await dependencies.database.models.orders
    .find({ accountId, ...of, state: { $in: OPEN_ORDERS } })
    .sort({ _id: -1 })
    .limit(READ_FOR_A_PART)
    .lean();
  return contextsOf(dependencies, orders);
}

interface Found {
  readonly capabilities: Capabilities;
  /** Recent rates of consumption, by resource. */
  readonly rates: ReadonlyMap<string, DrawRate>;
  readonly services: readonly SoldService[];
  readonly orders: readonly OrderWithContext[];
}

/** What keeps something closed first, then what waits for the customer, then what ends soon. */
async function remediesOf(
  dependencies: OverviewDependencies,
  { accountId, organizationId }: CapabilityQuestion,
  { capabilities: { decisions, organization, catalogue, ledger }, rates, services, orders }: Found,
): Promise<Part<Remedy>> {
  const { database } = dependencies;
  const known = organization === null ? [] : [[organization._id, organization.name] as const];
  const others = services.map(({ service }) => service.organizationId);
  const names = await readNames(dependencies, {
    organizationId: new Set(others.filter((id) => id !== organization?._id)),
  });
  const { now, timeZone } = ledger;
  const organizations = new Map([...names.organizationId, ...known]);
  const context = { catalogue, now, timeZone, organizations };
  const packsOver = decisions.flatMap(({ error, sku }) =>
    error?.key === 'pack_over' && sku !== undefined ? [sku] : [],
  );
  const serviceRemedies = services.flatMap((service) => serviceRemedy(service, context));
  const isToAccept = ({ kind }: Remedy) => kind === 'accept_service';
  return partOf([
    ...topUps(accountId, ledger, context),
    ...missingSoftware(accountId, decisions, organization, context),
    ...serviceRemedies.filter(isToAccept),
    ...orders.flatMap((order) => orderRemedy(order, context)),
    ...(await renewals(database, { accountId, organizationId, organization, packsOver }, context)),
    ...lowPools(accountId, ledger, rates, context),
    ...serviceRemedies.filter((remedy) => !isToAccept(remedy)),
  ]);
}
