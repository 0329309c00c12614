import { findProductLine, findSku, type Catalogue } from '../../../../src/domain/catalogue/catalogue.ts';
import type { Sku } from '../../../../src/domain/catalogue/sku.ts';
import { checkOrder } from '../../../../src/domain/orders/checks/check-order.ts';
import type {
  OrderContext,
  OrderInput,
  OrderLineInput,
} from '../../../../src/domain/orders/checks/order-input.ts';
import { isRuleId } from '../../../../src/domain/rules.ts';
import { ORDER_VIOLATION_CODES, ORDER_VIOLATIONS } from '../../../../src/domain/orders/checks/violations.ts';
import { shippedCatalogue } from '../../../application/catalogue/shipped-catalogue.ts';
import { CONSORTIUM, contextOf, orderOf, ORGANIZATION } from './order-builder.ts';

const MIMI = { sku: 'AIMIS-INTL-AI-MIMI', quantity: 1_000 };
const ANNUAL = { sku: 'AIMIS-INTL-CI-ANN', quantity: 1_000, term: { count: 3, unit: 'year' } } as const;
const year = { count: 1, unit: 'year' } as const;
const BASIC = { sku: 'AIMIS-INTL-SW-BASIC', quantity: 1, term: year, consortiumId: CONSORTIUM };
const OPTIONAL = { sku: 'AIMIS-INTL-SW-OPT-STATS', quantity: 1, term: year, consortiumId: CONSORTIUM };
const CN_BASIC = { sku: 'AIMIS-CN-SW-BASIC', quantity: 1, organizationId: ORGANIZATION };
const ONE_TIME = { sku: 'AIMIS-INTL-AI-ONETIME', quantity: 1, organizationId: ORGANIZATION };
const SERVICE = { sku: 'AIMIS-INTL-SVC-DELIVERY', quantity: 1, organizationId: ORGANIZATION };

let catalogue: Catalogue;
let everything: OrderContext;
beforeAll(async () => {
  catalogue = await shippedCatalogue();
  everything = contextOf(catalogue);
});

const found = (order: OrderInput, context = everything) =>
  checkOrder(order, context).violations.map(({ path, code }) => `${path} ${code}`);
const foundIn = (...lines: OrderLineInput[]) => found(orderOf(...lines));

describe('an order that comes to nothing', () => {
  const price = {
    sku: MIMI.sku,
    amountMinor: 1,
    currency: 'USD',
    perQuantity: 3_000,
    agreementId: 'agr_1',
  } as const;
  const cheap = () => contextOf(catalogue, { negotiatedPrices: [price] });

  it('is refused by its total, in a quote too, and nothing is frozen', () => {
    const check = checkOrder(orderOf(MIMI), cheap());
    expect(check).toMatchObject({
      violations: [{ path: 'lines', code: 'zero_total', rule: '§8.2' }],
      quote: { total: { amountMinor: 0 }, lines: [{ amount: { amountMinor: 0 } }] },
      order: null,
    });
  });

  it('is one whose total is 0: a line of 0 beside others is sold, and so is the least amount', () => {
    expect(found(orderOf(MIMI, ANNUAL), cheap())).toEqual([]);
    expect(found(orderOf({ ...MIMI, quantity: 2_000 }), cheap())).toEqual([]);
  });
});

