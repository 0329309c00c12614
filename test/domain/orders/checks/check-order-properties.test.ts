import fc from 'fast-check';
import type { Catalogue } from '../../../../src/domain/catalogue/catalogue.ts';
import { checkOrder } from '../../../../src/domain/orders/checks/check-order.ts';
import { isRuleId } from '../../../../src/domain/rules.ts';
import { ORDER_VIOLATION_CODES } from '../../../../src/domain/orders/checks/violations.ts';
import { shippedCatalogue } from '../../../application/catalogue/shipped-catalogue.ts';
import { anyContext, anyOrder } from './any-order.ts';
import { contextOf } from './order-builder.ts';

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await shippedCatalogue();
});

describe('the checks of any order', () => {
  it('price a line exactly when nothing is wrong with it', () => {
    fc.assert(
      fc.property(anyOrder(catalogue), anyContext(catalogue), (order, context) => {
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
      fc.property(anyOrder(catalogue), anyContext(catalogue), (order, context) => {
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

  it('refuse with codes of the contract, a rule and a path', () => {
    fc.assert(
      fc.property(anyOrder(catalogue), anyContext(catalogue), (order, context) => {
        for (const { code, rule, path } of checkOrder(order, context).violations) {
          expect(ORDER_VIOLATION_CODES).toContain(code);
          expect(isRuleId(rule ?? '')).toBe(true);
          expect(path).toMatch(/^(termsAccepted|termsVersion|lines|lines\[\d\]\.[a-zA-Z.]+)$/);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('sell nothing that could not be credited: what needs a term or an organization has it', () => {
    fc.assert(
      fc.property(anyOrder(catalogue), (order) => {
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
