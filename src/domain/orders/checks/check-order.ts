/**
 * The checks of an order when it is placed, and its quote (rules §8.2): one function, so that a quote never accepts what
 * placing rejects. All violations are reported together, each with its path, its rule and a remedy.
 */
import { findProductLine, findSku, priceRegionOf, type ProductLine } from '../../catalogue/catalogue.ts';
import { orderPoliciesOf, type OrderPolicies, type PolicySet } from '../../catalogue/policy-set.ts';
import { addMoney, money, MoneyError, type Money } from '../../money.ts';
import { perMonthOf } from '../../pricing/priced-line.ts';
import { isRuleId, sourceOf } from '../../rules.ts';
import { termsViolationsOf } from '../../terms-versions.ts';
import { violationOf, type OrderViolation } from './violations.ts';
import { addedPeriods, tooFarAhead } from './added-periods.ts';
import { checkLine, type LineCheck } from './check-line.ts';
import type { CheckedLine, CheckedOrder, OrderCheck, QuotedLine } from './checked-order.ts';
import type { OrderContext, OrderInput, OrderLineInput } from './order-input.ts';
import { warningsOf } from './order-warnings.ts';

/** Checks and prices an order. Changes nothing, and never throws for an invalid order. */
export function checkOrder(order: OrderInput, context: OrderContext): OrderCheck {
  const productLine = productLineOf(order, context);
  const policies = productLine && policiesOf(productLine, context);
  const setting = productLine && policies && { order, context, productLine, policies: policies.values };
  const checks = order.lines.map((line, index) => checkLine(line, index, context, setting));
  const total = productLine && totalOf(checks, productLine);
  const { now, renews, account } = context;
  const purchase = { orderId: 'this order', capturedAt: now, renews, timeZone: account.timeZone };
  const priced = checks.map(({ line }) => line);
  const added = addedPeriods(priced, account.periods, purchase);

  const violations = [
    ...(productLine === null ? [] : termsEntriesOf(order, productLine)),
    ...checks.flatMap(({ line, violations: wrong }, index) =>
      line === null ? wrong : tooFarAhead(line, index, added[index] ?? null, purchase),
    ),
    ...(total === 'too_large' ? [violationOf('amount_too_large', 'lines', {})] : []),
    // Lines may round to 0, but an amount of 0 cannot be paid, so such an order would never be bought.
    ...(isZero(total) ? [violationOf('zero_total', 'lines', {})] : []),
  ];
  const warnings = warningsOf(priced, added, context);
  const lines = priced.filter((line) => line !== null);
  const sum = total === 'too_large' ? null : total;
  return {
    violations,
    quote: {
      productLine: productLine?.productLine ?? null,
      currency: productLine?.currency ?? null,
      total: sum,
      lines: order.lines.map((line, index) => quoted(line, checks[index]?.line ?? null, context)),
      policies,
      agreementRequired: productLine?.agreement.required ?? false,
      warnings,
    },
    order:
      violations.length > 0 || sum === null || productLine === null || policies === null
        ? null
        : { ...checkedOrder(productLine, policies, lines, sum, context), warnings },
  };
}

/** Product line of the first line with a known SKU, with which the other lines must agree. */
function productLineOf({ lines }: OrderInput, { catalogue }: OrderContext): ProductLine | null {
  for (const line of lines) {
    const sku = findSku(catalogue, line.sku);
    const productLine = sku && findProductLine(catalogue, sku.productLine);
    if (productLine !== undefined) return productLine;
  }
  return null;
}

/** The policies under which an order of the product line is sold. */
export function policiesOf(
  { productLine, policies }: ProductLine,
  { policyOverrides }: OrderContext,
): PolicySet<OrderPolicies> {
  const agreed = policyOverrides.find(({ productLines }) => productLines.includes(productLine));
  return agreed === undefined ? orderPoliciesOf(policies) : orderPoliciesOf(policies, agreed.layer);
}

function termsEntriesOf(order: OrderInput, { terms }: ProductLine): OrderViolation[] {
  return termsViolationsOf(order, terms.version).map((key) => {
    const field = key === 'terms_outdated' ? 'termsVersion' : 'termsAccepted';
    return violationOf(key, field, { current: terms.version }, terms.rule);
  });
}

/** Null if a line has no amount; `too_large` if the sum is not a safe integer. */
function totalOf(checks: readonly LineCheck[], { currency }: ProductLine): Money | 'too_large' | null {
  let total = money(0, currency);
  for (const { line } of checks) {
    if (line === null) return null;
    try {
      total = addMoney(total, line.amount);
    } catch (error) {
      if (error instanceof MoneyError) return 'too_large';
      throw error;
    }
  }
  return total;
}

function isZero(total: ReturnType<typeof totalOf>): boolean {
  return total !== null && total !== 'too_large' && total.amountMinor === 0;
}

function quoted(
  { sku, quantity, term }: OrderLineInput,
  line: CheckedLine | null,
  { catalogue }: OrderContext,
): QuotedLine {
  const isMonthly = findSku(catalogue, sku)?.billing === 'monthly';
  return {
    sku,
    quantity,
    term: term ?? null,
    unitPrice: line?.unitPrice ?? null,
    amount: line?.amount ?? null,
    perMonth: isMonthly && line !== null && line.term !== null ? perMonthOf(line.amount, line.term) : null,
    formula: line?.formula ?? null,
    entitlement: line?.fulfilment ?? null,
    assumptions: [...new Set(Object.values(line?.rules ?? {}))]
      .filter(isRuleId)
      .filter((rule) => sourceOf(rule) === 'resolution'),
  };
}

function checkedOrder(
  productLine: ProductLine,
  policies: PolicySet<OrderPolicies>,
  lines: readonly CheckedLine[],
  total: Money,
  { catalogue, account }: OrderContext,
): Omit<CheckedOrder, 'warnings'> {
  return {
    productLine: productLine.productLine,
    currency: productLine.currency,
    total,
    lines,
    region: priceRegionOf(productLine, account.country) ?? null,
    agreementRequired: productLine.agreement.required,
    termsVersion: productLine.terms.version,
    termsSha256: productLine.terms.sha256,
    catalogueVersion: catalogue.version,
    policies,
  };
}
