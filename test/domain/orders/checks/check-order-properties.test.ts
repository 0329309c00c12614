import fc from 'fast-check';
import type { Catalogue } from '../../../../src/domain/catalogue/catalogue.ts';
import { checkOrder } from '../../../../src/domain/orders/checks/check-order.ts';
import type { OrderInput } from '../../../../src/domain/orders/checks/order-input.ts';
import { isRuleId } from '../../../../src/domain/rules.ts';
import { ORDER_VIOLATION_CODES } from '../../../../src/domain/orders/checks/violations.ts';
import { shippedCatalogue } from '../../../application/catalogue/shipped-catalogue.ts';
import { CONSORTIUM, contextOf, ORGANIZATION } from './order-builder.ts';

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await shippedCatalogue();
});

/** Orders around the limits: good and bad numbers, any SKU, any scope, sometimes two lines of different kinds. */
function orders(): fc.Arbitrary<OrderInput> {
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
const contexts = () =>
  fc
    .record({ country: fc.constantFrom('SG', 'BR', 'US'), placedByOperator: fc.boolean() })
    .map(({ country, placedByOperator }) => contextOf(catalogue, { account: { country }, placedByOperator }));

describe('the checks of any order', () => {
  it('price a line exactly when nothing is wrong with it', () => {
    fc.assert(
      fc.property(orders(), contexts(), (order, context) => {
        const { quote, violations } = checkOrder(order, context);
        quote.lines.forEach((line, index) => {
          const violated = violations.some(({ path }) => path.startsWith(`lines[${index}]`));
          expect(
            [line.amount, line.unitPrice, line.formula, line.entitlement].map((part) => part === null),
          ).toEqual(Array(4).fill(violated));
        });
      }),
      { numRuns: 500 },
    );
  });

  it('give an order exactly when there is no violation, and its total is the sum of its lines', () => {
    fc.assert(
      fc.property(orders(), contexts(), (order, context) => {
        const { quote, violations, order: placed } = checkOrder(order, context);
        expect(placed === null).toBe(violations.length > 0);
        if (quote.total !== null) {
          const sum = quote.lines.reduce((total, { amount }) => total + BigInt(amount!.amountMinor), 0n);
          expect(BigInt(quote.total.amountMinor)).toBe(sum);
        }
        if (placed !== null) expect(placed.total).toEqual(quote.total);
      }),
      { numRuns: 500 },
    );
  });

  it('refuse with codes of the contract, a rule, and words in both languages', () => {
    fc.assert(
      fc.property(orders(), contexts(), (order, context) => {
        for (const { code, rule, message, remedy, path } of checkOrder(order, context).violations) {
          expect(ORDER_VIOLATION_CODES).toContain(code);
          expect(isRuleId(rule ?? '')).toBe(true);
          expect(path).toMatch(/^(termsAccepted|termsVersion|lines|lines\[\d\]\.[a-zA-Z.]+)$/);
          for (const text of [message.en, message.zh, remedy?.en, remedy?.zh])
            expect(text).not.toMatch(/\{|undefined|NaN/);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('sell nothing that could not be credited: what needs a term or an organization has it', () => {
    fc.assert(
      fc.property(orders(), (order) => {
        const { order: placed } = checkOrder(order, contextOf(catalogue, { placedByOperator: true }));
        for (const { fulfilment, organizationId } of placed?.lines ?? []) {
          if (fulfilment.kind === 'term' || fulfilment.kind === 'maintenance')
            expect(fulfilment.term).not.toBeNull();
          if (['term', 'service', 'maintenance'].includes(fulfilment.kind))
            expect(organizationId).not.toBeNull();
        }
      }),
      { numRuns: 500 },
    );
  });
});