describe('a good order', () => {
  it('is frozen with everything that was sold', () => {
    expect(checkOrder(orderOf(ANNUAL, MIMI), contextOf(catalogue)).order).toEqual({
      productLine: 'aimis-intl',
      currency: 'USD',
      total: { amountMinor: 55_000, currency: 'USD' },
      region: null,
      agreementRequired: true,
      termsVersion: '2025-03-07',
      termsSha256: findProductLine(catalogue, 'aimis-intl')!.terms.sha256,
      catalogueVersion: 'test-1',
      warnings: [],
      policies: {
        version: 'aimis-intl-2025-03-07',
        values: expect.objectContaining({ paymentWindowDays: 7, reminderDays: [30, 7, 1] }) as unknown,
      },
      lines: [
        {
          sku: 'AIMIS-INTL-CI-ANN',
          kind: 'inspection-lot',
          name: { en: 'Cloud inspections, annual', zh: '云检查资源（按年）' },
          unit: 'inspection',
          quantity: 1_000,
          term: { count: 3, unit: 'year' },
          unitPrice: { amountMinor: 10, currency: 'USD', perQuantity: 1, demo: true },
          amount: { amountMinor: 30_000, currency: 'USD' },
          formula: {
            en: '1,000 inspections × 0.10 USD per inspection per year × 3 years = 300.00 USD',
            zh: '1,000 例次 × 0.10 美元/例次/年 × 3 年 = 300.00 美元',
          },
          scope: 'account',
          organizationId: null,
          consortiumId: null,
          mode: null,
          start: 'queue',
          features: [],
          requires: [],
          refundPolicy: 'agreement_only',
          rules: expect.objectContaining({ lifetime: 'R-INTL-11', refund: 'R-INTL-58' }) as unknown,
          fulfilment: { kind: 'lot', resource: 'inspection', storageYears: 3, lifeYears: 1 },
        },
        expect.objectContaining({
          sku: 'AIMIS-INTL-AI-MIMI',
          fulfilment: { kind: 'lot', resource: 'ai:mimi', storageYears: null, lifeYears: 1 },
        }),
      ],
    });
  });

  it('is plain data, which loses nothing as JSON', () => {
    const { order, quote } = checkOrder(orderOf(ANNUAL, MIMI), everything);
    expect(JSON.parse(JSON.stringify({ order, quote }))).toEqual({ order, quote });
  });

  it('is quoted as it would be placed', () => {
    const { order, quote } = checkOrder(orderOf(ANNUAL), everything);
    expect(quote).toEqual({
      productLine: 'aimis-intl',
      currency: 'USD',
      warnings: [],
      total: order?.total,
      policies: order?.policies,
      agreementRequired: true,
      lines: [
        {
          sku: ANNUAL.sku,
          quantity: 1_000,
          term: ANNUAL.term,
          unitPrice: order?.lines[0]?.unitPrice,
          amount: order?.lines[0]?.amount,
          perMonth: null,
          formula: order?.lines[0]?.formula,
          entitlement: order?.lines[0]?.fulfilment,
          assumptions: [],
        },
      ],
    });
  });

  it('is sold at the negotiated price and under the policies of the agreement', () => {
    const context = contextOf(catalogue, {
      negotiatedPrices: [{ sku: MIMI.sku, amountMinor: 5, currency: 'USD', agreementId: 'agr_1' }],
      policyOverrides: [
        { productLines: ['aimis-cn'], layer: { version: 'agr_0', values: { reminderDays: [9] } } },
        { productLines: ['aimis-intl'], layer: { version: 'agr_1', values: { reminderDays: [5] } } },
        { productLines: ['aimis-intl'], layer: { version: 'agr_2', values: { reminderDays: [3] } } },
      ],
    });
    const { order } = checkOrder(orderOf(MIMI), context);
    expect(order?.total.amountMinor).toBe(5_000);
    expect(order?.lines[0]?.unitPrice).toEqual({
      amountMinor: 5,
      currency: 'USD',
      perQuantity: 1,
      agreementId: 'agr_1',
    });
    expect(order?.policies).toMatchObject({
      version: 'aimis-intl-2025-03-07+agr_1',
      values: { reminderDays: [5] },
    });
  });

  it('freezes the region of the account’s country', () => {
    const line = { sku: 'HW-DEV-MODELDEV-STD', quantity: 1, organizationId: ORGANIZATION };
    const context = contextOf(catalogue, { account: { country: 'BR' } });
    expect(checkOrder(orderOf(line), context).order).toMatchObject({
      region: 'outside-china-2',
      lines: [{ unitPrice: { region: 'outside-china-2', amountMinor: 13_000_000 } }],
    });
  });
});

