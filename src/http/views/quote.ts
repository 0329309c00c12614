/** A checked order as a quote shows it. */
import type { Quote } from '../../contracts/quotes.ts';
import type { JsonObject, Language } from '../../domain/json.ts';
import type { OrderCheck } from '../../domain/order-checks/checked-order.ts';
import type { ResolvedFulfilment } from '../../domain/catalogue/fulfilment.ts';
import { ruleOf } from '../../domain/rules.ts';
import { problemEntryOf } from '../problem-details.ts';

export function quoteView(
  { quote, violations }: OrderCheck,
  agreementSatisfied: boolean,
  language: Language,
): Quote {
  const { currency, total, lines, policies, agreementRequired } = quote;
  return {
    currency,
    total,
    lines: lines.map(({ formula, entitlement, term, unitPrice, assumptions, ...line }) => ({
      ...line,
      term: term === null ? null : { ...term },
      unitPrice: unitPrice === null ? null : { ...unitPrice },
      formula: formula?.[language] ?? null,
      entitlement: entitlement === null ? null : entitlementFacts(entitlement),
      assumptions: assumptions.map((rule) => ({ rule, statement: ruleOf(rule).statement[language] })),
    })),
    policies: policies === null ? {} : { version: policies.version, ...policies.values },
    agreement: { required: agreementRequired, satisfied: agreementSatisfied },
    violations: violations.map((violation) => problemEntryOf(violation, language)),
  };
}

function entitlementFacts(fulfilment: ResolvedFulfilment): JsonObject {
  if (fulfilment.kind === 'lot') return { ...fulfilment };
  return { ...fulfilment, term: fulfilment.term === null ? null : { ...fulfilment.term } };
}
