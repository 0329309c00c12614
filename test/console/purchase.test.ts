/** The parts of buying that need no browser: the basket, lines as they are typed, sections, and entries of a quote. */
import type { Schemas } from '../../client/src/index.ts';
import { buyAddress } from '../../src/console/purchase/addresses.ts';
import {
  addLine,
  basketIn,
  EMPTY_BASKET,
  orderBodyOf,
  removeLine,
  storedText,
  withHiddenTokens,
  type Basket,
  type LineBody,
} from '../../src/console/purchase/basket.ts';
import { calculationOf, costOf, type PriceWords } from '../../src/console/purchase/calculation.ts';
import { SKU_TEXTS } from '../../src/console/catalogue/sku-texts.ts';
import { PURCHASE_TEXTS } from '../../src/console/purchase/purchase-texts.ts';
import { entriesOfLine, entriesOfOrder, fieldOf } from '../../src/console/purchase/quote-entries.ts';
import { sectionsOf } from '../../src/console/purchase/sections.ts';
import { exampleQuantity, lineBody, newLine, scopeFieldOf } from '../../src/console/purchase/typed-line.ts';
import { wishIn } from '../../src/console/purchase/wish.ts';
import { API_ROUTES } from '../../src/contracts/routes.ts';
import { SKU_KINDS } from '../../src/domain/catalogue/sku.ts';

type Sku = Schemas['Sku'];

const INSPECTIONS: LineBody = { sku: 'AIMIS-INTL-CI-QTY-15Y', quantity: 10_000 };
const BASIC: LineBody = {
  ...{ sku: 'AIMIS-INTL-SW-BASIC', quantity: 1, term: { count: 1, unit: 'year' } },
  consortiumId: 'con_1',
};
const DELIVERY: LineBody = {
  ...{ sku: 'AIMIS-INTL-SVC-DELIVERY', quantity: 1, organizationId: 'org_1' },
  note: { remarks: 'Gate 3', token: 's3cret' },
};
const basketOf = (...lines: LineBody[]): Basket => ({ ...EMPTY_BASKET, lines });

const sku = (fields: Partial<Sku>): Sku => ({
  ...{ sku: 'A', productLine: 'a-line', kind: 'service', name: { en: 'A', zh: '甲' }, unit: 'set' },
  ...{ minimum: 1, step: 1, term: null, prices: [], channel: 'any', agreementRequired: false },
  ...{ refundPolicy: 'never', scope: 'account', rules: [] },
  ...fields,
});

describe('the basket', () => {
  test('the same thing again adds to its quantity, up to the maximum', () => {
    const twice = addLine(basketOf(INSPECTIONS), { ...INSPECTIONS, quantity: 1_000 }, undefined);
    expect(twice.lines).toEqual([{ ...INSPECTIONS, quantity: 11_000 }]);
    expect(addLine(basketOf(BASIC), BASIC, 1).lines).toEqual([BASIC]);
  });

  test('what differs in anything but its quantity, or has a note, is a line of its own', () => {
    const other = { ...BASIC, consortiumId: 'con_2' };
    const longer = { ...BASIC, term: { count: 2, unit: 'year' as const } };
    expect(addLine(addLine(basketOf(BASIC), other, 1), longer, 1).lines).toEqual([BASIC, other, longer]);
    expect(addLine(basketOf(DELIVERY), DELIVERY, 100).lines).toEqual([DELIVERY, DELIVERY]);
    expect(removeLine(basketOf(BASIC, INSPECTIONS), 0).lines).toEqual([INSPECTIONS]);
  });

  test('is a body that the API takes', () => {
    const basket = { ...basketOf(INSPECTIONS, BASIC, DELIVERY), termsAccepted: true, reference: ' PO-1 ' };
    const body = orderBodyOf(basket, 'acc_1', '2025-03-07');
    expect(body).toEqual({
      accountId: 'acc_1',
      channel: 'online',
      termsAccepted: true,
      termsVersion: '2025-03-07',
      reference: 'PO-1',
      lines: [INSPECTIONS, BASIC, DELIVERY],
    });
    expect(API_ROUTES.placeOrder.body.safeParse(body).error).toBeUndefined();
    const named = orderBodyOf({ ...basket, agreementId: 'agr_1', reference: ' ' }, 'acc_1', '1');
    expect([named.agreementId, 'reference' in named]).toEqual(['agr_1', false]);
  });

  test('is stored without secrets, and read again', () => {
    const basket = basketOf(INSPECTIONS, DELIVERY);
    const stored = storedText(basket);
    expect(stored).not.toContain('s3cret');
    expect(basketIn(stored)).toEqual(basketOf(INSPECTIONS, { ...DELIVERY, note: { remarks: 'Gate 3' } }));
    expect(JSON.stringify(withHiddenTokens(orderBodyOf(basket, 'acc_1', '1')))).not.toContain('s3cret');
  });

  test.each([null, '', '{', '[]', 'null', '{"lines":7}', '{"lines":[{"sku":1}]}', '{"lines":[null]}'])(
    'stored %s is an empty basket',
    (stored) => {
      expect(basketIn(stored)).toEqual(EMPTY_BASKET);
    },
  );
});

