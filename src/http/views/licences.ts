/** A licence as responses show it. */
import type { Licence } from '../../contracts/licences.ts';
import { periodStateAt } from '../../domain/entitlements/period.ts';
import type { Instant } from '../../domain/instant.ts';
import type { LicenceDocument } from '../../storage/collections/licences.ts';

/** `now` is account time. */
export function licenceView(document: LicenceDocument, now: Instant): Licence {
  const { _id, sku, scope, consortiumId, organizationId, features, from, until, orderId, lineId } = document;
  return {
    id: _id,
    sku,
    scope,
    ...(consortiumId === null ? {} : { consortiumId }),
    ...(organizationId === null ? {} : { organizationId }),
    features,
    from,
    until,
    state: stateOf(document, now),
    orderId,
    lineId,
  };
}

/** The clock decides, whether or not the end was booked. */
function stateOf(document: LicenceDocument, now: Instant): Licence['state'] {
  if (document.end === 'refunded') return 'refunded';
  const state = periodStateAt(now, document);
  return state === 'running' ? 'active' : state;
}
