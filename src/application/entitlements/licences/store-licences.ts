/** Creates and stores licences with their deadlines, notices and audit records (rules §8.13). */
import type { LicenceDocument } from '../../../storage/collections/licences.ts';
import type { OrderLineRecord } from '../../../storage/collections/orders.ts';
import { derivedId } from '../../../infra/ids.ts';
import { auditCredited, type OrderCrediting } from '../crediting.ts';
import { setPeriodDeadlines } from '../paid-periods.ts';

/** The perpetual licence of a line, which begins at the capture. It is not stored yet. */
export function perpetualLicence(
  { order, capturedAt }: OrderCrediting,
  line: OrderLineRecord,
): LicenceDocument {
  const { sku, scope, organizationId, consortiumId, features, requires } = line;
  const _id = derivedId('lic', line.id);
  return {
    _id,
    accountId: order.accountId,
    sandbox: order.sandbox,
    orderId: order._id,
    lineId: line.id,
    sku,
    scope,
    organizationId: scope === 'organization' ? organizationId : null,
    consortiumId: scope === 'consortium' ? consortiumId : null,
    features: [...new Set(features)],
    requires: [...requires],
    from: capturedAt,
    until: null,
    chain: null,
    chainId: _id,
    end: null,
    endedAt: null,
  };
}

/** Stores licences that are being credited. */
export async function storeLicences(
  crediting: OrderCrediting,
  licences: readonly LicenceDocument[],
): Promise<void> {
  if (licences.length === 0) return;
  const { unit, order, at, timeZone } = crediting;
  await unit.database.models.licences.insertMany(licences, { session: unit.session });
  for (const document of licences) {
    setPeriodDeadlines(unit, order, { kind: 'licence', document }, { now: at, timeZone });
    const { _id, lineId, sku, from, until, features } = document;
    auditCredited(crediting, { licenceId: _id, lineId, sku, from, until, features });
  }
}