describe('an order is refused for', () => {
  it('an unknown SKU', () => {
    expect(foundIn({ sku: 'NONE', quantity: 1 })).toEqual(['lines[0].sku unknown_sku']);
    expect(foundIn(MIMI, { sku: 'NONE', quantity: 1 })).toEqual(['lines[1].sku unknown_sku']);
  });

  it('a SKU without price', async () => {
    const context = contextOf(await shippedCatalogue({ demoPrices: false }));
    const { violations, quote } = checkOrder(orderOf(MIMI), context);
    expect(violations).toMatchObject([{ path: 'lines[0].sku', code: 'unpriced', rule: 'R-INTL-21' }]);
    expect(quote).toMatchObject({ total: null, lines: [{ amount: null, unitPrice: null, formula: null }] });
  });

  it('terms that are not ticked, or not current', () => {
    expect(found({ ...orderOf(MIMI), termsAccepted: false })).toEqual(['termsAccepted terms_not_accepted']);
    const outdated = checkOrder({ ...orderOf(MIMI), termsVersion: '2024-01-01' }, everything);
    expect(outdated.violations).toMatchObject([
      {
        path: 'termsVersion',
        code: 'terms_outdated',
        rule: 'R-INTL-51',
        facts: { current: '2025-03-07' },
      },
    ]);
  });

  it.each<[number, string[]]>([
    [1_000.5, ['lines[0].quantity not_an_integer']],
    [0.5, ['lines[0].quantity not_an_integer', 'lines[0].quantity below_minimum']],
    [-1_000, ['lines[0].quantity below_minimum']],
    [-0.5, ['lines[0].quantity not_an_integer', 'lines[0].quantity below_minimum']],
    [1e300, ['lines[0].quantity above_maximum']],
    [2_000_000_000, ['lines[0].quantity above_maximum']],
  ])('the quantity %d', (quantity, expected) => {
    expect(foundIn({ ...MIMI, quantity })).toEqual(expected);
  });

  it('more units of a service than a line may have', () => {
    expect(foundIn({ ...SERVICE, quantity: 101 })).toEqual(['lines[0].quantity above_maximum']);
  });

  it.each<[string, OrderLineInput['term'], string[]]>([
    ['no term', undefined, ['lines[0].term term_required']],
    ['months for years', { count: 1, unit: 'month' }, ['lines[0].term.unit term_not_offered']],
    [
      'more months than years are sold',
      { count: 40, unit: 'month' },
      ['lines[0].term.unit term_not_offered'],
    ],
    ['half a year', { count: 1.5, unit: 'year' }, ['lines[0].term.count not_an_integer']],
    ['no years', { count: 0, unit: 'year' }, ['lines[0].term.count below_minimum']],
    ['negative years', { count: -1, unit: 'year' }, ['lines[0].term.count below_minimum']],
    ['more than thirty years', { count: 31, unit: 'year' }, ['lines[0].term.count above_maximum']],
  ])('a term of %s', (_what, term, expected) => {
    expect(foundIn({ sku: ANNUAL.sku, quantity: 1_000, term })).toEqual(expected);
  });

  it('a term where none is offered, be it the one of its storage', () => {
    expect(foundIn({ ...MIMI, term: year })).toEqual(['lines[0].term term_not_offered']);
    expect(foundIn({ sku: 'AIMIS-INTL-CI-QTY-1Y', quantity: 1_000, term: year })).toEqual([
      'lines[0].term term_not_offered',
    ]);
  });

  it('several product lines, and several currencies', () => {
    const ipc = { sku: 'IPC-SVC-DEPLOY', quantity: 1, organizationId: ORGANIZATION };
    expect(foundIn(MIMI, ipc)).toEqual(['lines[1].sku mixed_product_lines']);
    expect(foundIn(MIMI, { sku: 'AIMIS-CN-AI-GLAUCOMA', quantity: 1_000 })).toEqual([
      'lines[1].sku mixed_product_lines',
      'lines[1].sku mixed_currency',
    ]);
  });

  it('what is sold offline only, unless an operator orders it offline under an agreement', () => {
    const operator = { ...everything, placedByOperator: true };
    expect(found(orderOf(ONE_TIME), operator)).toEqual(['lines[0].sku offline_only']);
    const offline = { ...orderOf(ONE_TIME), channel: 'offline' } as const;
    expect(found(offline, operator)).toEqual(['lines[0].sku offline_only']);
    expect(found({ ...offline, agreementId: 'agr_1' })).toEqual(['lines[0].sku offline_only']);
    expect(found({ ...offline, agreementId: 'agr_1' }, operator)).toEqual([]);
    // It is delivered somewhere, and more sets of it may be bought at any time (AMB-44).
    const anonymous = { ...offline, agreementId: 'agr_1', lines: [{ sku: ONE_TIME.sku, quantity: 1 }] };
    expect(found(anonymous, operator)).toEqual(['lines[0].organizationId organization_required']);
    const licence = { sku: ONE_TIME.sku, organizationId: ORGANIZATION, consortiumId: null };
    const licensed = contextOf(catalogue, {
      account: { activeLicences: [licence] },
      placedByOperator: true,
    });
    expect(found({ ...offline, agreementId: 'agr_1', lines: [ONE_TIME, ONE_TIME] }, licensed)).toEqual([]);
  });

  it('a service without organization, or with another account’s', () => {
    const { organizationId: _none, ...anonymous } = SERVICE;
    expect(checkOrder(orderOf(anonymous), everything).violations).toMatchObject([
      { path: 'lines[0].organizationId', code: 'organization_required', rule: 'R-INTL-50' },
    ]);
    expect(foundIn({ ...SERVICE, organizationId: 'org_x' })).toEqual([
      'lines[0].organizationId organization_required',
    ]);
    expect(foundIn(SERVICE)).toEqual([]);
  });

  it('a licence without its scope: consortium internationally, organization in China (AMB-02)', () => {
    const { consortiumId: _none, ...anonymous } = BASIC;
    expect(foundIn(anonymous)).toEqual(['lines[0].consortiumId scope_required']);
    expect(foundIn({ ...BASIC, consortiumId: 'con_x' })).toEqual(['lines[0].consortiumId scope_required']);
    expect(foundIn({ sku: CN_BASIC.sku, quantity: 1 })).toEqual(['lines[0].organizationId scope_required']);
    expect(foundIn(BASIC)).toEqual([]);
    expect(foundIn(CN_BASIC)).toEqual([]);
  });

  it('optional software without the basic set in its scope (AMB-46)', () => {
    expect(foundIn(OPTIONAL)).toEqual(['lines[0].sku basic_required']);
    expect(foundIn(OPTIONAL, { ...BASIC, consortiumId: 'con_2' })).toEqual(['lines[0].sku basic_required']);
    expect(foundIn(OPTIONAL, BASIC)).toEqual([]);
    const licence = { sku: BASIC.sku, organizationId: null, consortiumId: CONSORTIUM };
    const licensed = contextOf(catalogue, {
      account: { activeLicences: [licence] },
    });
    expect(found(orderOf(OPTIONAL), licensed)).toEqual([]);
    expect(found(orderOf({ ...OPTIONAL, consortiumId: 'con_2' }), licensed)).toEqual([
      'lines[0].sku basic_required',
    ]);
  });

  it('a perpetual licence that the scope has, or that the order repeats', () => {
    const licence = { sku: CN_BASIC.sku, organizationId: ORGANIZATION, consortiumId: null };
    const licensed = contextOf(catalogue, {
      account: { activeLicences: [licence] },
    });
    expect(found(orderOf(CN_BASIC), licensed)).toEqual(['lines[0].sku already_licensed']);
    expect(found(orderOf({ ...CN_BASIC, organizationId: 'org_2' }), licensed)).toEqual([]);
    expect(foundIn(CN_BASIC, { ...CN_BASIC })).toEqual(['lines[1].sku already_licensed']);
    expect(foundIn(BASIC, { ...BASIC })).toEqual([]);
  });

  it('an amount that no order can hold, by line or in sum', () => {
    const price = (amountMinor: number) =>
      contextOf(catalogue, {
        negotiatedPrices: [{ sku: MIMI.sku, amountMinor, currency: 'USD', agreementId: 'agr_1' }],
      });
    expect(found(orderOf(MIMI), price(Number.MAX_SAFE_INTEGER))).toEqual(['lines[0].quantity above_maximum']);
    const half = price(Math.floor(Number.MAX_SAFE_INTEGER / 1_500));
    expect(found(orderOf(MIMI), half)).toEqual([]);
    const both = checkOrder(orderOf(MIMI, MIMI), half);
    expect(both.violations).toMatchObject([{ path: 'lines', code: 'above_maximum' }]);
    expect(both.quote.total).toBeNull();
  });

  it('everything at once, in the order of the body', () => {
    expect(
      found({
        channel: 'online',
        termsAccepted: false,
        termsVersion: 'old',
        lines: [{ ...MIMI, quantity: 1 }, ONE_TIME, { sku: 'NONE', quantity: 1 }],
      }),
    ).toEqual([
      'termsAccepted terms_not_accepted',
      'termsVersion terms_outdated',
      'lines[0].quantity below_minimum',
      'lines[0].quantity not_a_multiple',
      'lines[1].sku offline_only',
      'lines[2].sku unknown_sku',
    ]);
  });
});

