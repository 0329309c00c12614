/** The worked examples of prices and limits, each as the check that decides it. */
import type { Catalogue } from '../../../../src/domain/catalogue/catalogue.ts';
import { checkOrder } from '../../../../src/domain/orders/checks/check-order.ts';
import type { OrderLineInput } from '../../../../src/domain/orders/checks/order-input.ts';
import { shippedCatalogue } from '../../../application/catalogue/shipped-catalogue.ts';
import { contextOf, orderOf, ORGANIZATION } from './order-builder.ts';

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await shippedCatalogue();
});

const check = (line: OrderLineInput, country = 'SG') =>
  checkOrder(orderOf(line), contextOf(catalogue, { account: { country } }));
const totalOf = (line: OrderLineInput, country?: string) =>
  check(line, country).order?.total.amountMinor ?? null;
const codesOf = (line: OrderLineInput, country?: string) =>
  check(line, country).violations.map(({ code }) => code);

const P_INTL_15Y = 120;
const P_CN_15Y = 800;
const P_CN_YEAR = 60;

describe('worked examples', () => {
  it('GV-01: 10,000 inspections stored 15 years cost 10,000 times the price of the 15-year package', () => {
    expect(totalOf({ sku: 'AIMIS-INTL-CI-QTY-15Y', quantity: 10_000 })).toBe(10_000 * P_INTL_15Y);
  });

  it('GV-03: 100,000 Chinese inspections for 15 years, by quantity and annual', () => {
    expect(totalOf({ sku: 'AIMIS-CN-CI-QTY-15Y', quantity: 100_000 })).toBe(100_000 * P_CN_15Y);
    expect(totalOf({ sku: 'AIMIS-CN-CI-ANN', quantity: 100_000, term: { count: 15, unit: 'year' } })).toBe(
      100_000 * P_CN_YEAR * 15,
    );
  });

  it.each([
    [0, ['below_minimum']],
    [999, ['below_minimum', 'not_a_multiple']],
    [1_000, []],
    [1_500, ['not_a_multiple']],
    [2_000, []],
  ])('GV-04: international inspections, quantity %i', (quantity, expected) => {
    const { violations, order } = check({ sku: 'AIMIS-INTL-CI-QTY-1Y', quantity });
    expect(violations.map(({ code }) => code)).toEqual(expected);
    expect(violations.every(({ rule }) => rule === 'R-INTL-17')).toBe(true);
    expect(order === null).toBe(expected.length > 0);
  });

  it('GV-08: Chinese storage of 10 years is sold annually, not by quantity', () => {
    const byQuantity = check({
      sku: 'AIMIS-CN-CI-QTY-15Y',
      quantity: 10_000,
      term: { count: 10, unit: 'year' },
    });
    expect(byQuantity.violations).toMatchObject([
      { code: 'term_not_offered', rule: 'R-CN-13', path: 'lines[0].term' },
    ]);
    expect(codesOf({ sku: 'AIMIS-CN-CI-QTY-10Y', quantity: 10_000 })).toEqual(['unknown_sku']);
    const annual = check({ sku: 'AIMIS-CN-CI-ANN', quantity: 10_000, term: { count: 10, unit: 'year' } });
    expect(annual.order?.lines[0]?.fulfilment).toMatchObject({ kind: 'lot', storageYears: 10 });
  });

  it('GV-26: two sets of pre-consultation for 12 months cost 141,600 USD', () => {
    const line = { sku: 'IPC-SW-PRECONSULT', quantity: 2, organizationId: ORGANIZATION };
    expect(totalOf({ ...line, term: { count: 12, unit: 'month' } })).toBe(14_160_000);
  });

  it('GV-29: a knowledge pack for 3 months costs 150,000 USD, a deployment 70,000', () => {
    const organizationId = ORGANIZATION;
    expect(totalOf({ sku: 'IPC-RP-KNOWLEDGE', quantity: 1, term: { count: 3, unit: 'month' } })).toBe(
      15_000_000,
    );
    expect(totalOf({ sku: 'IPC-SVC-DEPLOY', quantity: 1, organizationId })).toBe(7_000_000);
  });

  it.each([
    ['BR', 26_000_000],
    ['MX', 18_000_000],
    ['RU', 18_000_000],
  ])('GV-32: two model developments in %s', (country, total) => {
    expect(totalOf({ sku: 'HW-DEV-MODELDEV-STD', quantity: 2, organizationId: ORGANIZATION }, country)).toBe(
      total,
    );
  });

  it('GV-32: the United States are not sold to', () => {
    const { violations } = check(
      { sku: 'HW-DEV-MODELDEV-STD', quantity: 2, organizationId: ORGANIZATION },
      'US',
    );
    expect(violations).toMatchObject([{ code: 'region_not_sellable', rule: 'AMB-36', path: 'lines[0].sku' }]);
  });
});
