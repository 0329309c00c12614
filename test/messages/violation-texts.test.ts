/** Every sentence of a violation reads well in both languages. */
import type { Catalogue } from '../../src/domain/catalogue/catalogue.ts';
import { OVERRIDABLE_POLICIES } from '../../src/domain/catalogue/policies.ts';
import { readPolicies } from '../../src/domain/catalogue/policy-values.ts';
import { priceViolationsOf } from '../../src/domain/catalogue/price-violations.ts';
import type { PriceInput } from '../../src/domain/catalogue/price.ts';
import type { Violation } from '../../src/domain/errors.ts';
import type { Json } from '../../src/domain/json.ts';
import { LINE_OPTION_TEXTS } from '../../src/messages/violations/line-options.ts';
import { ORDER_VIOLATION_TEXTS } from '../../src/messages/violations/orders.ts';
import { ORDER_WARNING_TEXTS } from '../../src/messages/violations/order-warnings.ts';
import { POLICY_VIOLATION_TEXTS } from '../../src/messages/violations/policies.ts';
import { PRICE_VIOLATION_TEXTS } from '../../src/messages/violations/prices.ts';
import { requestViolation } from '../../src/messages/violations/requests.ts';
import { wordViolations } from '../../src/messages/violations/word-violations.ts';
import { shippedCatalogue } from '../application/catalogue/shipped-catalogue.ts';
import { flawsOf } from './readable.ts';

/** Operators and buyers know these as they are: values of policies, an address, products. */
const NAMES = ['NAME', 'SKU', 'GET /v1/catalogue', 'true', 'false', 'null'];
const VALUES = ['consortium', 'organization', 'feature', 'named', 'document', 'customer'];

function flawsIn(texts: readonly { readonly en: string; readonly zh: string }[]): string[] {
  const filled = (text: string) => text.replace(/\{\w+\}/g, 'NAME');
  return texts.flatMap(({ en, zh }) => [
    ...flawsOf(filled(en), 'en', NAMES),
    ...flawsOf(filled(zh), 'zh', [...NAMES, ...VALUES]),
  ]);
}

it.each(
  Object.entries({
    ...ORDER_VIOLATION_TEXTS,
    ...LINE_OPTION_TEXTS,
    ...POLICY_VIOLATION_TEXTS,
    not_a_last_date: requestViolation('startBy', 'not_a_last_date'),
    repeated_line: requestViolation('lines[1].lineId', 'repeated_line'),
  }),
)('the violation %s reads well in both languages', (_key, { message, remedy }) => {
  expect(flawsIn([message, ...(remedy === undefined ? [] : [remedy])])).toEqual([]);
});

it.each(Object.entries(PRICE_VIOLATION_TEXTS))(
  'the violation %s of a price reads well in both languages',
  (_key, { message, remedy }) => {
    expect(flawsIn([message, remedy])).toEqual([]);
  },
);

it.each(Object.entries(ORDER_WARNING_TEXTS))('the warning %s reads well in both languages', (_code, text) => {
  expect(flawsIn([text])).toEqual([]);
});

describe('a violation in words has every fact that it mentions', () => {
  const MIMI = { sku: 'AIMIS-INTL-AI-MIMI', amountMinor: 30, currency: 'USD' } as const;
  const HUAWEI = { sku: 'HW-DEV-MODELDEV-STD', amountMinor: 1, currency: 'USD' } as const;

  let catalogue: Catalogue;
  beforeAll(async () => {
    catalogue = await shippedCatalogue({ demoPrices: false });
  });

  function expectFilled(entries: readonly Violation[]): void {
    for (const { message, remedy } of entries)
      for (const text of [message.en, message.zh, remedy?.en, remedy?.zh])
        expect(text).not.toMatch(/^$|\{|undefined|NaN/);
  }

  it('about prices', () => {
    const wrong: PriceInput[] = [
      { ...MIMI, amountMinor: 0 },
      { ...MIMI, sku: 'NONE' },
      { ...MIMI, currency: 'CNY', region: 'outside-china-1' },
      HUAWEI,
      { ...HUAWEI, region: 'mars' },
      { ...HUAWEI, region: 'mars' },
    ];
    const found = priceViolationsOf(catalogue, wrong, { path: 'prices', productLines: ['huawei-ai'] });
    expect(new Set(found.map(({ key }) => key))).toEqual(new Set(Object.keys(PRICE_VIOLATION_TEXTS)));
    expectFilled(wordViolations(PRICE_VIOLATION_TEXTS, found));
  });

  it('about policies', () => {
    const wrong: Readonly<Record<string, Json>> = {
      graceHours: 0,
      overdraftCap: -1,
      extendOnLateCredit: 'yes',
      reminderDays: [1, 7, 30],
      licenceScope: 'account',
      validitySuspends: 'everything',
      acceptanceProof: 'hearsay',
      nonsense: 1,
    };
    const found = readPolicies(wrong, OVERRIDABLE_POLICIES, 'overrides').violations;
    expect(new Set(found.map(({ key }) => key))).toEqual(new Set(Object.keys(POLICY_VIOLATION_TEXTS)));
    const entries = wordViolations(POLICY_VIOLATION_TEXTS, found);
    expectFilled(entries);
    expect(entries.find(({ path }) => path === 'overrides.graceHours')).toMatchObject({
      message: { en: 'This must be a whole number from 1 to 720.', zh: '此处必须是1 至 720 的整数。' },
      remedy: { en: 'Give a whole number from 1 to 720.', zh: '请填写1 至 720 的整数。' },
    });
  });
});
