/** Quotes an order: the checks and prices of placing it, without placing it. */
import { checkOrder } from '../../domain/orders/checks/check-order.ts';
import type { OrderCheck } from '../../domain/orders/checks/checked-order.ts';
import { lineOptionViolations } from '../../domain/orders/checks/line-options.ts';
import type { OrderInput, OrderLineInput } from '../../domain/orders/checks/order-input.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Instant } from '../../domain/instant.ts';
import type { AccountDocument } from '../../storage/collections/accounts.ts';
import type { Database } from '../../storage/database.ts';
import { agreementFor } from '../agreements/active-agreement.ts';
import type { CatalogueVersions } from '../catalogue/catalogue-versions.ts';
import { orderContextOf } from './order-context.ts';

export interface QuoteContext {
  readonly account: AccountDocument;
  /** Account time. */
  readonly now: Instant;
  readonly catalogues: CatalogueVersions;
  readonly placedByOperator: boolean;
}

export interface QuotedOrder {
  readonly check: OrderCheck;
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
  const errors = lineOptionViolations(context.catalogue, input.lines);
  if (errors.length > 0) throw new DomainError('validation_failed', {}, { errors });
  const check = checkOrder(input, context);
  const { productLine, agreementRequired } = check.quote;
  const agreement = productLine === null ? null : agreementFor(productLine, agreements);
  return { check, agreementSatisfied: !agreementRequired || agreement !== null };
}
