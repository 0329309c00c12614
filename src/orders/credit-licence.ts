/**
 * Credits a licence line: one licence in its scope, for its term behind the one before, or for ever (rules §8.13). What is
 * delivered set by set has a service for each set beside it (AMB-44).
 */
import type { ResolvedFulfilment } from '../domain/catalogue/fulfilment.ts';
import { chainedPeriod } from '../domain/entitlements/period-chains.ts';
import type { Period } from '../domain/entitlements/period.ts';
import type { LicenceDocument } from '../persistence/models/entitlement.ts';
import type { OrderLineRecord } from '../persistence/models/order.ts';
import { derivedId } from '../platform/ids.ts';
import { creditDeliveries } from './credit-services.ts';
import { watchPeriod } from './paid-periods.ts';
import { auditCredited, type Crediting } from './crediting.ts';

type LicenceBought = Extract<ResolvedFulfilment, { kind: 'licence' }>;

export async function creditLicence(crediting: Crediting<LicenceBought>): Promise<OrderLineRecord> {
  const { unit, book, order, line } = crediting;
  const licence = await licenceOf(crediting);
  await unit.database.models.licences.insertMany([licence], { session: unit.session });
  const { timeZone } = book.head;
  watchPeriod(unit, order, { kind: 'licence', document: licence }, { now: book.at, timeZone });
  const { _id, from, until, features } = licence;
  auditCredited(crediting, { licenceId: _id, lineId: line.id, sku: line.sku, from, until, features });
  const own = { kind: 'licence', id: _id } as const;
  if (crediting.fulfilment.delivery === 'online') return { ...line, state: 'active', entitlements: [own] };
  const deliveries = await creditDeliveries(crediting);
  return { ...line, state: 'available', entitlements: [own, ...deliveries] };
}

async function licenceOf(crediting: Crediting<LicenceBought>): Promise<LicenceDocument> {
  const { unit, order, line, fulfilment, capturedAt, lateDays, book } = crediting;
  const { accountId } = order;
  const { sku, scope, organizationId, consortiumId, features, requires } = line;
  const _id = derivedId('lic', line.id);
  const bought = {
    _id,
    accountId,
    sandbox: order.sandbox,
    orderId: order._id,
    lineId: line.id,
    sku,
    scope,
    organizationId: scope === 'organization' ? organizationId : null,
    consortiumId: scope === 'consortium' ? consortiumId : null,
    features: [...new Set(features)],
    requires: [...requires],
    end: null,
    endedAt: null,
  };
  const { term } = fulfilment;
  if (fulfilment.validity === 'perpetual' || term === null) {
    return { ...bought, from: capturedAt, until: null, chain: null, chainId: _id };
  }
  const earlier = await unit.database.models.licences
    .find({
      accountId,
      sku,
      scope: bought.scope,
      organizationId: bought.organizationId,
      consortiumId: bought.consortiumId,
      end: { $ne: 'refunded' },
      until: { $ne: null },
    })
    .session(unit.session)
    .lean();
  const period = chainedPeriod(_id, earlier.flatMap(withPeriod), {
    capturedAt,
    start: line.start,
    renews: order.renews,
    term,
    timeZone: book.head.timeZone,
    lateDays,
    graceHours: 0,
  });
  return { ...bought, ...period };
}

function withPeriod(licence: LicenceDocument): (LicenceDocument & Period)[] {
  const { until, chain } = licence;
  return until === null || chain === null ? [] : [{ ...licence, until, chain }];
}
