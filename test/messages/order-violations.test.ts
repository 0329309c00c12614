/** What a buyer reads of a bad order: every kind of violation, as the checks word it with the shipped catalogue. */
import fc from 'fast-check';
import type { Catalogue } from '../../src/domain/catalogue/catalogue.ts';
import { checkOrder } from '../../src/domain/orders/checks/check-order.ts';
import { lineOptionViolations } from '../../src/domain/orders/checks/line-options.ts';
import type { OrderContext, OrderInput, OrderLineInput } from '../../src/domain/orders/checks/order-input.ts';
import type { Violation } from '../../src/domain/errors.ts';
import { ORDER_VIOLATION_CODES } from '../../src/domain/orders/checks/violations.ts';
import { LINE_OPTION_TEXTS } from '../../src/messages/violations/line-options.ts';
import { ORDER_VIOLATION_TEXTS } from '../../src/messages/violations/orders.ts';
import { wordViolations } from '../../src/messages/violations/word-violations.ts';
import { shippedCatalogue } from '../application/catalogue/shipped-catalogue.ts';
import { anyContext, anyOrder } from '../domain/orders/checks/any-order.ts';
import { CONSORTIUM, contextOf, orderOf, ORGANIZATION } from '../domain/orders/checks/order-builder.ts';
import { flawsOf } from './readable.ts';

const YEAR = { count: 1, unit: 'year' } as const;
const MIMI = { sku: 'AIMIS-INTL-AI-MIMI', quantity: 1_000 };
const ANNUAL = { sku: 'AIMIS-INTL-CI-ANN', quantity: 1_000, term: YEAR };
const BASIC = { sku: 'AIMIS-INTL-SW-BASIC', quantity: 1, term: YEAR, consortiumId: CONSORTIUM };
const OPTIONAL = { sku: 'AIMIS-INTL-SW-OPT-STATS', quantity: 1, term: YEAR, consortiumId: CONSORTIUM };
const CN_BASIC = { sku: 'AIMIS-CN-SW-BASIC', quantity: 1, organizationId: ORGANIZATION };
const ONE_TIME = { sku: 'AIMIS-INTL-AI-ONETIME', quantity: 1, organizationId: ORGANIZATION };
const SERVICE = { sku: 'AIMIS-INTL-SVC-DELIVERY', quantity: 1, organizationId: ORGANIZATION };
const CN_SERVICE = { sku: 'AIMIS-CN-SVC-DELIVERY', quantity: 1, organizationId: ORGANIZATION };

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await shippedCatalogue();
});

const MOST = Math.floor(Number.MAX_SAFE_INTEGER / 1_500);
const priced = (amountMinor: number, perQuantity = 1): Partial<OrderContext> => ({
  negotiatedPrices: [{ sku: MIMI.sku, amountMinor, currency: 'USD', perQuantity, agreementId: 'agr_1' }],
});
const without = ({ organizationId: _none, ...line }: OrderLineInput): OrderLineInput => line;
const scopeless = ({ consortiumId: _none, ...line }: OrderLineInput): OrderLineInput => line;

/** Each with what is special about its order and its context. */
const BAD_ORDERS: readonly (readonly [
  what: string,
  lines: readonly OrderLineInput[],
  order?: Partial<OrderInput>,
  context?: Parameters<typeof contextOf>[1],
])[] = [
  ['an unknown SKU', [{ sku: 'NONE-1', quantity: 1 }, MIMI]],
  ['a SKU that is sold offline', [ONE_TIME]],
  ['an offline SKU of a seller', [ONE_TIME], { channel: 'offline' }],
  [
    'few units, no multiple',
    [
      { ...MIMI, quantity: 1_500.5 },
      { ...MIMI, quantity: 1_001 },
      { ...MIMI, quantity: 1 },
    ],
  ],
  [
    'many units',
    [
      { ...SERVICE, quantity: 101 },
      { ...MIMI, quantity: 2_000_000_000 },
    ],
  ],
  ['no term', [{ sku: ANNUAL.sku, quantity: 1_000 }]],
  ['months for years', [{ ...ANNUAL, term: { count: 1, unit: 'month' } }]],
  ['half a year', [{ ...ANNUAL, term: { count: 1.5, unit: 'year' } }]],
  ['no years', [{ ...ANNUAL, term: { count: 0, unit: 'year' } }]],
  ['many years', [{ ...ANNUAL, term: { count: 31, unit: 'year' } }]],
  ['a term that is not offered', [{ ...MIMI, term: YEAR }]],
  ['a term beside storage', [{ sku: 'AIMIS-INTL-CI-QTY-1Y', quantity: 1_000, term: YEAR }]],
  [
    'a country that is not sold to',
    [{ sku: 'HW-DEV-MODELDEV-BAS', quantity: 1, organizationId: ORGANIZATION }],
    {},
    { account: { country: 'US' } },
  ],
  ['optional software alone', [OPTIONAL]],
  ['a total of nothing', [MIMI], {}, priced(1, 3_000)],
  ['an amount too large', [MIMI, MIMI], {}, priced(MOST)],
  ['several product lines and currencies', [MIMI, CN_BASIC]],
  ['terms that are not ticked, or old', [MIMI], { termsAccepted: false, termsVersion: '2024-01-01' }],
  ['a service without organization', [without(SERVICE)]],
  ['a service of another organization', [{ ...SERVICE, organizationId: 'org_9' }]],
  ['a licence without scope', [scopeless(BASIC)]],
  ['a licence without organization', [without(CN_BASIC)]],
  ['a licence of another consortium', [{ ...BASIC, consortiumId: 'con_9' }]],
  ['a perpetual licence twice', [CN_BASIC, { ...CN_BASIC }]],
];

