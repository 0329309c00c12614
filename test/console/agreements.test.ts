/** The form of an agreement becomes a body that the API takes: what was signed, prices, and terms that differ. */
import { agreementBody, agreementField, agreementLack } from '../../src/console/agreements/agreement-body.ts';
import { OVERRIDE_TEXTS } from '../../src/console/agreements/override-texts.ts';
import { overrideText } from '../../src/console/agreements/override-value.ts';
import { defaultOf, OVERRIDE_NAMES, overridesIn } from '../../src/console/agreements/overrides.ts';
import { pricesIn, type Pricing } from '../../src/console/agreements/prices.ts';
import { formatList } from '../../src/console/format/list.ts';
import { API_ROUTES } from '../../src/contracts/routes.ts';
import { OVERRIDABLE_POLICIES } from '../../src/domain/catalogue/policies.ts';
import { readPolicies } from '../../src/domain/catalogue/policy-values.ts';
import { skuViewOf } from '../../src/domain/catalogue/sku-view.ts';
import { productLineView } from '../../src/http/views/catalogue.ts';
import { shippedCatalogue } from '../application/catalogue/shipped-catalogue.ts';

const ACCOUNT_ID = 'acc_01jb5w8q2m3n4p5r6s7t8v9w0x';
const DOCUMENT = { fileId: 'fil_01jb5w8q2m3n4p5r6s7t8v9w0x' };
const SKU = 'AIMIS-INTL-CI-QTY-15Y';

let pricing: Pricing;
beforeAll(async () => {
  const catalogue = await shippedCatalogue();
  // As the API responds it.
  pricing = JSON.parse(
    JSON.stringify({
      items: catalogue.skus.map((sku) => skuViewOf(catalogue, sku)),
      productLines: catalogue.productLines.map((line) => productLineView(catalogue, line)),
    }),
  ) as Pricing;
});

type Fields = readonly (readonly [string, string])[];
const SIGNED: Fields = [
  ['number', ' COOP-17 '],
  ['productLines', 'aimis-intl'],
  ['signedOn', '2026-03-09'],
];

function formOf(...parts: readonly Fields[]): FormData {
  const form = new FormData();
  for (const [name, value] of parts.flat()) form.append(name, value);
  return form;
}

const price = (row: number, sku: string, amount: string, region = ''): Fields => [
  [`price-${row}-sku`, sku],
  [`price-${row}-region`, region],
  [`price-${row}-amount`, amount],
];

describe('the body', () => {
  test('leaves out what is empty', () => {
    const form = formOf(SIGNED, [
      ['validTo', ''],
      ['parties', ' \n'],
      ['override-graceHours', ''],
    ]);
    const body = agreementBody(ACCOUNT_ID, form, DOCUMENT, pricing);
    expect(body).toEqual({
      accountId: ACCOUNT_ID,
      number: 'COOP-17',
      productLines: ['aimis-intl'],
      signedOn: '2026-03-09',
      document: DOCUMENT,
    });
    expect(API_ROUTES.recordAgreement.body.safeParse(body).error).toBeUndefined();
  });

  test('has all product lines, one party of each line, prices and terms', () => {
    const form = formOf(SIGNED, price(0, SKU, '1.05'), [
      ['productLines', 'ipc'],
      ['validTo', '2027-03-08'],
      ['parties', 'Riverside Hospital\r\n\r\nNorth Alliance '],
      ['override-graceHours', '48'],
    ]);
    const document = { name: 'coop.pdf', sha256: 'a'.repeat(64) };
    const body = agreementBody(ACCOUNT_ID, form, document, pricing);
    expect(body).toMatchObject({
      productLines: ['aimis-intl', 'ipc'],
      validTo: '2027-03-08',
      parties: ['Riverside Hospital', 'North Alliance'],
      prices: [{ sku: SKU, amountMinor: 105, currency: 'USD' }],
      overrides: { graceHours: 48 },
    });
    expect(API_ROUTES.recordAgreement.body.safeParse(body).error).toBeUndefined();
  });

  test('has paths that lead back to the fields of the form', () => {
    expect(
      ['signedOn', 'prices[1].sku', 'prices[0].amountMinor', 'overrides.graceHours'].map(agreementField),
    ).toEqual(['signedOn', 'price-1-sku', 'price-0-amount', 'override-graceHours']);
  });

  test('is not sent without a line, a document, or an amount for each price', () => {
    const lackOf = (fields: FormData, document: typeof DOCUMENT | null = DOCUMENT) =>
      agreementLack(fields, document, pricing);
    expect(lackOf(formOf(SIGNED))).toBeNull();
    expect(lackOf(formOf(SIGNED.filter(([name]) => name !== 'productLines')))).toBe('lines');
    expect(lackOf(formOf(SIGNED), null)).toBe('document');
    expect(lackOf(formOf(SIGNED, price(0, SKU, 'free')))).toBe('price');
    expect(lackOf(formOf(SIGNED, price(0, SKU, '0')))).toBe('price');
  });
});

