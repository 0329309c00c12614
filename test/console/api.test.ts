/** Sentences of the API that name products. */
import { mayNameSkus, withProductNames } from '../../src/console/api/product-names.ts';

const NAMES: Readonly<Record<string, string>> = { 'AIMIS-INTL-CI-QTY-15Y': 'Cloud inspections, 15 years' };
const named = (text: string) => withProductNames(text, (sku) => NAMES[sku]);

test('products are named in place of their SKUs, whole codes only', () => {
  expect(named('AIMIS-INTL-CI-QTY-15Y is not refundable.')).toBe(
    '“Cloud inspections, 15 years” is not refundable.',
  );
  expect(named('AIMIS-INTL-CI-QTY-15Y-X and AIMIS-INTL-CI stay.')).toBe(
    'AIMIS-INTL-CI-QTY-15Y-X and AIMIS-INTL-CI stay.',
  );
  expect(named('退回 AIMIS-INTL-CI-QTY-15Y。')).toBe('退回 “Cloud inspections, 15 years”。');
});

test('the catalogue is read only for sentences that may name a SKU', () => {
  expect(mayNameSkus('AIMIS-INTL-CI-QTY-15Y is not refundable.')).toBe(true);
  expect(mayNameSkus('The request has no valid session.')).toBe(false);
});
