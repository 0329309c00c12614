/** A licence as responses show it. */
import type { LicenceNow } from '../../application/entitlements/licences/list-licences.ts';
import type { Licence } from '../../contracts/licences.ts';
import { periodStateAt } from '../../domain/entitlements/period.ts';

export function licenceView(document: LicenceNow): Licence {
  const { _id, accountId, sku, scope, consortiumId, organizationId, features, from, until, orderId, lineId } =
    document;
  return {
    id: _id,
    accountId,
    sku,
    scope,
    ...(consortiumId === null ? {} : { consortiumId }),
    ...(organizationId === null ? {} : { organizationId }),
    features,
    from,
    until,
    state: stateOf(document),
    orderId,
    lineId,
  };
}

/** The clock decides, whether or not the end was booked. */
function stateOf(document: LicenceNow): Licence['state'] {
  if (document.end === 'refunded') return 'refunded';
  const state = periodStateAt(document.now, document);
  return state === 'running' ? 'active' : state;
}