describe('a line as it is typed', () => {
  const inspections = sku({ kind: 'inspection-lot', minimum: 1_000, step: 1_000 });

  test('begins with as little as can be bought, and the shortest term; the documents count with ten packages', () => {
    expect(newLine(inspections).quantity).toBe('1000');
    expect(exampleQuantity(inspections)).toBe(10_000);
    expect(newLine(sku({ maximum: 100 })).quantity).toBe('1');
    expect(exampleQuantity(sku({ maximum: 100 }))).toBeNull();
    expect(exampleQuantity(sku({ minimum: 1_000, step: 1_000, maximum: 5_000 }))).toBeNull();
    const term = { unit: 'month', minimum: 3, maximum: 120, meaning: 'duration' } as const;
    expect(newLine(sku({ kind: 'subscription', term })).term).toBe('3');
  });

  test('begins with what the address wishes', () => {
    const term = { unit: 'year', minimum: 1, maximum: 30, meaning: 'duration' } as const;
    const wish = wishIn('accountId=acc_1&sku=A&quantity=3000&term=2&organizationId=org_1');
    expect(newLine(sku({ term }), wish)).toMatchObject({ quantity: '3000', term: '2', scopeId: 'org_1' });
    expect(wishIn('')).toEqual({ sku: null, quantity: null, term: null, scopeId: null });
  });

  test('becomes a line of an order; what is no number is refused by the API', () => {
    const typed = newLine(inspections);
    expect(lineBody(inspections, 'account', typed)).toEqual({ sku: 'A', quantity: 1_000 });
    for (const quantity of ['', 'many'])
      expect(lineBody(inspections, 'account', { ...typed, quantity }).quantity).toBe(0);
    expect(lineBody(inspections, 'account', { ...typed, quantity: '1500.5' }).quantity).toBe(1_500.5);
  });

  test('names whom it is for where the line is for someone', () => {
    const wish = wishIn('consortiumId=scope_1');
    const software = sku({ kind: 'software-basic', scope: 'consortium' });
    const typed = newLine(software, wish);
    expect(lineBody(software, 'consortium', typed)).toMatchObject({ consortiumId: 'scope_1' });
    // The agreement of the account may say otherwise than the catalogue.
    expect(lineBody(software, 'organization', typed)).toMatchObject({ organizationId: 'scope_1' });
    expect(scopeFieldOf(sku({ kind: 'maintenance' }), 'account')).toBe('organizationId');
    expect(scopeFieldOf(inspections, 'account')).toBeNull();
    expect(lineBody(inspections, 'account', newLine(inspections, wish))).not.toHaveProperty('organizationId');
  });

  test('carries a note for services only, and a start for what queues only', () => {
    const filled = {
      noteName: ' Main ',
      noteId: '',
      token: ' s3cret ',
      remarks: 'Gate 3',
      start: 'now' as const,
    };
    const typed = { ...newLine(sku({}), wishIn('organizationId=org_1')), ...filled };
    expect(lineBody(sku({ scope: 'organization' }), 'organization', typed)).toEqual({
      sku: 'A',
      quantity: 1,
      organizationId: 'org_1',
      note: { organizationName: 'Main', token: ' s3cret ', remarks: 'Gate 3' },
    });
    expect(lineBody(sku({ kind: 'subscription' }), 'organization', typed)).toEqual({
      ...{ sku: 'A', quantity: 1, organizationId: 'org_1', start: 'now' },
    });
  });
});

