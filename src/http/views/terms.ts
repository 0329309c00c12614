/** The terms of an account, and the cover that they give, as responses show them. */
import type { ListedTerm, TermCover } from '../../application/entitlements/terms/list-terms.ts';
import type { Cover, Term } from '../../contracts/terms.ts';
import { periodStateAt } from '../../domain/entitlements/period.ts';

export function termView({ term, purchasedAt, now, renewals }: ListedTerm): Term {
  const { _id, accountId, sku, organizationId, sets, from, until, orderId, lineId, end } = term;
  return {
    id: _id,
    accountId,
    sku,
    ...(organizationId === null ? {} : { organizationId }),
    sets,
    purchasedAt,
    from,
    until,
    // The clock decides, whether or not the end was booked.
    state: end === 'refunded' ? 'ended' : periodStateAt(now, term),
    orderId,
    lineId,
    renewals: renewals.map((renewal) => ({
      termId: renewal.term._id,
      orderId: renewal.term.orderId,
      purchasedAt: renewal.purchasedAt,
      from: renewal.term.from,
      until: renewal.term.until,
    })),
  };
}

export function coverView({ sku, organizationId, until, sets }: TermCover): Cover {
  return { sku, ...(organizationId === null ? {} : { organizationId }), until, sets };
}
