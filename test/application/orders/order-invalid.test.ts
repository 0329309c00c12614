import type { Catalogue } from '../../../src/domain/catalogue/catalogue.ts';
import type { OrderContext } from '../../../src/domain/orders/checks/order-input.ts';
import { DomainError } from '../../../src/domain/errors.ts';
import { assertLineOptions, assertOrder } from '../../../src/application/orders/order-invalid.ts';
import { contextOf, orderOf } from '../../domain/orders/checks/order-builder.ts';
import { shippedCatalogue } from '../catalogue/shipped-catalogue.ts';

const MIMI = { sku: 'AIMIS-INTL-AI-MIMI', quantity: 1_000 };

let catalogue: Catalogue;
let everything: OrderContext;
beforeAll(async () => {
  catalogue = await shippedCatalogue();
  everything = contextOf(catalogue);
});

describe('a refusal', () => {
  it('is thrown with every violation when an order is placed', () => {
    const placing = () =>
      assertOrder(orderOf({ ...MIMI, quantity: 1_500.5 }, { sku: 'NONE', quantity: 1 }), everything);
    expect(placing).toThrow(DomainError);
    try {
      placing();
    } catch (error) {
      expect(error).toMatchObject({
        code: 'order_invalid',
        evidence: { violations: 2, catalogueVersion: 'test-1' },
        details: {
          errors: [
            { path: 'lines[0].quantity', message: { en: '1500.5 is not a whole number.' } },
            { path: 'lines[1].sku', remedy: { zh: '请选择目录中的产品。' } },
          ],
        },
      });
    }
    expect(assertOrder(orderOf(MIMI), everything).total.amountMinor).toBe(25_000);
  });

  it('of an option that a SKU does not have is another one', async () => {
    const refused = new Promise(() => assertLineOptions(catalogue, [{ ...MIMI, start: 'now' }]));
    await expect(refused).rejects.toMatchObject({
      code: 'validation_failed',
      details: { errors: [{ path: 'lines[0].start', code: 'not_allowed' }] },
    });
    expect(() => assertLineOptions(catalogue, [MIMI])).not.toThrow();
  });
});
