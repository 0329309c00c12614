/**
 * Credits a subscription or resource pack: a term of cover that follows the previous one or runs beside it (rules
 * §8.12, AMB-29).
 */
import type { ResolvedFulfilment } from '../../../domain/catalogue/fulfilment.ts';
import { chainedPeriod } from '../../../domain/entitlements/period-chains.ts';
import { CoverageSession } from '../../arrears/coverage-session.ts';
import type { TermDocument } from '../../../storage/collections/terms.ts';
import type { OrderLineRecord } from '../../../storage/collections/orders.ts';
import { derivedId } from '../../../infra/ids.ts';
import { setPeriodDeadlines } from '../paid-periods.ts';
import { auditCredited, type Crediting } from '../crediting.ts';

type TermBought = Extract<ResolvedFulfilment, { kind: 'term' }>;

/** Books the term on the account's coverage, and returns the line with its term. */
export async function creditTerm(crediting: Crediting<TermBought>): Promise<OrderLineRecord> {
  const { unit, ledger, order, line } = crediting;
  const cover = await CoverageSession.open(unit, {
    accountId: order.accountId,
    sandbox: order.sandbox,
    organizationId: organizationOf(line),
    sku: line.sku,
  });
  cover.settle(ledger.at);
  const term = termOf(crediting, cover);
  await unit.database.models.terms.insertMany([term], { session: unit.session });
  cover.add(term);
  cover.settle(ledger.at);
  await cover.write();
  const { _id, organizationId, sets, from, until } = term;
  const { at, timeZone } = crediting;
  setPeriodDeadlines(unit, order, { kind: 'term', document: term }, { now: at, timeZone });
  auditCredited(crediting, {
    termId: _id,
    lineId: line.id,
    sku: line.sku,
    organizationId,
    sets,
    from,
    until,
  });
  return { ...line, state: 'active', entitlements: [{ kind: 'term', id: _id }] };
}

function termOf(
  { ledger, order, line, fulfilment, capturedAt, lateDays }: Crediting<TermBought>,
  cover: CoverageSession,
): TermDocument {
  const { grants, closes, keeps, term } = fulfilment;
  if (term === null) throw new Error(`line ${line.id} is sold without a term`);
  const { graceHours, validitySuspends } = order.policies;
  const _id = derivedId('trm', line.id);
  const period = chainedPeriod(_id, cover.terms, {
    capturedAt,
    start: line.start,
    renews: order.renews,
    term,
    timeZone: ledger.timeZone,
    lateDays,
    graceHours: cover.lastGraceHours(),
  });
  return {
    _id,
    accountId: order.accountId,
    sandbox: order.sandbox,
    orderId: order._id,
    lineId: line.id,
    sku: line.sku,
    organizationId: organizationOf(line),
    sets: line.quantity,
    features: [...new Set(line.features)],
    grants,
    closes,
    keeps,
    // Only cover that closes features when it ends has a grace (AMB-28).
    graceHours: closes === null ? 0 : graceHours,
    validitySuspends,
    policyVersion: order.policyVersion,
    ...period,
    end: null,
    endedAt: null,
  };
}

/** Id of the organization that is covered; null for the account's own cover (AMB-28). */
function organizationOf({ id, scope, organizationId }: OrderLineRecord): string | null {
  if (scope === 'account') return null;
  if (organizationId === null) throw new Error(`line ${id} is sold without an organization`);
  return organizationId;
}
