/** Refuses orders and options of lines, with every violation in words. */
import { DomainError } from '../../domain/errors.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import { checkOrder } from '../../domain/orders/checks/check-order.ts';
import type { CheckedOrder } from '../../domain/orders/checks/checked-order.ts';
import { lineOptionViolations } from '../../domain/orders/checks/line-options.ts';
import type { OrderContext, OrderInput, OrderLineInput } from '../../domain/orders/checks/order-input.ts';
import type { OrderViolation } from '../../domain/orders/checks/violations.ts';
import { LINE_OPTION_TEXTS } from '../../messages/violations/line-options.ts';
import { ORDER_VIOLATION_TEXTS } from '../../messages/violations/orders.ts';
import { wordViolations } from '../../messages/violations/word-violations.ts';

/** The error `order_invalid` for these violations. Its evidence also has their number. */
export function orderInvalid(violations: readonly OrderViolation[], evidence: JsonObject): DomainError {
  return new DomainError(
    'order_invalid',
    { ...evidence, violations: violations.length },
    { errors: wordViolations(ORDER_VIOLATION_TEXTS, violations) },
  );
}

/** The order as it would be sold. Throws `order_invalid` with every violation. */
export function assertOrder(order: OrderInput, context: OrderContext): CheckedOrder {
  const { order: checked, violations } = checkOrder(order, context);
  if (checked !== null) return checked;
  throw orderInvalid(violations, { catalogueVersion: context.catalogue.version });
}

/** Throws `validation_failed` for options that the SKUs do not have. */
export function assertLineOptions(catalogue: Catalogue, lines: readonly OrderLineInput[]): void {
  const violations = lineOptionViolations(catalogue, lines);
  if (violations.length === 0) return;
  const errors = wordViolations(LINE_OPTION_TEXTS, violations);
  throw new DomainError('validation_failed', {}, { errors });
}
