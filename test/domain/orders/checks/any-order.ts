/** Orders and contexts for properties of the checks. */
import fc from 'fast-check';
import type { Catalogue } from '../../../../src/domain/catalogue/catalogue.ts';
import type { OrderContext, OrderInput } from '../../../../src/domain/orders/checks/order-input.ts';
import { CONSORTIUM, contextOf, ORGANIZATION } from './order-builder.ts';

/** Orders around the limits: good and bad numbers, any SKU, any scope, sometimes two lines of different kinds. */
export function anyOrder(catalogue: Catalogue): fc.Arbitrary<OrderInput> {
  const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
  const line = fc.record({
    sku: fc.oneof(fc.constantFrom(...catalogue.skus.map(({ sku }) => sku)), fc.constant('NONE')),
    quantity: fc.oneof(
      fc.constantFrom(1, 2, 1_000, 10_000, 999, 1_500, 0, -1, 0.5, 1e300, Number.MAX_SAFE_INTEGER),
      fc.double({ noNaN: true }),
    ),
    term: maybe(
      fc.record({
        count: fc.oneof(fc.integer({ min: -1, max: 20 }), fc.double({ noNaN: true })),
        unit: fc.constantFrom('year' as const, 'month' as const),
      }),
    ),
    organizationId: maybe(fc.constantFrom(ORGANIZATION, 'org_x')),
    consortiumId: maybe(fc.constantFrom(CONSORTIUM, 'con_x')),
  });
  return fc.record({
    channel: fc.constantFrom('online' as const, 'offline' as const),
    termsAccepted: fc.boolean(),
    termsVersion: fc.constantFrom('2025-03-07', '2024-04-23', '2026-03-24', '2025-07-08'),
    agreementId: maybe(fc.constant('agr_1')),
    lines: fc.array(line, { minLength: 1, maxLength: 4 }),
  });
}

export function anyContext(catalogue: Catalogue): fc.Arbitrary<OrderContext> {
  return fc
    .record({ country: fc.constantFrom('SG', 'BR', 'US'), placedByOperator: fc.boolean() })
    .map(({ country, placedByOperator }) => contextOf(catalogue, { account: { country }, placedByOperator }));
}