test('every kind of product has a place in a section, and families stand apart', () => {
  const kinds = sectionsOf(
    SKU_KINDS.map((kind) => sku({ kind })),
    'a-line',
  ).flatMap(({ groups }) => groups.map(({ kind }) => kind));
  expect(kinds.toSorted()).toEqual([...SKU_KINDS].toSorted());
  const services = [
    sku({ sku: 'A', family: 'Tuning' }),
    sku({ sku: 'B', family: 'Support' }),
    sku({ sku: 'C', family: 'Tuning' }),
  ];
  expect(sectionsOf([...services, sku({ productLine: 'another' })], 'a-line')).toEqual([
    {
      name: 'services',
      groups: [
        { kind: 'service', family: 'Tuning', skus: [services[0], services[2]] },
        { kind: 'service', family: 'Support', skus: [services[1]] },
      ],
    },
  ]);
});

test('an entry of a quote belongs to a line and a field, or to the whole order', () => {
  const entries = ['lines[1].quantity', 'lines[1]', 'lines[10].term.count', 'termsVersion', 'lines'].map(
    (path) => ({ path }),
  );
  expect(entriesOfLine(entries, 1)).toEqual([{ path: 'lines[1].quantity' }, { path: 'lines[1]' }]);
  expect(entriesOfLine(entries, 10).map(fieldOf)).toEqual(['term']);
  expect(entriesOfLine(entries, 1).map(fieldOf)).toEqual(['quantity', '']);
  expect(entriesOfOrder(entries)).toEqual([{ path: 'termsVersion' }, { path: 'lines' }]);
});

test('an address of a purchase names the account', () => {
  expect(buyAddress('acc_1')).toBe('/buy?accountId=acc_1');
  expect(buyAddress('acc_1', 'a line', 'confirm')).toBe('/buy/a%20line/confirm?accountId=acc_1');
});

describe('the calculation of a line', () => {
  const unit = { en: { one: 'set', many: 'sets' }, zh: '套' };
  const words = (language: 'en' | 'zh'): PriceWords => ({
    ...PURCHASE_TEXTS[language],
    ...SKU_TEXTS[language],
  });
  const line = {
    quantity: 2,
    unitPrice: { amountMinor: 2_700_000, currency: 'USD', perQuantity: 1 },
    term: { count: 3, unit: 'month' as const },
    amount: { amountMinor: 16_200_000, currency: 'USD' },
  };

  test('names every factor, with money in one style', () => {
    expect(calculationOf(line, unit, 'en', words('en'))).toBe(
      '2 sets × US$27,000.00 per set per month × 3 months = US$162,000.00',
    );
    expect(calculationOf(line, unit, 'zh', words('zh'))).toBe(
      '2 套 × US$27,000.00/套/月 × 3 个月 = US$162,000.00',
    );
    const packs = { ...line, term: null, unitPrice: { ...line.unitPrice, perQuantity: 1_000 } };
    expect(calculationOf(packs, unit, 'en', words('en'))).toContain('US$27,000.00 per 1,000 sets =');
  });

  test('is none without a price', () => {
    expect(calculationOf({ ...line, unitPrice: null }, unit, 'en', words('en'))).toBeNull();
    expect(calculationOf({ ...line, amount: null }, unit, 'en', words('en'))).toBeNull();
  });

  test('an example costs a whole number of minor units, or is not shown', () => {
    expect(costOf(10_000, { amountMinor: 120, currency: 'USD', perQuantity: 1 })).toEqual({
      amountMinor: 1_200_000,
      currency: 'USD',
    });
    expect(costOf(10, { amountMinor: 1, currency: 'USD', perQuantity: 3 })).toBeNull();
  });
});
