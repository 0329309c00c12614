/** Quotes an order: the checks and prices of placing it, without placing it. */
import { checkOrder } from '../../domain/orders/checks/check-order.ts';
import type { Quote } from '../../domain/orders/checks/checked-order.ts';
import type { OrderInput, OrderLineInput } from '../../domain/orders/checks/order-input.ts';
import type { Violation } from '../../domain/errors.ts';
import type { Instant } from '../../domain/instant.ts';
import type { AccountDocument } from '../../storage/collections/accounts.ts';
import type { Database } from '../../storage/database.ts';
import { ORDER_VIOLATION_TEXTS } from '../../messages/violations/orders.ts';
import { wordWarnings, type OrderWarning } from '../../messages/violations/order-warnings.ts';
import { wordViolations } from '../../messages/violations/word-violations.ts';
import { agreementFor } from '../agreements/active-agreement.ts';
import type { CatalogueVersions } from '../catalogue/catalogue-versions.ts';
import { orderContextOf } from './order-context.ts';
import { assertLineOptions } from './order-invalid.ts';

export interface QuoteContext {
  readonly account: AccountDocument;
  /** Account time. */
  readonly now: Instant;
  readonly catalogues: CatalogueVersions;
  readonly placedByOperator: boolean;
}

export interface QuotedOrder {
  readonly quote: Quote;
  /** The violations and warnings in words. */
  readonly violations: readonly Violation[];
  readonly warnings: readonly OrderWarning[];
  /** False if the order needs an agreement and the account has none that covers it. */
  readonly agreementSatisfied: boolean;
}

/** Throws `validation_failed` for line options that the SKUs do not have, and `not_found` for an unknown agreement. */
export async function quoteOrder(
  database: Database,
  input: OrderInput & { readonly lines: readonly OrderLineInput[] },
  { account, now, ...buying }: QuoteContext,
): Promise<QuotedOrder> {
  const { context, agreements } = await orderContextOf(
    database,
    account,
    now,
    { ...buying, agreementId: input.agreementId ?? null, lines: input.lines },
    null,
  );
  assertLineOptions(context.catalogue, input.lines);
  const { quote, violations } = checkOrder(input, context);
  const { productLine, agreementRequired, warnings } = quote;
  const agreement = productLine === null ? null : agreementFor(productLine, agreements);
  return {
    quote,
    violations: wordViolations(ORDER_VIOLATION_TEXTS, violations),
    warnings: wordWarnings(warnings),
    agreementSatisfied: !agreementRequired || agreement !== null,
  };
}
