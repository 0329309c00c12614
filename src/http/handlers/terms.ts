/** Terms of an account with what was bought behind each, and the cover that they give now (rules §8.12, §8.18). */
import type { Cover, Term, termRoutes } from '../../contracts/terms.ts';
import { compareText } from '../../domain/ledger/state.ts';
import { coverUntil, periodStateAt } from '../../domain/entitlements/period.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Database } from '../../storage/database.ts';
import type { TermDocument } from '../../storage/collections/terms.ts';
import { readAccount, readOrganization } from '../../application/accounts/read-account.ts';
import { timeOf } from '../pipeline/account-time.ts';
import type { Handlers } from '../pipeline/handler.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';

export function termHandlers({ database, serverNow }: HandlerDependencies): Handlers<typeof termRoutes> {
  return {
    listTerms: async ({ params: { id }, query: { organizationId }, caller }) => {
      const subject = await readAccount(database, caller, id);
      const now = subject.frozenAt ?? serverNow();
      if (organizationId !== undefined) await readOrganization(database, id, organizationId);
      const documents = await database.models.terms
        .find({ accountId: id, ...(organizationId === undefined ? {} : { organizationId }) })
        .lean();
      documents.sort((one, other) => compareText(other.from, one.from) || compareText(other._id, one._id));
      const purchasedAt = await purchases(database, documents);
      const items = documents.map((term) => termView(term, documents, now, purchasedAt));
      return { status: 200, body: { items, cover: coverOf(documents, now) }, ...timeOf(subject) };
    },
  };
}

type PurchasedAt = (term: TermDocument) => Instant;

/** When the order of each term was paid: a queued term begins later. */
async function purchases({ models }: Database, terms: readonly TermDocument[]): Promise<PurchasedAt> {
  const orders = await models.orders
    .find({ _id: { $in: [...new Set(terms.map(({ orderId }) => orderId))] } }, { payment: 1 })
    .lean();
  const paidAt = new Map(orders.map(({ _id, payment }) => [_id, payment?.capturedAt]));
  return ({ orderId, from }) => paidAt.get(orderId) ?? from;
}

function termView(
  term: TermDocument,
  all: readonly TermDocument[],
  now: Instant,
  purchasedAt: PurchasedAt,
): Term {
  const { _id, sku, organizationId, sets, from, until, orderId, lineId, chainId, end } = term;
  const renewals = all
    .filter((other) => other.chainId === chainId && other.from > from && other.end !== 'refunded')
    .reverse()
    .map((other) => ({
      termId: other._id,
      orderId: other.orderId,
      purchasedAt: purchasedAt(other),
      from: other.from,
      until: other.until,
    }));
  return {
    id: _id,
    sku,
    ...(organizationId === null ? {} : { organizationId }),
    sets,
    purchasedAt: purchasedAt(term),
    from,
    until,
    // The clock decides, whether the end was booked or not.
    state: end === 'refunded' ? 'ended' : periodStateAt(now, term),
    orderId,
    lineId,
    renewals,
  };
}

/** One entry for each feature of each organization, and each pack of the account, that is covered now. */
function coverOf(terms: readonly TermDocument[], now: Instant): Cover[] {
  const groups = new Map<string, TermDocument[]>();
  for (const term of terms) {
    if (term.end === 'refunded') continue;
    const key = `${term.organizationId ?? ''} ${term.sku}`;
    groups.set(key, [...(groups.get(key) ?? []), term]);
  }
  return [...groups.entries()].sort(byKey).flatMap(([, group]) => {
    const until = coverUntil(now, group);
    const running = group.filter((term) => periodStateAt(now, term) === 'running');
    const [first] = running;
    if (until === null || first === undefined) return [];
    const { sku, organizationId } = first;
    const sets = running.reduce((sum, term) => sum + term.sets, 0);
    return [{ sku, ...(organizationId === null ? {} : { organizationId }), until, sets }];
  });
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
