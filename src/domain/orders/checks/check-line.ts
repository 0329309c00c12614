/** Checks one line of an order by itself and against the rest of the order, and freezes it if it is valid. */
import {
  contactOf,
  findProductLine,
  findSku,
  priceRegionOf,
  type ProductLine,
} from '../../catalogue/catalogue.ts';
import { resolveFulfilment } from '../../catalogue/fulfilment.ts';
import type { OrderPolicies } from '../../catalogue/policy-set.ts';
import type { Sku } from '../../catalogue/sku.ts';
import { countryNameOf } from '../../country-names.ts';
import { currencyName } from '../../currencies.ts';
import { priceLine } from '../../pricing/priced-line.ts';
import { unitPriceOf } from '../../pricing/unit-price.ts';
import { concernOf, violationOf, type OrderViolation } from './violations.ts';
import type { CheckedLine } from './checked-order.ts';
import type { LineViolation } from './line-violation.ts';
import type { OrderContext, OrderInput, OrderLineInput } from './order-input.ts';
import { quantityViolationsOf } from './quantity-violations.ts';
import {
  duplicateLicenceViolationsOf,
  requiredSoftwareViolationsOf,
  scopeOf,
  scopeViolationsOf,
} from './scope-violations.ts';
import { termViolationsOf } from './term-violations.ts';

/** The facts of the order that apply to each line. */
export interface LineSetting {
  readonly order: OrderInput;
  readonly context: OrderContext;
  /** Product line of the order, with its policies. */
  readonly productLine: ProductLine;
  readonly policies: OrderPolicies;
}

/** Either the violations of a line, or the line as it would be sold. */
export type LineCheck =
  | { readonly violations: readonly [OrderViolation, ...OrderViolation[]]; readonly line: null }
  | { readonly violations: readonly []; readonly line: CheckedLine };

/** Checks a line. `setting` is null if the order has no known SKU and therefore no product line. */
export function checkLine(
  line: OrderLineInput,
  index: number,
  context: OrderContext,
  setting: LineSetting | null,
): LineCheck {
  const sku = findSku(context.catalogue, line.sku);
  const unknown: LineViolation = { key: 'unknown_sku', field: 'sku', facts: { sku: line.sku } };
  if (sku === undefined || setting === null) return refused(index, [unknown], {});

  const found = [...violationsOf(line, sku, setting)];
  if (found.length > 0) return refused(index, found, sku.rules);
  const priced = frozen(line, sku, setting);
  return 'key' in priced ? refused(index, [priced], sku.rules) : { violations: [], line: priced };
}

function violationsOf(line: OrderLineInput, sku: Sku, setting: LineSetting): LineViolation[] {
  const { order, context, policies } = setting;
  const scope = scopeOf(sku, policies);
  return [
    ...lineOfOrderViolationsOf(sku, setting),
    ...channelViolationsOf(sku, setting),
    ...quantityViolationsOf(sku, line.quantity),
    ...termViolationsOf(sku, line.term),
    ...priceViolationsOf(sku, setting),
    ...scopeViolationsOf(sku, scope, line, context.account),
    ...requiredSoftwareViolationsOf(sku, scope, line, order, context.account),
    ...duplicateLicenceViolationsOf(sku, scope, line, order, context.account),
  ];
}

/** An order has one product line and one currency (AMB-48). */
function lineOfOrderViolationsOf(sku: Sku, { context, productLine }: LineSetting): LineViolation[] {
  if (sku.productLine === productLine.productLine) return [];
  const own = findProductLine(context.catalogue, sku.productLine);
  const lines = { productLine: own?.name ?? sku.productLine, orderLine: productLine.name };
  const mixed: LineViolation = {
    key: 'mixed_product_lines',
    field: 'sku',
    facts: { sku: sku.sku, ...lines },
  };
  if (own === undefined || own.currency === productLine.currency) return [mixed];
  const currencies = {
    currency: currencyName(own.currency),
    orderCurrency: currencyName(productLine.currency),
  };
  return [mixed, { key: 'mixed_currency', field: 'sku', facts: { sku: sku.sku, ...currencies } }];
}

/** Offline-only SKUs are ordered offline, by an operator who names the agreement (AMB-44). */
function channelViolationsOf(
  { sku, channel, productLine }: Sku,
  { order, context }: LineSetting,
): LineViolation[] {
  if (channel === 'any') return [];
  if (order.channel === 'online') {
    const contact = contactOf(context.catalogue, productLine);
    return [{ key: 'offline_only', field: 'sku', facts: { sku, contact } }];
  }
  if (context.placedByOperator && order.agreementId !== undefined) return [];
  return [{ key: 'offline_needs_operator', field: 'sku', facts: { sku } }];
}

function priceViolationsOf(sku: Sku, { context }: LineSetting): LineViolation[] {
  const line = findProductLine(context.catalogue, sku.productLine);
  if (line === undefined) return [];
  const { country } = context.account;
  const region = priceRegionOf(line, country);
  if (region === undefined) {
    const facts = { productLine: line.name, country: countryNameOf(country), contact: line.contact };
    return [{ key: 'region_not_sellable', field: 'sku', facts, rule: line.priceRegions?.rule }];
  }
  const price = unitPriceOf(context.catalogue, context.negotiatedPrices, sku.sku, region);
  const facts = { sku: sku.sku, contact: line.contact };
  return price === null ? [{ key: 'unpriced', field: 'sku', facts }] : [];
}

/** The line as it would be sold, or why it cannot be priced. All other checks have passed. */
function frozen(
  line: OrderLineInput,
  sku: Sku,
  { context, productLine, policies }: LineSetting,
): CheckedLine | LineViolation {
  const { catalogue, negotiatedPrices, account } = context;
  const region = priceRegionOf(productLine, account.country) ?? null;
  const unitPrice = unitPriceOf(catalogue, negotiatedPrices, sku.sku, region);
  if (unitPrice === null) {
    return { key: 'unpriced', field: 'sku', facts: { sku: sku.sku, contact: productLine.contact } };
  }
  const term = line.term === undefined ? null : { count: line.term.count, unit: line.term.unit };
  const priced = priceLine(catalogue, sku, unitPrice, line.quantity, term);
  if (priced === null) return { key: 'amount_too_large', field: 'quantity', facts: {} };
  return {
    sku: sku.sku,
    kind: sku.kind,
    name: sku.name,
    unit: sku.unit,
    quantity: line.quantity,
    term,
    unitPrice,
    ...priced,
    scope: scopeOf(sku, policies),
    organizationId: line.organizationId ?? null,
    consortiumId: line.consortiumId ?? null,
    mode: line.mode ?? null,
    start: line.start ?? 'queue',
    features: sku.features ?? [],
    requires: sku.requires ?? [],
    refundPolicy: sku.refundPolicy,
    rules: sku.rules,
    fulfilment: resolveFulfilment(sku.fulfilment, term),
  };
}

function refused(index: number, found: readonly LineViolation[], rules: Sku['rules']): LineCheck {
  const [first, ...rest] = found.map(({ key, field, facts, rule }) => {
    const concern = concernOf(key);
    return violationOf(key, `lines[${index}].${field}`, facts, rule ?? (concern && rules[concern]));
  });
  if (first === undefined) throw new RangeError('a refused line has a violation');
  return { violations: [first, ...rest], line: null };
}
