/** Renewals of what ended, or ends soon with nothing behind it. */
import { findProductLine } from '../../domain/catalogue/catalogue.ts';
import type { AccountId, OrderId, OrganizationId } from '../../domain/ids.ts';
import { plusMs, type Instant } from '../../domain/instant.ts';
import { isLegal } from '../../domain/orders/states.ts';
import type { Remedy } from '../../domain/remedy.ts';
import type { OrganizationDocument } from '../../storage/collections/organizations.ts';
import type { OrderDocument } from '../../storage/collections/orders.ts';
import type { TermDocument } from '../../storage/collections/terms.ts';
import type { LicenceDocument } from '../../storage/collections/licences.ts';
import type { Database } from '../../storage/database.ts';
import { listLicences } from '../entitlements/licences/list-licences.ts';
import { listTerms } from '../entitlements/terms/list-terms.ts';
import { commandFactsOf, isUnpaid } from '../orders/legal-commands.ts';
import { SOON_MS } from './order-remedies.ts';
import { READ_FOR_A_PART } from './part.ts';
import { instantWord, remedyText, skuWord, type RemedyContext } from './remedy-words.ts';

export interface RenewalQuestion {
  readonly accountId: AccountId;
  readonly organizationId: OrganizationId | undefined;
  /** The organization of that id; null without one. */
  readonly organization: OrganizationDocument | null;
  /** SKUs of packs of the account whose cover is over. */
  readonly packsOver: readonly string[];
}

type Period = Pick<TermDocument | LicenceDocument, 'sku' | 'organizationId' | 'orderId' | 'lineId'> & {
  readonly until: Instant;
};

/** One remedy for each period, what ended first. Leaves out orders that cannot be renewed, or whose renewal is open. */
export async function renewals(
  database: Database,
  question: RenewalQuestion,
  context: RemedyContext,
): Promise<Remedy[]> {
  const periods = [
    ...(await endedCover(database, question)),
    ...(await endingTerms(database, question, context.now)),
    ...(await endingLicences(database, question, context)),
  ].sort((one, other) => (one.until < other.until ? -1 : 1));
  const orders = await renewableOrders(
    database,
    periods.map(({ orderId }) => orderId),
  );
  return periods.flatMap((period) => renewalOf(period, orders.get(period.orderId), context));
}

function renewalOf(period: Period, order: OrderDocument | undefined, context: RemedyContext): Remedy[] {
  const { sku, organizationId, orderId, lineId, until } = period;
  const line = order?.lines.find(({ id }) => id === lineId);
  const terms = order && findProductLine(context.catalogue, order.productLine)?.terms;
  if (order === undefined || terms === undefined || line?.term == null) return [];
  const { count, unit } = line.term;
  return [
    {
      kind: 'renew_order',
      text: remedyText(until <= context.now ? 'renew_ended' : 'renew_order', {
        sku: skuWord(context, sku),
        order: order.reference ?? orderId,
        at: instantWord(context, until),
      }),
      sku,
      ...(organizationId === null ? {} : { organizationId }),
      orderId,
      request: {
        path: `/v1/orders/${orderId}/renew`,
        body: { termsVersion: terms.version, lines: [{ lineId, term: { count, unit } }] },
        missing: ['termsAccepted'],
      },
    },
  ];
}

/** The last terms of features whose episode of arrears is not closed, and of packs that are over. */
async function endedCover(
  { models }: Database,
  { accountId, organizationId, packsOver }: RenewalQuestion,
): Promise<Period[]> {
  const episodes = await models.episodes
    .find({
      accountId,
      kind: 'validity',
      state: { $in: ['open', 'suspended'] },
      ...(organizationId === undefined ? {} : { organizationId }),
    })
    .limit(READ_FOR_A_PART)
    .lean();
  const ended = [
    ...episodes.map((episode) => ({ sku: episode.sku, organizationId: episode.organizationId })),
    ...packsOver.slice(0, READ_FOR_A_PART).map((sku) => ({ sku, organizationId: null })),
  ];
  const last = await Promise.all(
    ended.map((of) =>
      models.terms
        .find({ accountId, ...of, end: { $ne: 'refunded' } })
        .sort({ from: -1 })
        .limit(1)
        .lean(),
    ),
  );
  return last.flat();
}

async function endingTerms(
  database: Database,
  { accountId, organizationId, organization }: RenewalQuestion,
  now: Instant,
): Promise<Period[]> {
  const query = { organizationId, endsBefore: plusMs(now, SOON_MS), limit: READ_FOR_A_PART };
  const { documents } = await listTerms(database, { accountId, now, organization }, query);
  return documents.filter(({ renewals: later }) => later.length === 0).map(({ term }) => term);
}

async function endingLicences(
  database: Database,
  { accountId, organizationId, organization }: RenewalQuestion,
  { catalogue, now }: RemedyContext,
): Promise<Period[]> {
  const query = { organizationId, endsBefore: plusMs(now, SOON_MS), limit: READ_FOR_A_PART };
  const catalogues = { current: () => Promise.resolve(catalogue) };
  const { documents } = await listLicences(database, catalogues, { accountId, now, organization }, query);
  const followed = await Promise.all(
    documents.map(({ sku, from, chainId }) =>
      database.models.licences.exists({ accountId, sku, from: { $gt: from }, chainId, end: null }),
    ),
  );
  return documents.flatMap(({ until, ...licence }, index) =>
    until === null || followed[index] !== null ? [] : [{ ...licence, until }],
  );
}

async function renewableOrders(
  { models }: Database,
  orderIds: readonly OrderId[],
): Promise<ReadonlyMap<OrderId, OrderDocument>> {
  const orders = await models.orders.find({ _id: { $in: [...new Set(orderIds)] } }).lean();
  const renewedBy = orders.flatMap((order) => order.renewedBy ?? []);
  const newer = await models.orders.find({ _id: { $in: renewedBy } }).lean();
  const open = new Set(
    newer.flatMap((order) => (isUnpaid(order) || order.state === 'fulfilling' ? [order._id] : [])),
  );
  return new Map(
    orders
      .filter(
        (order) =>
          isLegal('renew', commandFactsOf(order)) && (order.renewedBy === null || !open.has(order.renewedBy)),
      )
      .map((order) => [order._id, order]),
  );
}
