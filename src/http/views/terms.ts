/** The terms of an account, and the cover that they give, as responses show them. */
import type { ListedTerm, TermCover, Terms } from '../../application/entitlements/terms/read-terms.ts';
import type { Cover, Term } from '../../contracts/terms.ts';
import { periodStateAt } from '../../domain/entitlements/period.ts';
import type { Instant } from '../../domain/instant.ts';

/** `now` is account time. */
export function termsView({ terms, cover }: Terms, now: Instant): { items: Term[]; cover: Cover[] } {
  return { items: terms.map((term) => termView(term, now)), cover: cover.map(coverView) };
}

function termView({ term, purchasedAt, renewals }: ListedTerm, now: Instant): Term {
  const { _id, sku, organizationId, sets, from, until, orderId, lineId, end } = term;
  return {
    id: _id,
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

function coverView({ sku, organizationId, until, sets }: TermCover): Cover {
  return { sku, ...(organizationId === null ? {} : { organizationId }), until, sets };
}