describe('the whole catalogue', () => {
  /** The smallest order that sells a SKU. */
  const smallest = (sku: Sku): OrderInput => {
    const scope = { organizationId: ORGANIZATION, consortiumId: CONSORTIUM };
    const lines = [sku, ...(sku.requires ?? []).map((required) => findSku(catalogue, required)!)].map(
      (wanted) => ({
        sku: wanted.sku,
        quantity: wanted.minimum,
        ...(wanted.term && { term: { count: wanted.term.minimum, unit: wanted.term.unit } }),
        ...scope,
      }),
    );
    return {
      ...orderOf(...lines),
      channel: sku.channel === 'offline' ? 'offline' : 'online',
      agreementId: 'agr_1',
    };
  };

  it('can be ordered, each SKU in its smallest order', () => {
    const context = contextOf(catalogue, { placedByOperator: true });
    for (const sku of catalogue.skus) expect([sku.sku, ...found(smallest(sku), context)]).toEqual([sku.sku]);
  });
});

describe('a refusal', () => {
  it('names the nearest quantities that would do', () => {
    const choicesFor = (quantity: number) =>
      checkOrder(orderOf({ ...MIMI, quantity }), everything).violations.find(
        ({ code }) => code === 'not_a_multiple',
      )?.facts['choices'];
    expect(choicesFor(1_500)).toEqual({ anyOf: [1_000, 2_000] });
    expect(choicesFor(999)).toEqual({ anyOf: [1_000] });
  });

  it('has a row for every code of the contract, with a rule that exists', () => {
    const rows = Object.values(ORDER_VIOLATIONS);
    expect(new Set(rows.map(({ code }) => code))).toEqual(new Set(ORDER_VIOLATION_CODES));
    for (const { rule } of rows) expect(isRuleId(rule)).toBe(true);
  });
});