function entriesOf([, lines, order = {}, context]: (typeof BAD_ORDERS)[number]): readonly Violation[] {
  return wordsOf({ ...orderOf(...lines), ...order }, contextOf(catalogue, context));
}

function wordsOf(order: OrderInput, context: OrderContext): Violation[] {
  return wordViolations(ORDER_VIOLATION_TEXTS, checkOrder(order, context).violations);
}

/** What may stand in a sentence as it is: codes of SKUs, ids, versions of terms. */
const namesOf = () => [
  ...catalogue.skus.map(({ sku }) => sku),
  ...catalogue.productLines.map(({ terms }) => terms.version),
  'NONE-1',
  'org_9',
  'con_9',
  'AIMIS',
  'SKU',
  'AI',
];

function flawsIn(entries: readonly Violation[]): string[] {
  return entries.flatMap(({ message, remedy }) =>
    (['en', 'zh'] as const).flatMap((language) =>
      [message, remedy].flatMap((text) => flawsOf(text?.[language] ?? '', language, namesOf())),
    ),
  );
}

it.each(BAD_ORDERS.map((order) => [order[0], order] as const))('%s is refused in words', (_what, order) => {
  const entries = entriesOf(order);
  expect(entries.length).toBeGreaterThan(0);
  expect(flawsIn(entries)).toEqual([]);
  // Quoted words and codes of currencies are for programs.
  const said = entries.flatMap(({ message, remedy }) => [message.en, remedy?.en ?? '']);
  expect(said.filter((text) => /"|\bUSD\b|\bCNY\b|in US\./.test(text))).toEqual([]);
});

it('these are all kinds of violations', async () => {
  const unpriced = await shippedCatalogue({ demoPrices: false });
  const found = [...BAD_ORDERS.flatMap(entriesOf), ...wordsOf(orderOf(MIMI), contextOf(unpriced))];
  expect(flawsIn(found)).toEqual([]);
  expect(new Set(found.map(({ code }) => code))).toEqual(new Set(ORDER_VIOLATION_CODES));
});

it('options that a SKU does not have are refused in words', () => {
  const lines: OrderLineInput[] = [
    { ...CN_SERVICE, mode: 'elsewhere' },
    { ...MIMI, mode: 'local', start: 'now' },
    { sku: 'IPC-RP-KNOWLEDGE', quantity: 1, organizationId: ORGANIZATION },
  ];
  const entries = wordViolations(LINE_OPTION_TEXTS, lineOptionViolations(catalogue, lines));
  expect(entries.map(({ path }) => path)).toEqual([
    'lines[0].mode',
    'lines[1].mode',
    'lines[1].start',
    'lines[2].organizationId',
  ]);
  expect(flawsIn(entries)).toEqual([]);
});

it('any order is refused in words in both languages, with no fact missing', () => {
  fc.assert(
    fc.property(anyOrder(catalogue), anyContext(catalogue), (order, context) => {
      for (const { message, remedy } of wordsOf(order, context))
        for (const text of [message.en, message.zh, remedy?.en, remedy?.zh])
          expect(text).not.toMatch(/\{|undefined|NaN/);
    }),
    { numRuns: 500 },
  );
});

it('the nearest quantities that would do are named', () => {
  const remedyFor = (quantity: number) =>
    wordsOf(orderOf({ ...MIMI, quantity }), contextOf(catalogue)).find(
      ({ code }) => code === 'not_a_multiple',
    )?.remedy;
  expect(remedyFor(1_500)).toEqual({ en: 'Order 1,000 or 2,000.', zh: '请订购 1,000 或 2,000。' });
  expect(remedyFor(999)).toEqual({ en: 'Order 1,000.', zh: '请订购 1,000。' });
});

it('the version of the terms that is to be accepted is named', () => {
  const outdated = { ...orderOf(MIMI), termsVersion: '2024-01-01' };
  expect(wordsOf(outdated, contextOf(catalogue))[0]?.remedy?.en).toContain('2025-03-07');
});

const says = (what: string) => {
  const order = BAD_ORDERS.find(([name]) => name === what);
  return (
    order && entriesOf(order).map(({ message, remedy }) => [message.zh, remedy?.zh, message.en, remedy?.en])
  );
};

it('units, countries, currencies and scopes are said by their names', () => {
  expect(says('months for years')).toEqual([
    [
      'AIMIS-INTL-CI-ANN 不按月销售。',
      '请按年注明期限。',
      'AIMIS-INTL-CI-ANN is not sold by the month.',
      'Specify the term by the year.',
    ],
  ]);
  expect(says('many years')).toEqual([
    [
      '期限 31 年超过上限 30 年。',
      '请选择不超过 30 年的期限。',
      'A term of 31 years is above the maximum of 30 years.',
      'Choose a term of at most 30 years.',
    ],
  ]);
  expect(says('a country that is not sold to')?.[0]?.slice(0, 1)).toEqual([
    'AI 平台开发与实施服务不在该国家或地区（美国）销售。',
  ]);
  expect(says('several product lines and currencies')?.[1]?.[0]).toBe(
    'AIMIS-CN-SW-BASIC 以人民币销售，而订单币种为美元。',
  );
  expect(says('a licence of another consortium')?.[0]?.slice(0, 2)).toEqual([
    'con_9 不是该账户的医联体。',
    '请注明该账户下的医联体。',
  ]);
});
