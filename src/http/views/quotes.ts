/** A checked order as a quote shows it. */
import type { QuotedOrder } from '../../application/orders/quote-order.ts';
import type { Quote, Warning } from '../../contracts/quotes.ts';
import type { JsonObject, Language } from '../../domain/json.ts';
import type { ResolvedFulfilment } from '../../domain/catalogue/fulfilment.ts';
import { statementOf } from '../../messages/rules/rules.ts';
import type { OrderWarning } from '../../messages/violations/order-warnings.ts';
import { problemEntryOf } from '../problem/problem-details.ts';

export function quoteView(
  { quote, violations, warnings, agreementSatisfied }: QuotedOrder,
  language: Language,
): Quote {
  const { currency, total, lines, policies, agreementRequired } = quote;
  return {
    currency,
    total,
    lines: lines.map(({ formula, entitlement, term, unitPrice, perMonth, assumptions, ...line }) => ({
      ...line,
      ...(perMonth === null ? {} : { perMonth }),
      term: term === null ? null : { ...term },
      unitPrice: unitPrice === null ? null : { ...unitPrice },
      formula: formula?.[language] ?? null,
      entitlement: entitlement === null ? null : entitlementFacts(entitlement),
      assumptions: assumptions.map((rule) => ({ rule, statement: statementOf(rule)[language] })),
    })),
    policies: policies === null ? {} : { version: policies.version, ...policies.values },
    agreement: { required: agreementRequired, satisfied: agreementSatisfied },
    violations: violations.map((violation) => problemEntryOf(violation, language)),
    warnings: warnings.map((warning) => warningView(warning, language)),
  };
}

/** A warning in the reader's language. */
export function warningView({ path, code, message, rule }: OrderWarning, language: Language): Warning {
  return { path, code, message: message[language], rule };
}

function entitlementFacts(fulfilment: ResolvedFulfilment): JsonObject {
  if (fulfilment.kind === 'lot') return { ...fulfilment };
  return { ...fulfilment, term: fulfilment.term === null ? null : { ...fulfilment.term } };
}