describe('prices', () => {
  test('have the currency of their line and as many units as the price that they replace', () => {
    const regional = pricing.items.find(({ prices }) => prices[0]?.region !== undefined);
    const region = regional!.prices[0]!.region!;
    const form = formOf(price(0, SKU, '1'), price(2, regional!.sku, '3', region), price(3, '', '4'));
    const [first, second, ...others] = pricesIn(form, pricing);
    expect(first).toEqual({ sku: SKU, amountMinor: 100, currency: 'USD' });
    expect(second).toMatchObject({ sku: regional!.sku, region, amountMinor: 300 });
    expect(others).toEqual([]);
    const many = {
      ...pricing.items[0]!,
      prices: [{ amountMinor: 90_000, currency: 'USD', perQuantity: 1_000 }],
    };
    const perThousand = pricesIn(formOf(price(0, many.sku, '800')), {
      ...pricing,
      items: [many] as Pricing['items'],
    });
    expect(perThousand).toMatchObject([{ amountMinor: 80_000, perQuantity: 1_000 }]);
  });
});

describe('terms', () => {
  test('are those that an agreement may override', () => {
    expect([...OVERRIDE_NAMES].sort()).toEqual([...OVERRIDABLE_POLICIES].sort());
  });

  test('become values that the API takes', () => {
    const form = formOf([
      ['override-graceHours', '48'],
      ['override-overdraftCap', '10000'],
      ['override-resumeRequires', '5'],
      ['override-usageNeedsBasic', 'false'],
      ['override-reminderDays', '60， 30, 7'],
      ['override-acceptanceProof', 'document'],
      ['override-validitySuspends', 'organization'],
      ['override-licenceScope', 'consortium'],
      ['override-extendOnLateCredit', 'true'],
    ]);
    const overrides = overridesIn(form);
    expect(Object.keys(overrides)).toHaveLength(OVERRIDE_NAMES.length);
    expect(overrides).toMatchObject({ reminderDays: [60, 30, 7], usageNeedsBasic: false });
    expect(readPolicies({ ...overrides }, OVERRIDABLE_POLICIES, 'overrides').violations).toEqual([]);
  });

  test('hold without an override as the lines say, if they agree', () => {
    const linesOf = (...codes: string[]) =>
      pricing.productLines.filter(({ productLine }) => codes.includes(productLine));
    expect(defaultOf('graceHours', linesOf('aimis-intl', 'aimis-cn'))).toBe(24);
    expect(defaultOf('licenceScope', linesOf('aimis-intl'))).toBe('consortium');
    expect(defaultOf('licenceScope', linesOf('aimis-intl', 'aimis-cn'))).toBeUndefined();
    expect(defaultOf('overdraftCap', linesOf('aimis-intl'))).toBeNull();
    expect(defaultOf('overdraftCap', linesOf('ipc'))).toBeUndefined();
  });

  test('are written in words', () => {
    const [en, zh] = [OVERRIDE_TEXTS.en, OVERRIDE_TEXTS.zh];
    expect(overrideText('graceHours', 24, en, 'en')).toBe('24 hours');
    expect(overrideText('resumeRequires', 1, en, 'en')).toBe('1 unit');
    expect(overrideText('reminderDays', [30, 7], zh, 'zh')).toBe('提前 30、7 天');
    expect(overrideText('overdraftCap', null, en, 'en')).toBe('No limit');
    expect(overrideText('reminderDays', [30, 7, 1], en, 'en')).toBe('30, 7, 1 days before');
    expect(overrideText('licenceScope', 'consortium', zh, 'zh')).toBe('医联体');
    expect(overrideText('usageNeedsBasic', false, zh, 'zh')).toBe('否');
  });
});

test('names in a sentence', () => {
  expect(formatList(['A', 'B', 'C'], 'en')).toBe('A, B and C');
  expect(formatList(['甲', '乙'], 'zh')).toBe('甲和乙');
});
