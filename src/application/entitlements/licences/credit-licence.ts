/**
 * Credits a licence line: one licence in its scope, perpetual or for a term that follows the previous one (rules
 * §8.13). A licence delivered set by set also gets one service for each set (AMB-44).
 */
import type { ResolvedFulfilment } from '../../../domain/catalogue/fulfilment.ts';
import { chainedPeriod } from '../../../domain/entitlements/period-chains.ts';
import type { Period } from '../../../domain/entitlements/period.ts';
import { newTally } from '../../../domain/orders/service-tally.ts';
import type { LicenceDocument } from '../../../storage/collections/licences.ts';
import type { OrderLineRecord } from '../../../storage/collections/orders.ts';
import { insertServices, servicesOfLine } from '../services/credit-services.ts';
import type { Crediting } from '../crediting.ts';
import { perpetualLicence, storeLicences } from './store-licences.ts';

type LicenceBought = Extract<ResolvedFulfilment, { kind: 'licence' }>;

/** Returns the line with its licence. */
export async function creditLicence(crediting: Crediting<LicenceBought>): Promise<OrderLineRecord> {
  const { line } = crediting;
  const licence = await licenceOf(crediting);
  await storeLicences(crediting, [licence]);
  const credited = { ...line, entitlements: [{ kind: 'licence' as const, id: licence._id }] };
  const count = servicesOfLine(line);
  if (count === 0) return { ...credited, state: 'active' };
  await insertServices(crediting, [line]);
  return { ...credited, state: 'available', services: newTally(count) };
}

async function licenceOf(crediting: Crediting<LicenceBought>): Promise<LicenceDocument> {
  const { unit, order, line, fulfilment, capturedAt, lateDays, timeZone } = crediting;
  const { accountId } = order;
  const bought = perpetualLicence(crediting, line);
  const { term } = fulfilment;
  if (fulfilment.validity === 'perpetual' || term === null) return bought;
  const earlier = await unit.database.models.licences
    .find({
      accountId,
      sku: line.sku,
      scope: bought.scope,
      organizationId: bought.organizationId,
      consortiumId: bought.consortiumId,
      end: { $ne: 'refunded' },
      until: { $ne: null },
    })
    .session(unit.session)
    .lean();
  const period = chainedPeriod(bought._id, earlier.flatMap(withPeriod), {
    capturedAt,
    start: line.start,
    renews: order.renews,
    term,
    timeZone,
    lateDays,
    graceHours: 0,
  });
  return { ...bought, ...period };
}

function withPeriod(licence: LicenceDocument): (LicenceDocument & Period)[] {
  const { until, chain } = licence;
  return until === null || chain === null ? [] : [{ ...licence, until, chain }];
}
